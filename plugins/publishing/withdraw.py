"""A person takes their consent back: the one line that says so, written into the story's file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from plugins.catalogue.front_matter import FrontMatter, Value, read_front_matter
from plugins.catalogue.kinds import PatientStory
from plugins.catalogue.problem import ContentError
from plugins.publishing.fault import PublishFault

STORIES = PatientStory.root
DAY = r"\d{4}-\d\d-\d\d"
# The same in both ways to write a mapping: on a line of its own, or between braces.
GIVEN = re.compile(rf"given\s*:\s*(?P<mark>[\"']?){DAY}(?P=mark)")
WITHDRAWN = re.compile(rf"(withdrawn\s*:\s*(?P<mark>[\"']?)){DAY}(?P=mark)")
FIELD_OF_ITS_OWN = re.compile(r"([ \t]*)given\s*:")


@dataclass(frozen=True)
class StoryFile:
    """A story's own file; a translation has no consent of its own."""

    path: str  # from the content folder
    name: str  # the last part of its address
    text: str  # byte for byte, line ends included

    @property
    def address(self) -> str:
        """Its address from the site's root."""
        return f"{STORIES}/{self.name}/"


def story_of(content: Path, wish: str) -> StoryFile:
    """Return the story that somebody names by its address or its file.

    PublishFault names those that are there where it is none of them. No other file is read: what
    is being edited, and wrong as yet, is not waited for.
    """
    stories = {story.path: story for story in _stories(content)}
    name = _name(wish)
    found = [one for one in stories.values() if name in {one.name, PurePosixPath(one.path).stem}]
    exact = [one for one in found if one.name == name]
    if len(found) == 1 or len(exact) == 1:
        return (exact or found)[0]
    names = sorted(story.name for story in stories.values())
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.4) or names[:3]
    fault = f'There is no story "{wish}".'
    if not near:
        raise PublishFault(fault, f"{content}/{STORIES} holds none at all.")
    listed = " or ".join(f"{STORIES}/{one}" for one in near)
    raise PublishFault(fault, f"Did you mean {listed}? Name it as its address has it.")


def _name(wish: str) -> str:
    """Return a story's name from its address on the web, on the site, or its file's name."""
    last = PurePosixPath(wish.strip().rstrip("/").split("?")[0]).name
    return last.removesuffix(".md")


def _stories(content: Path) -> list[StoryFile]:
    found = []
    for file in sorted((content / STORIES).rglob("*.md")):
        if "." in file.stem:  # In another language, or easy to read: it goes with the story.
            continue
        with suppress(OSError, UnicodeDecodeError):
            text = file.read_bytes().decode("utf-8")
            path = file.relative_to(content).as_posix()
            found.append(StoryFile(path, _slug(text, path) or file.stem, text))
    return found


def _slug(text: str, path: str) -> str | None:
    try:
        slug = read_front_matter(text, path).values.get("slug")
    except ContentError:
        return None
    return slug if isinstance(slug, str) else None


def withdrawn(story: StoryFile, day: date) -> str | None:
    """Return the story's file with the day of withdrawal, every other byte as it was.

    None where the consent was taken back on that day or before. ContentError where the file
    cannot be read; PublishFault where it is written so that only a person can do it.
    """
    front = read_front_matter(story.text, story.path)
    consent = front.values.get("consent")
    if not isinstance(consent, dict):
        raise _by_hand(story, day)
    earlier = consent.get("withdrawn")
    if isinstance(earlier, str) and re.fullmatch(DAY, earlier) and earlier <= day.isoformat():
        return None
    text = _with_line(story.text, front, day, later="withdrawn" in consent)
    if text is None or not _is_only_change(text, story, consent, front, day):
        raise _by_hand(story, day)
    return text


def _with_line(text: str, front: FrontMatter, day: date, *, later: bool) -> str | None:
    """Return the text with the day in it; None where its place is not found."""
    field = "withdrawn" if later else "given"
    rows = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    number = front.line_of(("consent", field)) - 1
    row = rows[number] if number < len(rows) else ""
    ending = row[len(row.rstrip("\r\n")) :]
    own_line = FIELD_OF_ITS_OWN.match(row)
    if later:
        changed, count = WITHDRAWN.subn(rf"\g<1>{day}\g<mark>", row, count=1)
    elif own_line and not row.rstrip().endswith(","):
        changed, count = f"{row}{own_line[1]}withdrawn: {day}{ending}", 1
    else:
        changed, count = GIVEN.subn(rf"\g<0>, withdrawn: {day}", row, count=1)
    rows[number : number + 1] = [changed]
    return "".join(rows) if count else None


def _is_only_change(
    text: str, story: StoryFile, consent: Mapping[str, Value], front: FrontMatter, day: date
) -> bool:
    """Read it again: whatever was not foreseen is left to the editor."""
    try:
        read = read_front_matter(text, story.path)
    except ContentError:
        return False
    wanted = {**front.values, "consent": {**consent, "withdrawn": day.isoformat()}}
    return read.values == wanted and read.body == front.body


def _by_hand(story: StoryFile, day: date) -> PublishFault:
    fault = f"The consent in {story.path} is written in a way that only you can change."
    remedy = f"Write withdrawn: {day} among the fields of its consent, then ./run publish"
    return PublishFault(fault, remedy)
