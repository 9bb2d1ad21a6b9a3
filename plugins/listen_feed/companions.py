"""What lies beside an item's MP3 for apps: its words in every form, and its chapters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from plugins.catalogue.item import Item
from plugins.catalogue.spoken import SpokenItem
from plugins.podcast.chapters import chapters_in, chapters_json
from plugins.podcast.published import Link, PublishedChapter
from plugins.podcast.transcript_formats import TranscriptFile, read_transcript, transcript_files


@dataclass(frozen=True)
class Companions:
    """The files beside one item's MP3."""

    spoken: SpokenItem
    transcripts: tuple[TranscriptFile, ...]

    @property
    def item(self) -> Item:
        """What is read out."""
        return self.spoken.item

    @cached_property
    def chapters(self) -> tuple[PublishedChapter, ...]:
        """The chapters that the MP3 holds."""
        return tuple(
            PublishedChapter(start=one.start, title=one.title, url=one.url, hidden=one.hidden)
            for one in chapters_in(self.spoken.file)
        )

    def place(self, suffix: str) -> str:
        """Return where a file stands. A story's own recording has the names without "read"."""
        return f"{self.item.url}{self.item.name}-read{suffix}"

    def chapters_url(self, site_url: str) -> str | None:
        """Return the whole address of the chapters, where there are any."""
        return f"{site_url}/{self.place('.chapters.json')}" if self.chapters else None

    def links(self, host: str, site_url: str, language: str) -> tuple[Link, ...]:
        """Return the transcripts, WebVTT first: that is the file which the page reads along by."""
        return tuple(
            Link(
                url=f"{host}{self.spoken.cues_url}"
                if one.suffix == ".vtt"
                else f"{site_url}/{self.place(one.suffix)}",
                media_type=one.media_type,
                language=self.item.lang or language,
                rel="captions" if one.has_times else None,
            )
            for one in self.transcripts
        )

    def files(self, show: str, author: str) -> Iterator[tuple[str, bytes]]:
        """Yield the place and the bytes of each file that is not there already."""
        for one in self.transcripts:
            if one.suffix != ".vtt":
                yield self.place(one.suffix), one.data
        if self.chapters:
            data = chapters_json(self.chapters, self.item.title, show, author)
            yield self.place(".chapters.json"), data


def companions_of(spoken: SpokenItem, language: str) -> Companions:
    """Return what lies beside an item's MP3; words only where it is known when each is read."""
    if spoken.cues is None:
        return Companions(spoken, ())
    data = spoken.cues.read_bytes()
    transcript, problems = read_transcript(data, f"{spoken.item.name}.vtt", spoken.seconds)
    if transcript is None:
        raise ValueError(f"{spoken.item.path}: {problems[0].fault}")
    title = spoken.item.title
    return Companions(spoken, transcript_files(transcript, title, spoken.item.lang or language))
