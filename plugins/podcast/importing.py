"""An existing podcast into the content: its show, episodes, recordings and transcripts.

Nothing that is there already is touched, so that an import can be run again for what is new.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from plugins.catalogue.fields import SOUND, VIDEO
from plugins.catalogue.front_matter import read_front_matter
from plugins.catalogue.problem import ContentError
from plugins.podcast.artwork import TYPES
from plugins.podcast.fetching import CannotFetchError, Fetch
from plugins.podcast.import_front_matter import item_text
from plugins.podcast.import_reading import (
    File,
    ImportedChapter,
    ImportedEpisode,
    ImportedShow,
    clean,
    read_feed,
)
from plugins.podcast.import_show import (
    Names,
    episode_fields,
    kept_categories,
    show_fields,
    slug_from,
)
from plugins.podcast.transcript_formats import read_transcript
from plugins.podcast.transcript_vtt import as_vtt

ENDINGS = {
    "audio/mpeg": ".mp3",
    "audio/mp3": ".mp3",
    "audio/x-m4a": ".m4a",
    "audio/m4a": ".m4a",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
    "video/x-m4v": ".m4v",
    "video/webm": ".webm",
}
# The best first: each can be made into the one that pages show.
TRANSCRIPTS = {
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "application/srt": ".srt",
    "text/srt": ".srt",
    "application/json": ".json",
}
HERE = ZoneInfo("Europe/London")
MOST_PAGES = 500  # of one feed, in case they lead round in a circle


@dataclass
class ImportReport:
    """What an import did, for the editor."""

    folder: str  # from the content folder: "podcasts/our-show"
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # there already
    to_do: list[str] = field(default_factory=list)  # sentences
    moving: str = ""


def import_feed(
    feed: bytes,
    content: Path,
    fetch: Fetch,
    *,
    feed_url: str | None = None,
    zone: ZoneInfo = HERE,
) -> ImportReport:
    """Write a podcast into a content folder; UnreadableFeedError says why it cannot be."""
    shows = list(_documents(feed, feed_url, fetch))
    show = shows[0]
    name = slug_from(show.link, show.title, (), "podcast")
    report = ImportReport(f"podcasts/{name}", moving=moving_house(show))
    folder = content / report.folder
    folder.mkdir(parents=True, exist_ok=True)
    work = _Import(show, folder, fetch, zone, report)
    work.write_show()
    seen: set[str] = set()
    for document in shows:
        report.to_do += [
            f"“{title}” has nothing to hear or no date." for title in document.left_out
        ]
        for episode in document.episodes:
            if episode.guid not in seen:
                seen.add(episode.guid)
                work.write_episode(episode)
    return report


def _documents(feed: bytes, feed_url: str | None, fetch: Fetch) -> Iterator[ImportedShow]:
    """Yield a feed's current document, then its older pages."""
    show = read_feed(feed, feed_url)
    yield show
    visited: set[str] = set()
    while show.next_page and show.next_page not in visited and len(visited) < MOST_PAGES:
        visited.add(show.next_page)
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch, "page.xml")
            fetch(show.next_page, file)
            show = read_feed(file.read_bytes(), show.next_page)
        yield show


def moving_house(show: ImportedShow) -> str:
    """Return how to take a podcast's subscribers along from its old host."""
    old = show.feed_url or "the old feed"
    return f"""\
To move the podcast here, and lose no subscriber:
1. Publish this site, and look whether the new feed holds every episode.
2. At the old host, let {old} redirect to the new feed.xml for good (HTTP 301).
   Most hosts call this “redirect your feed” in the settings of the podcast.
3. If it cannot, let the old feed say <itunes:new-feed-url> with the new address.
   Apps that read it follow by themselves.
4. Keep the old feed up for a month at least; Apple and others ask it again only now and then.
5. Leave guid and feed_guid as they are: by them apps know what a listener has heard already.
6. Tell Apple Podcasts Connect and Spotify for Creators the new address, too."""


@dataclass
class _Import:
    show: ImportedShow
    folder: Path
    fetch: Fetch
    zone: ZoneInfo
    report: ImportReport

    def __post_init__(self) -> None:
        """Note which episodes are here already, by their guid."""
        self.here = {guid: file for file in self.folder.glob("*.md") if (guid := _guid_in(file))}
        self.taken = {"show", *(file.stem for file in self.folder.glob("*.md"))}

    def write_show(self) -> None:
        """Write show.md."""
        if (self.folder / "show.md").exists():
            self.report.kept.append(f"{self.report.folder}/show.md")
            return
        artwork = self._picture(self.show.artwork, "artwork")
        fields, body = show_fields(self.show, artwork, self.zone)
        self._write("show.md", item_text(fields, body))
        if lost := [
            name for name in self.show.categories if name not in kept_categories(self.show)
        ]:
            fault = f"Apple has not, or not more than three of: {', '.join(lost)}."
            self.report.to_do.append(fault)
        if artwork is None:
            self.report.to_do.append("The show has no picture: add image to show.md.")

    def write_episode(self, episode: ImportedEpisode) -> None:
        """Write an episode with its files, unless it is here."""
        if episode.guid in self.here:
            self.report.kept.append(f"{self.report.folder}/{self.here[episode.guid].name}")
            return
        slug = slug_from(episode.link, episode.title, self.taken, f"episode-{len(self.taken)}")
        try:
            recording = self._recording(episode.enclosure, slug)
        except CannotFetchError as error:
            self.report.to_do.append(f"“{episode.title}” was left out: {error}")
            return
        self.taken.add(slug)
        own_artwork = episode.artwork if episode.artwork != self.show.artwork else None
        names = Names(
            recording=recording,
            transcript=self._transcript(episode, slug),
            artwork=self._picture(own_artwork, f"{slug}-artwork"),
            renditions=tuple(self._renditions(episode, slug)),
        )
        chapters = episode.chapters or self._chapters(episode)
        fields, body = episode_fields(self.show, episode, names, chapters, self.zone)
        self._write(f"{slug}.md", item_text(fields, body))

    def _write(self, name: str, text: str) -> None:
        # Never over what somebody wrote meanwhile.
        with (self.folder / name).open("x", encoding="utf-8") as file:
            file.write(text)
        self.report.written.append(f"{self.report.folder}/{name}")

    def _fetched(self, url: str, name: str) -> str:
        target = self.folder / name
        if not target.exists():
            self.fetch(url, target)
        return name

    def _recording(self, file: File, stem: str) -> str:
        ending = PurePosixPath(urlsplit(file.url).path).suffix.lower()
        ending = ending if ending in SOUND + VIDEO else ENDINGS.get(file.media_type.lower(), "")
        if not ending:
            raise CannotFetchError(f"{file.url} is neither MP3, MP4 nor WebM.")
        return self._fetched(file.url, f"{stem}{ending}")

    def _renditions(
        self, episode: ImportedEpisode, slug: str
    ) -> Iterator[tuple[str, str | None, str | None]]:
        for number, file in enumerate(episode.alternates, start=2):
            try:
                yield self._recording(file, f"{slug}-{number}"), file.title, file.language
            except CannotFetchError as error:
                self.report.to_do.append(f"“{episode.title}”: {error}")

    def _picture(self, url: str | None, stem: str) -> str | None:
        if not url:
            return None
        ending = PurePosixPath(urlsplit(url).path).suffix.lower()
        known = {end for _, _, ends in TYPES.values() for end in ends} | {".webp"}
        try:
            return self._fetched(url, f"{stem}{ending if ending in known else '.jpg'}")
        except CannotFetchError as error:
            self.report.to_do.append(str(error))
            return None

    def _transcript(self, episode: ImportedEpisode, slug: str) -> str:
        """Return the transcript's name; where there is none, a check asks for it."""
        name = f"{slug}.vtt"
        target = self.folder / name
        by_type = {one.media_type.partition(";")[0]: one for one in reversed(episode.transcripts)}
        for media_type, ending in TRANSCRIPTS.items():
            if target.exists():
                break
            if media_type in by_type:
                self._one_transcript(by_type[media_type], ending, target, episode.title)
        if not target.exists():
            fault = f"“{episode.title}” has no transcript: write it as {name}."
            self.report.to_do.append(fault)
        return name

    def _one_transcript(self, file: File, ending: str, target: Path, title: str) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            source = Path(scratch, f"transcript{ending}")
            try:
                self.fetch(file.url, source)
            except CannotFetchError as error:
                self.report.to_do.append(f"“{title}”: {error}")
                return
            data = source.read_bytes()
        transcript, problems = read_transcript(data, f"transcript{ending}")
        if transcript is None or not transcript.is_timed:
            faults = "; ".join(problem.fault for problem in problems[:3])
            self.report.to_do.append(f"“{title}”: its transcript cannot be used. {faults}")
            return
        target.write_bytes(data if ending == ".vtt" else as_vtt(transcript).encode())

    def _chapters(self, episode: ImportedEpisode) -> tuple[ImportedChapter, ...]:
        """Return the chapters of the file that the feed links to (JSON chapters 1.2)."""
        if not episode.chapters_url:
            return ()
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch, "chapters.json")
            try:
                self.fetch(episode.chapters_url, file)
                listed = json.loads(file.read_bytes()).get("chapters", [])
                return tuple(_json_chapters(listed))
            except (CannotFetchError, ValueError, AttributeError, TypeError) as error:
                self.report.to_do.append(f"“{episode.title}”: its chapters were not read: {error}")
                return ()


def _json_chapters(listed: object) -> Iterator[ImportedChapter]:
    for chapter in listed if isinstance(listed, list) else []:
        title = " ".join(clean(str(chapter.get("title") or "")).split())
        if title and chapter.get("toc") is not False:
            yield ImportedChapter(float(chapter["startTime"]), title, chapter.get("url"))


def _guid_in(file: Path) -> str | None:
    try:
        source = read_front_matter(file.read_text(encoding="utf-8"), file.name)
    except (ContentError, UnicodeDecodeError):
        return None
    guid = source.values.get("guid")
    return guid if isinstance(guid, str) else None
