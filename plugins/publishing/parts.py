"""What the program is made of: each part, as the lists that lock it name it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from plugins.publishing.fault import PublishFault

Source = Literal["pypi", "npm", "deb"]
PIP_LINE = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
PIP_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NPM_FOLDER = "node_modules/"
# What a build needs, and what only the program's own tests do.
FOR_BUILDS = ("requirements-build.txt", "requirements-node.txt", "requirements.txt")
FOR_TESTS = ("requirements-test.txt",)
NPM_LIST = "package-lock.json"
SYSTEM_LIST = "system-parts.txt"


@dataclass(frozen=True, order=True)
class Part:
    """One package of one version."""

    source: Source
    name: str
    version: str  # empty where the system chooses it
    hashes: tuple[tuple[str, str], ...] = ()  # ("SHA-256", hexadecimal digits), of its files
    only_for_tests: bool = False
    licence: str | None = None  # SPDX, where the list says it


def parts_of(project: Path) -> tuple[Part, ...]:
    """Return every part that the lists of a project lock, each once."""
    found: dict[tuple[Source, str, str], Part] = {}
    for part in _all(project):
        earlier = found.setdefault((part.source, part.name, part.version), part)
        if earlier.only_for_tests and not part.only_for_tests:
            found[part.source, part.name, part.version] = part
    return tuple(sorted(found.values()))


def _all(project: Path) -> Iterator[Part]:
    for name in FOR_BUILDS:
        yield from python_parts(_text(project / name), only_for_tests=False)
    for name in FOR_TESTS:
        yield from python_parts(_text(project / name), only_for_tests=True)
    yield from npm_parts(_text(project / NPM_LIST))
    yield from system_parts(_text(project / SYSTEM_LIST).splitlines())


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        fault = f"The list {file.name} of what the program is made of cannot be read."
        raise PublishFault(fault, "Get the program again as it was released.") from error


def python_parts(lock: str, *, only_for_tests: bool) -> Iterator[Part]:
    """Yield the packages of a list that pip installs from."""
    for line in lock.replace("\\\n", " ").splitlines():
        found = PIP_LINE.match(line)
        if found:
            hashes = tuple(("SHA-256", digest) for digest in sorted(PIP_HASH.findall(line)))
            name = re.sub(r"[-_.]+", "-", found["name"]).lower()
            yield Part("pypi", name, found["version"], hashes, only_for_tests)


def npm_parts(lock: str) -> Iterator[Part]:
    """Yield the packages of npm's list."""
    packages: dict[str, dict[str, Any]] = json.loads(lock)["packages"]
    for folder, facts in packages.items():
        if folder.startswith(NPM_FOLDER):
            yield Part(
                "npm",
                str(facts.get("name") or folder.rpartition(NPM_FOLDER)[2]),
                str(facts["version"]),
                tuple(_integrity(str(facts.get("integrity", "")))),
                bool(facts.get("dev")),
                facts.get("license"),
            )


def _integrity(text: str) -> Iterator[tuple[str, str]]:
    """Yield the digests of an integrity attribute: "sha512-" and base64."""
    for one in text.split():
        name, _, digest = one.partition("-")
        digits = re.fullmatch(r"sha(\d+)", name)
        if digits:
            yield f"SHA-{digits[1]}", base64.b64decode(digest).hex()


def system_parts(lines: Iterable[str]) -> Iterator[Part]:
    """Yield Debian's packages; the system chooses their version."""
    for line in lines:
        if not line.startswith("#"):
            for name in line.partition(":")[2].split():
                yield Part("deb", name, "")
