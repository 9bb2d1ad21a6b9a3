"""The parts of an episode: read from the recording itself, and written as JSON chapters 1.2."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import mutagen.id3

from plugins.catalogue.kinds import Episode
from plugins.catalogue.problem import Problem
from plugins.podcast.published import PublishedChapter

id3: Any = mutagen.id3  # It knows no types.
MEDIA_TYPE = "application/json+chapters"


@dataclass(frozen=True)
class FileChapter:
    """A chapter as a recording holds it."""

    start: float  # seconds
    title: str
    url: str | None = None
    hidden: bool = False  # Not in the table of contents.
    picture: bytes | None = None  # JPEG or PNG


def chapters_in(file: Path) -> tuple[FileChapter, ...]:
    """Return the chapters that a recording holds itself, by their start; often none."""
    found = _in_mp3(file) if file.suffix.lower() == ".mp3" else _in_container(file)
    by_start = {round(chapter.start, 3): chapter for chapter in found}
    return tuple(by_start[start] for start in sorted(by_start))


def chapter_problems(episode: Episode, seconds: float) -> Iterator[Problem]:
    """Yield a problem for each chapter of the front matter that begins after the end."""
    for number, chapter in enumerate(episode.chapters):
        if chapter.seconds >= seconds:
            line = episode.origin.line_of("chapters", number, "start")
            fault = f"the chapter at {chapter.start} begins after the recording has ended."
            remedy = "Correct its start, or give the whole recording."
            yield Problem(episode.path, line, fault, remedy)


def chapters_json(
    chapters: Sequence[PublishedChapter], title: str, show: str, author: str
) -> bytes:
    """Return chapters as the podcast namespace's JSON, version 1.2.0."""
    whole = {
        "version": "1.2.0",
        "author": author,
        "title": title,
        "podcastName": show,
        "chapters": [_described(one) for one in sorted(chapters, key=lambda one: one.start)],
    }
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def _described(chapter: PublishedChapter) -> dict[str, Any]:
    start = int(chapter.start) if chapter.start == int(chapter.start) else round(chapter.start, 3)
    given = {"title": chapter.title, "img": chapter.image_url, "url": chapter.url}
    shown = {name: value for name, value in given.items() if value}
    return {"startTime": start, **shown} | ({"toc": False} if chapter.hidden else {})


def _in_mp3(file: Path) -> Iterator[FileChapter]:
    try:
        tags = id3.ID3(file)
    except id3.ID3NoHeaderError:
        return
    listed = {child for toc in tags.getall("CTOC") for child in toc.child_element_ids}
    for frame in tags.getall("CHAP"):
        parts = frame.sub_frames
        title = " ".join(str(part) for part in parts.getall("TIT2")).strip()
        urls = [part.url for part in (*parts.getall("WXXX"), *parts.getall("WOAF"))]
        pictures = [part.data for part in parts.getall("APIC")]
        yield FileChapter(
            start=frame.start_time / 1000,
            title=title,
            url=next(iter(filter(None, urls)), None),
            # Without a table every chapter is in it: ID3v2 Chapter Frame Addendum, 3.2.
            hidden=not title or (bool(listed) and frame.element_id not in listed),
            picture=next(iter(filter(None, pictures)), None),
        )


def _in_container(file: Path) -> Iterator[FileChapter]:
    with av.open(str(file), metadata_errors="replace") as container:
        for chapter in container.chapters():
            title = chapter["metadata"].get("title", "").strip()
            start = float(chapter["start"] * (chapter["time_base"] or 0))
            yield FileChapter(start=start, title=title, hidden=not title)
