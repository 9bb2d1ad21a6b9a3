"""What a live site should answer to an address, and what is wrong where it does not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from plugins.publishing.confirm_asking import Answer, Question, address_of
from plugins.publishing.manifest import Entry, Manifest
from plugins.publishing.verify_finding import Finding

OK, GONE = 200, 410
MOVED = frozenset({301, 302, 303, 307, 308})
NOWHERE = frozenset({404, 410})
INDEX = "index.html"
PAGE_OF_LIST = re.compile(r"(?P<list>/(.+/)?)page/\d+/")
SHOWN = 60  # letters of a line
REMEDY = "Look at the host: whether it serves the folder of the release that is live."
CACHED = "Let the CDN forget its copies: purge in publish.yaml. Then publish again."
ANSWERS = "Look whether the host is up, and whether url in publish.yaml is its address."
TAKEN = "Delete it on the host. Whoever has the old address must not find it."


@dataclass(frozen=True)
class Wanted:
    """What should be live."""

    url: str  # without a last slash
    manifest: Manifest
    redirects: Mapping[str, str]  # address from the host's root: where it leads
    before: Manifest | None = None  # what was live until now
    site: Path | None = None  # the same files here, to say what is different


def fault_in(wanted: Wanted, question: Question, answer: Answer) -> Finding | None:
    """Return what is wrong with an answer; None where it is as it should be."""
    entry = wanted.manifest.by_path.get(question.path)
    address = address_of(wanted.url, question.path)
    if answer.status == 0:
        return Finding(address, f"{answer.why}.", ANSWERS)
    if _moved(wanted, address, answer):
        return None
    if entry is None:
        return _of_missing(address, answer)
    if answer.status == GONE and question.path.removesuffix(INDEX) in wanted.manifest.tombstones:
        return None
    if answer.status != OK:
        where = f", and leads to {answer.leads_to}" if answer.leads_to else ""
        return Finding(address, f"the host answers {answer.status}{where}, not the file.", REMEDY)
    return _of_file(wanted, entry, address, answer)


def _bare(path: str) -> str:
    """Return an address as servers compare it: /news/flu and /news/flu/ are one."""
    return unquote(path).rstrip("/")


def _moved(wanted: Wanted, address: str, answer: Answer) -> bool:
    """Tell whether the host itself sends readers on from an old address, as it may."""
    if answer.status not in MOVED:
        return False
    moved = {_bare(old): target for old, target in wanted.redirects.items()}
    target = moved.get(_bare(urlsplit(address).path))
    return (
        target is not None
        and urlsplit(urljoin(address, answer.leads_to)).path == urlsplit(target).path
    )


def _of_missing(address: str, answer: Answer) -> Finding | None:
    """Judge the answer of an address at which nothing is any more."""
    if answer.status in NOWHERE or _is_shorter_list(address, answer):
        return None
    return Finding(address, f"it was taken away, and the host answers {answer.status}.", TAKEN)


def _is_shorter_list(address: str, answer: Answer) -> bool:
    """Tell whether the host leads from a page that a list no longer has to the list itself."""
    page = PAGE_OF_LIST.fullmatch(urlsplit(address).path)
    target = urlsplit(urljoin(address, answer.leads_to)).path
    return page is not None and answer.status in MOVED and target == page["list"]


def _of_file(wanted: Wanted, entry: Entry, address: str, answer: Answer) -> Finding | None:
    if not answer.sha256:
        if answer.size == entry.size:
            return None
        fault = f"it has {answer.size:,} bytes, and should have {entry.size:,}."
        return Finding(address, fault, REMEDY)
    if answer.sha256 == entry.sha256:
        return None
    old = wanted.before.by_path.get(entry.path) if wanted.before else None
    if old is not None and old.sha256 == answer.sha256:
        return Finding(address, "the host still gives the file of the release before.", CACHED)
    return Finding(
        address, f"it is not the file of this release{_apart(wanted, entry, answer)}.", REMEDY
    )


def _apart(wanted: Wanted, entry: Entry, answer: Answer) -> str:
    """Say where two texts part, as far as that can be said."""
    if wanted.site is None or not entry.type.startswith(("text/", "application/xml")):
        return ""
    try:
        own = (wanted.site / entry.path).read_text("utf-8").split("\n")
        live = answer.data.decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return ""
    pairs = zip([*own, ""], [*live, ""], strict=False)
    for number, (ours, theirs) in enumerate(pairs, start=1):
        if ours != theirs:
            return f': line {number} is "{_short(theirs)}", and should be "{_short(ours)}"'
    return ""


def _short(line: str) -> str:
    plain = line.strip()
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"
