"""Known holes in the parts that the program is made of, by a database of advisories on the disk.

The database is a folder, or a ZIP file, of advisories in the form of OSV (https://ossf.github.io/
osv-schema/), as https://osv.dev offers them for each source of packages. Nothing is asked of the
network: whoever audits says how new the answer is by the database that they give.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from packaging.utils import canonicalize_name

from plugins.publishing.audit_versions import Unordered, order_of
from plugins.publishing.fault import PublishFault
from plugins.publishing.parts import Part, Source

VARIABLE = "ADVISORIES"
LARGEST = 20_000_000  # bytes of one advisory; a ZIP file may promise more than the memory holds
# OSV's names; Debian's has a release after it: "Debian:12".
ECOSYSTEMS: Mapping[str, Source] = MappingProxyType({"PyPI": "pypi", "npm": "npm"})


Place: TypeAlias = tuple[Any, ...]  # in the order of versions


@dataclass(frozen=True, order=True)
class Finding:
    """One part that one advisory is about."""

    part: str
    version: str
    advisory: str  # with its other names
    says: str
    mended_in: tuple[str, ...]
    only_for_tests: bool

    def __str__(self) -> str:
        """Say the hole, and what closes it."""
        use = " (used by tests alone)" if self.only_for_tests else ""
        remedy = f"Take {' or '.join(self.mended_in)}" if self.mended_in else "No version mends it"
        return f"{self.part} {self.version}{use}: {self.advisory}: {self.says}\n    {remedy}."


@dataclass(frozen=True)
class Audit:
    """What was looked for, and what was found."""

    advisories: int  # that the database holds
    parts: int  # that the database can speak of
    unasked: tuple[str, ...]  # parts of sources that it does not speak of
    findings: tuple[Finding, ...]

    def lines(self) -> Iterator[str]:
        """Say it, holes first."""
        yield from (str(finding) for finding in self.findings)
        count = len(self.findings)
        holes = "1 known hole" if count == 1 else f"{count or 'No'} known holes"
        yield f"{holes} in {self.parts} parts, by {self.advisories:,} advisories."
        if self.unasked:
            yield f"Not looked at, as the system keeps them new itself: {', '.join(self.unasked)}."


def database_of(given: str | None, environment: Mapping[str, str]) -> Path:
    """Return the database that an option or the environment names."""
    named = given or environment.get(VARIABLE) or ""
    if not named:
        fault = "No database of advisories was given, so nothing was audited."
        remedy = (
            f"Name a folder or a ZIP file of OSV advisories: --database FILE, or {VARIABLE}=FILE."
            " docs/hosting says where to get one."
        )
        raise PublishFault(fault, remedy)
    if not Path(named).exists():
        fault = f"There is no database of advisories at {named}, so nothing was audited."
        raise PublishFault(fault, "Name a folder or a ZIP file of OSV advisories.")
    return Path(named)


def audit(parts: Iterable[Part], database: Path) -> Audit:
    """Return what a database knows of these parts; PublishFault where it is none."""
    asked = [part for part in parts if part.source in ECOSYSTEMS.values()]
    by_name: dict[tuple[Source, str], list[Part]] = {}
    for part in asked:
        by_name.setdefault((part.source, part.name), []).append(part)
    findings: set[Finding] = set()
    read = 0
    for advisory in _advisories(database):
        read += 1
        if not advisory.get("withdrawn"):
            findings.update(_found(advisory, by_name))
    if not read:
        fault = f"{database} holds no advisory, so nothing was audited."
        raise PublishFault(fault, "Give a folder or a ZIP file of OSV advisories (JSON).")
    others = tuple(sorted({part.name for part in parts} - {part.name for part in asked}))
    return Audit(read, len(asked), others, tuple(sorted(findings)))


def _found(
    advisory: Mapping[str, Any], by_name: Mapping[tuple[Source, str], list[Part]]
) -> Iterator[Finding]:
    for affected in advisory.get("affected", ()):
        package = affected.get("package", {})
        source = ECOSYSTEMS.get(str(package.get("ecosystem", "")).partition(":")[0])
        if source is None:
            continue
        name = str(package.get("name", ""))
        known = canonicalize_name(name) if source == "pypi" else name
        for part in by_name.get((source, known), ()):
            if is_affected(part.version, affected, source):
                yield _finding(part, advisory, affected)


def _finding(part: Part, advisory: Mapping[str, Any], affected: Mapping[str, Any]) -> Finding:
    names = [str(advisory.get("id", "?")), *map(str, advisory.get("aliases", ()))]
    says = str(advisory.get("summary") or advisory.get("details") or "It says no more.")
    mended = {str(e["fixed"]) for events in _ranges(affected) for e in events if "fixed" in e}
    return Finding(
        part=part.name,
        version=part.version,
        advisory=", ".join(dict.fromkeys(names)),
        # It comes from strangers, and goes to a terminal.
        says="".join(c if c.isprintable() else " " for c in says.strip().split("\n")[0])[:200],
        mended_in=tuple(sorted(mended)),
        only_for_tests=part.only_for_tests,
    )


def is_affected(version: str, affected: Mapping[str, Any], source: Source) -> bool:
    """Tell whether a version has the hole, by the algorithm that OSV's schema gives.

    What cannot be put in order, of ours or of theirs, counts as affected: a person looks at it.
    """
    if version in affected.get("versions", ()):
        return True
    try:
        here: Place = (1, order_of(version, source))
        return any(_is_in(here, events, source) for events in _ranges(affected))
    except Unordered:
        return True


def _ranges(affected: Mapping[str, Any]) -> Iterator[list[Mapping[str, Any]]]:
    for one in affected.get("ranges", ()):
        if one.get("type") in {"ECOSYSTEM", "SEMVER"}:  # Commits of git are no versions.
            yield one.get("events", [])


def _is_in(here: Place, events: Iterable[Mapping[str, Any]], source: Source) -> bool:
    inside = False
    steps = [(_place(str(at), source), kind) for event in events for kind, at in event.items()]
    for place, kind in sorted(steps, key=lambda step: (step[0], step[1] != "introduced")):
        if kind == "introduced" and here >= place:
            inside = True
        ended = kind == "fixed" and here >= place
        if ended or (kind == "last_affected" and here > place):
            inside = False
    return inside


def _place(version: str, source: Source) -> Place:
    """Return where a version stands; an advisory's "0" is before all of them."""
    return (0,) if version == "0" else (1, order_of(version, source))


def _advisories(database: Path) -> Iterator[Mapping[str, Any]]:
    if database.is_dir():
        for file in sorted(database.rglob("*.json")):
            yield from _read(file.read_bytes(), str(file))
        for file in sorted(database.rglob("*.zip")):
            yield from _packed(file)
    else:
        yield from _packed(database)


def _packed(file: Path) -> Iterator[Mapping[str, Any]]:
    try:
        with zipfile.ZipFile(file) as archive:
            for entry in archive.infolist():
                if entry.filename.endswith(".json") and entry.file_size <= LARGEST:
                    yield from _read(archive.read(entry), f"{file}: {entry.filename}")
    except (zipfile.BadZipFile, OSError) as error:
        raise PublishFault(f"{file} is no ZIP file.", "Get the database again.") from error


def _read(data: bytes, place: str) -> Iterator[Mapping[str, Any]]:
    try:
        advisory = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise PublishFault(f"{place} is damaged.", "Get the database again.") from error
    if isinstance(advisory, dict) and "id" in advisory:
        yield advisory
