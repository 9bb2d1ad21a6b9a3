"""Recordings on other hosts: what is true of each, measured once and kept with the content.

So a build needs no network, and is the same tomorrow.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

from pydantic import TypeAdapter, ValidationError

from plugins.catalogue.fields import is_remote
from plugins.catalogue.media import UnfitRecordingError
from plugins.catalogue.problem import ContentError, Problem
from plugins.catalogue.publication import Publication
from plugins.catalogue.site import Site
from plugins.podcast.sound import measure_sound
from plugins.podcast.sound_facts import RecordingFacts, sri

PLACE = "podcasts/media.json"  # in the content folder
MEASURE = "Run ./run media refresh, and keep the file that it writes with the content."


KEPT = TypeAdapter(dict[str, RecordingFacts])


def remote_recordings(root: Path) -> Mapping[str, RecordingFacts]:
    """Return what is kept of recordings elsewhere, by their address; or raise ContentError."""
    file = root / PLACE
    if not file.exists():
        return {}
    try:
        return KEPT.validate_json(file.read_bytes(), strict=True)
    except ValidationError as error:
        fault = "this file cannot be read: another program has changed it."
        raise ContentError([Problem(PLACE, 1, fault, f"Delete it. {MEASURE}")]) from error


def remote_addresses(publication: Publication) -> tuple[str, ...]:
    """Return the addresses of all recordings elsewhere, of every item."""
    recordings = (one for item in publication.catalogue.items for one in item.recordings)
    return tuple(sorted({one.file for one in recordings if is_remote(one.file)}))


def refresh(publication: Publication) -> Iterator[str]:
    """Measure every recording elsewhere, and keep what was found; yield a line for each.

    ContentError names those that could not be reached or are not fit for listeners; the others
    are kept nevertheless.
    """
    kept = dict(remote_recordings(publication.root))
    problems: list[Problem] = []
    found: dict[str, RecordingFacts] = {}
    for address in remote_addresses(publication):
        try:
            found[address] = measured(address)
        except UnfitRecordingError as error:
            fault = f"{address} {error.fault}"
            problems.append(Problem(PLACE, 1, fault, error.remedy))
            if address in kept:
                found[address] = kept[address]
        else:
            change = _change(kept.get(address), found[address])
            yield f"{address}: {change}{_where(address, publication.site)}"
    write(publication.root, found)
    if problems:
        raise ContentError(problems)


def write(root: Path, found: Mapping[str, RecordingFacts]) -> None:
    """Keep what is true of recordings elsewhere; without any there is no file."""
    file = root / PLACE
    if not found:
        file.unlink(missing_ok=True)
        return
    facts = {address: asdict(found[address]) for address in sorted(found)}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{json.dumps(facts, indent=1, sort_keys=True)}\n", encoding="utf-8")


def measured(address: str) -> RecordingFacts:
    """Return what is true of a recording elsewhere, having read all of it."""
    from plugins.podcast.remote_fetching import fetch  # noqa: PLC0415 - builds fetch nothing

    suffix = PurePosixPath(urlsplit(address).path).suffix.lower()
    with tempfile.TemporaryDirectory() as room:
        file = Path(room, f"recording{suffix}")
        fetch(address, file)
        return RecordingFacts(sound=measure_sound(file), integrity=sri(file.read_bytes()))


def _change(before: RecordingFacts | None, now: RecordingFacts) -> str:
    if before is None:
        return "measured for the first time."
    return "as it was." if before == now else "it has changed."


def _where(address: str, site: Site) -> str:
    """Return where listeners fetch a bucket's recording: here a wrong address can be seen."""
    public = public_address(address, site)
    return "" if public == address else f" Listeners fetch it at {public}"


def public_address(address: str, site: Site) -> str:
    """Return the address at which listeners fetch a recording: buckets have one of their own."""
    parts = urlsplit(address)
    if parts.scheme != "s3":
        return address
    host = site.media_hosts.get(parts.netloc, f"https://{parts.netloc}.s3.amazonaws.com")
    # A name in a bucket is no web address yet: its % is a percent sign.
    version = f"?{parts.query}" if parts.query else ""
    return f"{host.rstrip('/')}{quote(parts.path)}{version}"
