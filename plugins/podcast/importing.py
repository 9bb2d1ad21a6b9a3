"""An existing podcast into the content: its show, episodes, recordings and transcripts.

Nothing that is there already is touched, so that an import can be run again for what is new.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from plugins.catalogue.front_matter import read_front_matter
from plugins.catalogue.problem import ContentError
from plugins.podcast.fetching import CannotFetchError, Fetch, fetch
from plugins.podcast.import_episode import Names, episode_fields, slug_from
from plugins.podcast.import_files import Files
from plugins.podcast.import_front_matter import item_text
from plugins.podcast.import_reading import read_feed
from plugins.podcast.import_show import NO_ADDRESS, kept_categories, show_fields
from plugins.podcast.import_values import ImportedEpisode, ImportedShow
from plugins.podcast.import_writing import in_the_making

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


def import_podcast(source: str, content: Path, zone: ZoneInfo = HERE) -> ImportReport:
    """Import a podcast from its feed's web address, or from a file that holds the feed.

    CannotFetchError and UnreadableFeedError say why it cannot be.
    """
    if urlsplit(source).scheme not in {"http", "https"}:
        try:
            feed = Path(source).read_bytes()
        except OSError as error:
            raise CannotFetchError(f"{source} cannot be read: {error.strerror}.") from error
        return import_feed(feed, content, fetch, zone=zone)
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, "feed.xml")
        fetch(source, file)
        return import_feed(file.read_bytes(), content, fetch, feed_url=source, zone=zone)


def import_feed(
    feed: bytes,
    content: Path,
    get: Fetch,
    *,
    feed_url: str | None = None,
    zone: ZoneInfo = HERE,
) -> ImportReport:
    """Write a podcast into a content folder; UnreadableFeedError says why it cannot be."""
    shows = list(_documents(feed, feed_url, get))
    show = shows[0]
    name = slug_from(show.link, show.title, (), "podcast")
    report = ImportReport(f"podcasts/{name}", moving=moving_house(show))
    folder = content / report.folder
    folder.mkdir(parents=True, exist_ok=True)
    work = _Import(show, folder, Files(folder, get, report.to_do), zone, report)
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


def _documents(feed: bytes, feed_url: str | None, get: Fetch) -> Iterator[ImportedShow]:
    """Yield a feed's current document, then its older pages."""
    show = read_feed(feed, feed_url)
    yield show
    visited: set[str] = set()
    while show.next_page and show.next_page not in visited and len(visited) < MOST_PAGES:
        visited.add(show.next_page)
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch, "page.xml")
            get(show.next_page, file)
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
    files: Files
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
        artwork = self.files.picture(self.show.artwork, "artwork")
        fields, body = show_fields(self.show, artwork, self.zone)
        self._write("show.md", item_text(fields, body))
        if lost := [
            name for name in self.show.categories if name not in kept_categories(self.show)
        ]:
            fault = f"Apple has not, or not more than three of: {', '.join(lost)}."
            self.report.to_do.append(fault)
        missing = {
            "a picture: add image to show.md.": artwork is None,
            "a category that Apple knows: add categories to show.md.": not fields["categories"],
            "an e-mail address: write yours in show.md.": fields["email"] == NO_ADDRESS,
        }
        self.report.to_do += [f"The show lacks {what}" for what, is_so in missing.items() if is_so]

    def write_episode(self, episode: ImportedEpisode) -> None:
        """Write an episode with its files, unless it is here."""
        if episode.guid in self.here:
            self.report.kept.append(f"{self.report.folder}/{self.here[episode.guid].name}")
            return
        slug = slug_from(episode.link, episode.title, self.taken, f"episode-{len(self.taken)}")
        try:
            recording = self.files.recording(episode.enclosure, slug)
        except CannotFetchError as error:
            self.report.to_do.append(f"“{episode.title}” was left out: {error}")
            return
        self.taken.add(slug)
        own_artwork = episode.artwork if episode.artwork != self.show.artwork else None
        transcript, has_words = self.files.transcript(episode, slug)
        names = Names(
            recording=recording,
            transcript=transcript,
            has_words=has_words,
            artwork=self.files.picture(own_artwork, f"{slug}.artwork"),
            renditions=tuple(self.files.renditions(episode, slug)),
        )
        chapters = episode.chapters or self.files.chapters(episode)
        fields, body = episode_fields(self.show, episode, names, chapters, self.zone)
        self._write(f"{slug}.md", item_text(fields, body))

    def _write(self, name: str, text: str) -> None:
        target = self.folder / name
        with in_the_making(target) as part:
            part.write_text(text, encoding="utf-8")
            target.touch(exist_ok=False)  # Never over what somebody wrote meanwhile.
        self.report.written.append(f"{self.report.folder}/{name}")


def _guid_in(file: Path) -> str | None:
    try:
        source = read_front_matter(file.read_text(encoding="utf-8"), file.name)
    except (ContentError, UnicodeDecodeError):
        return None
    guid = source.values.get("guid")
    return guid if isinstance(guid, str) else None
