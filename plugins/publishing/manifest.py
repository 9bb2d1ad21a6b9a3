"""What a release holds: each file with its digest, and what the release was built from."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from plugins.publishing.fault import PublishFault

FORM = 1
SAMPLE, SMALL = 40, 1_000_000  # files, and bytes of each
RELEASE = r"[0-9]{6,}"
DIGEST = r"[0-9a-f]{64}"
NOT_PLAIN = re.compile(r"(^|/)(\.{0,2})(/|$)|[\0\\]")  # an empty step, one up, or another disk's


@dataclass(frozen=True, order=True)
class Entry:
    """One file of a site, by its path from the site's root, like "news/index.html"."""

    path: str
    sha256: str
    size: int  # bytes
    type: str  # media type, like "text/html; charset=utf-8"
    # Taken from the release before: pages that were open at the switch still name it.
    carried: bool = False


@dataclass(frozen=True)
class Story:
    """What a release holds of a patient's story: by this it is found again when it must go."""

    uses: tuple[str, ...]  # what the person allowed on that day
    paths: tuple[str, ...]  # the files that are the story's own, and those that speak of it

    def __post_init__(self) -> None:
        """Sort what has no order of its own."""
        object.__setattr__(self, "uses", tuple(sorted(set(self.uses))))
        object.__setattr__(self, "paths", tuple(sorted(set(self.paths))))


@dataclass(frozen=True)
class Manifest:
    """One release. It holds no clock and no path of a machine: same input, same bytes."""

    release: str  # "000042"
    built_from: Mapping[str, str]  # content, program, as_of, site_url
    entries: tuple[Entry, ...]  # by path
    # Addresses of stories no longer available, like "stories/margaret/".
    tombstones: tuple[str, ...] = ()
    stories: Mapping[str, Story] = field(default_factory=dict)  # by address, "stories/margaret/"
    by_path: Mapping[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort what has no order of its own, and make entries quick to find."""
        entries = tuple(sorted(self.entries))
        object.__setattr__(self, "entries", entries)
        object.__setattr__(self, "tombstones", tuple(sorted(set(self.tombstones))))
        object.__setattr__(self, "built_from", MappingProxyType(dict(self.built_from)))
        object.__setattr__(self, "stories", MappingProxyType(dict(self.stories)))
        by_path = MappingProxyType({entry.path: entry for entry in entries})
        object.__setattr__(self, "by_path", by_path)

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(entry.size for entry in self.entries)


@dataclass(frozen=True)
class Difference:
    """What one release has that another has not, by path."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    bytes: int  # of what is added and changed: as much is sent at most


NO_STORIES: Mapping[str, Story] = MappingProxyType({})


def manifest_of(  # noqa: PLR0913 - what a release is made of
    site: Path,
    *,
    release: str,
    built_from: Mapping[str, str],
    media_type: Callable[[str], str],
    tombstones: Iterable[str] = (),
    stories: Mapping[str, Story] = NO_STORIES,
) -> Manifest:
    """Return the manifest of a built site; `media_type` tells the type of a path."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    entries = (_entry(file, file.relative_to(site).as_posix(), media_type) for file in files)
    return Manifest(release, built_from, tuple(entries), tuple(tombstones), stories)


def _entry(file: Path, path: str, media_type: Callable[[str], str]) -> Entry:
    return Entry(path, digest_of(file), file.stat().st_size, media_type(path))


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file, which may be larger than the memory."""
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def sample(release: Manifest) -> tuple[Entry, ...]:
    """Return the home page and some other small files, the same of the same release."""
    small = [entry for entry in release.entries if entry.size <= SMALL]
    found = sorted(small, key=lambda one: (one.path != "index.html", one.sha256))
    return tuple(found[:SAMPLE])


def difference(old: Manifest | None, new: Manifest) -> Difference:
    """Return what the new release changes; everything is added where there is no old one."""
    before: Mapping[str, Entry] = old.by_path if old else {}
    added = tuple(path for path in new.by_path if path not in before)
    changed = tuple(
        path
        for path, entry in new.by_path.items()
        if path in before and before[path].sha256 != entry.sha256
    )
    removed = tuple(path for path in before if path not in new.by_path)
    size = sum(new.by_path[path].size for path in (*added, *changed))
    return Difference(added, changed, removed, size)


def to_json(manifest: Manifest) -> str:
    """Return the text of manifest.json: the same for the same release, byte for byte."""
    listing = {
        "release": manifest.release,
        "form": FORM,
        "built_from": dict(manifest.built_from),
        "tombstones": list(manifest.tombstones),
        "stories": {
            address: {"uses": list(story.uses), "paths": list(story.paths)}
            for address, story in manifest.stories.items()
        },
        "files": [_row(entry) for entry in manifest.entries],
    }
    return json.dumps(listing, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _row(entry: Entry) -> dict[str, str | int | bool]:
    row: dict[str, str | int | bool] = {
        "path": entry.path,
        "sha256": entry.sha256,
        "size": entry.size,
        "type": entry.type,
    }
    return row | {"carried": True} if entry.carried else row


def from_json(text: str | bytes, *, place: str = "manifest.json") -> Manifest:
    """Return what manifest.json says; PublishFault where it cannot be trusted."""
    try:
        return _read(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        fault = f"The list of a release's files is damaged ({place})."
        remedy = (
            "The release cannot be trusted. Delete its folder on the target, and publish again."
        )
        raise PublishFault(fault, remedy) from error


def _read(listing: Any) -> Manifest:  # noqa: ANN401 - whatever JSON holds
    if listing["form"] != FORM or not re.fullmatch(RELEASE, listing["release"]):
        raise ValueError(FORM)
    built_from = {str(name): str(value) for name, value in listing["built_from"].items()}
    entries = tuple(_checked(row) for row in listing["files"])
    if len({entry.path for entry in entries}) != len(entries):
        raise ValueError("files")
    tombstones = tuple(str(address) for address in listing.get("tombstones", ()))
    stories = {
        str(address): Story(_texts(story["uses"]), _texts(story["paths"]))
        for address, story in listing.get("stories", {}).items()
    }
    return Manifest(listing["release"], built_from, entries, tombstones, stories)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise TypeError("stories")
    return tuple(value)


def _checked(row: Mapping[str, Any]) -> Entry:
    """Return an entry that cannot name a file outside of its release."""
    entry = Entry(row["path"], row["sha256"], row["size"], row["type"], row.get("carried", False))
    whole = re.fullmatch(DIGEST, entry.sha256) and isinstance(entry.size, int) and entry.size >= 0
    if not whole or not is_plain(entry.path) or not isinstance(entry.type, str):
        raise ValueError(entry.path)
    return entry


def is_plain(path: str) -> bool:
    """Tell whether a path stays inside of the folder that it is joined to."""
    return NOT_PLAIN.search(path) is None
