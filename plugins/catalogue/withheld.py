"""The files of stories that consent keeps back: whose they are, and where others name them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.fields import PICTURES
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import PatientStory
from plugins.catalogue.load import Catalogue
from plugins.catalogue.named_files import files_of_part, is_recording, named_in


@dataclass(frozen=True)
class Owned:
    """Whose a file is that consent keeps back."""

    story: str  # the story's file, from the content folder
    copy_of: str | None = None  # The story's own file, where this one only has the same bytes.


def withheld(catalogue: Catalogue, on: date) -> Mapping[str, Owned]:
    """Return every file that consent keeps back on a day, by its path from the content folder.

    A copy under another name is the same picture, and the same voice.
    """
    easy_reads = {one.of: one for one in catalogue.easy_reads}
    found: dict[str, Owned] = {}
    for story in catalogue.items:
        if isinstance(story, PatientStory):
            easy_read = easy_reads.get(story.path)
            for file in sorted(_files([story, easy_read]) - _allowed(story, easy_read, on)):
                found.setdefault(file, Owned(story.translation_of or story.path))
    copied = copies(catalogue, found.keys())
    return found | {file: Owned(found[own].story, own) for file, own in copied.items()}


def _files(texts: Iterable[Item | EasyRead | None]) -> set[str]:
    return {named.file for text in texts if text for named in named_in(text)}


def _allowed(story: PatientStory, easy_read: EasyRead | None, on: date) -> set[str]:
    if not story.consent.allows("website", on):
        return set()
    shown = story.allowed(on)
    if story.consent.allows("audio", on):
        return _files([shown, easy_read])
    # A link in the words would give away the voice as the field does, and so would a film in
    # sign language that is the same file.
    voices = [one for one in (story.recording, story.read_aloud) if one]
    heard = {file for voice in voices for _, file in files_of_part(voice)}
    named = (named for text in (shown, easy_read) if text for named in named_in(text))
    seen = {one.file for one in named if not (one.in_words and is_recording(one.file))}
    return seen - heard


def copies(catalogue: Catalogue, files: Collection[str]) -> Mapping[str, str]:
    """Return other pictures and recordings with the bytes of one of these, and of which."""
    sizes: dict[tuple[str, int], list[str]] = {}
    for file in filter(_shows_a_person, sorted(files)):
        if size := _size(catalogue.root / file):
            sizes.setdefault((_ending(file), size), []).append(file)
    endings = {ending for ending, _ in sizes}
    others = (one for one in sorted(catalogue.files) if _ending(one) in endings)
    found: dict[str, str] = {}
    for file in (one for one in others if one not in files):
        # Few have the same size, so that few need be read.
        for own in sizes.get((_ending(file), _size(catalogue.root / file)), ()):
            if _digest(catalogue.root / own) == _digest(catalogue.root / file):
                found[file] = own
                break
    return found


def _ending(file: str) -> str:
    return PurePosixPath(file).suffix.lower()


def _shows_a_person(file: str) -> bool:
    """Tell of pictures and recordings: the same words may be allowed in another way."""
    return _ending(file) in PICTURES or is_recording(file)


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
