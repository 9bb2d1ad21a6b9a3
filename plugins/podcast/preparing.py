"""Everything that is published beside an episode's page: its recordings, transcripts, chapters."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from plugins.catalogue.fields import is_remote
from plugins.catalogue.item import Recording
from plugins.catalogue.kinds import Episode, PatientStory, Show
from plugins.catalogue.kinds.podcast_parts import EpisodeRecording, seconds_of
from plugins.catalogue.known_files import KnownFiles
from plugins.catalogue.media import MEDIA_TYPES, Media, UnfitRecordingError
from plugins.catalogue.picture import UnfitPictureError
from plugins.catalogue.prepared import PreparedFile
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication
from plugins.podcast.chapters import FileChapter, chapter_problems
from plugins.podcast.licences import licence_address
from plugins.podcast.programme import Programme, show_of
from plugins.podcast.remote import MEASURE, public_address
from plugins.podcast.rendition import Press, Rendition, has_sound_apart
from plugins.podcast.sound import Sound, clock, shortfall
from plugins.podcast.sound_facts import Recorded, RecordingFacts, recorded
from plugins.podcast.tagging import Tags, cover_of
from plugins.podcast.transcript_formats import TranscriptFile
from plugins.podcast.transcript_kept import MadeTranscript, Transcripts

CHAPTER_PICTURE = "chapter picture 1"
STATED = 1.0  # seconds by which a stated duration may be wrong: it has whole ones


@dataclass(frozen=True)
class PreparedEpisode:
    """What goes with one episode, beside its recordings."""

    url: str  # of its page, from the site's root
    name: str  # the last part of it
    transcripts: tuple[TranscriptFile, ...]
    chapters: tuple[FileChapter, ...]
    sound_only: Rendition | None = None


@dataclass
class Preparation:
    """What is published for all episodes, and what is wrong with it."""

    copies: dict[str, PreparedFile] = field(default_factory=dict)  # by the editor's file
    facts: dict[str, RecordingFacts] = field(default_factory=dict)  # by the editor's file
    episodes: dict[str, PreparedEpisode] = field(default_factory=dict)  # by the item's file
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Workshop:
    """What preparing needs beside the content."""

    press: Press
    known: KnownFiles
    remote: Mapping[str, RecordingFacts]
    site_url: str
    covers: frozenset[str]  # pictures that are fit for apps

    @property
    def transcripts(self) -> Transcripts:
        """Where transcripts in all formats are kept: beside the recordings."""
        return Transcripts(self.press.folder.with_name("transcripts"), self.known)


def prepare(publication: Publication, shop: Workshop) -> Preparation:
    """Return everything that is published for the episodes of one day."""
    done = Preparation()
    shows = {show.name: show for show in publication.shows}
    for item in publication.items:
        if isinstance(item, Episode | PatientStory) and not item.translation_of:
            show = shows.get(show_of(item))
            if show and item.recording:
                _Episode(publication, shop, item, show, done).prepare()
    return done


@dataclass(frozen=True)
class _Episode:
    """One episode on the bench."""

    publication: Publication
    shop: Workshop
    item: Programme
    show: Show
    done: Preparation

    def prepare(self) -> None:
        for number, recording in enumerate(self.item.recordings):
            try:
                self._recording(number, recording)
            except UnfitRecordingError as error:
                fault = f'the file "{recording.file}" {error.fault}'
                self._problem(number, "file", fault, error.remedy)

    def _recording(self, number: int, recording: Recording) -> None:
        found = self._found(recording, may_be_silent=number > 0)
        if found is None:
            fault = f'the file "{recording.file}" has not been measured.'
            self._problem(number, "file", fault, MEASURE)
            return
        self._compare(number, recording, found.sound)
        if short := shortfall(found.sound):
            remedy = "Export it again with all of its sound."
            self._problem(number, "file", f'the file "{recording.file}" {short}', remedy)
        transcript = self._transcript(number, recording, found.sound)
        chapters = self._chapters(found)
        tags = self._tags(recording, found, transcript, chapters)
        rendition = self._published(recording, found, tags)
        if number == 0:
            if isinstance(self.item, Episode):
                self.done.problems += chapter_problems(self.item, found.sound.seconds)
            self.done.episodes[self.item.path] = PreparedEpisode(
                url=self.item.url,
                name=self.item.name,
                transcripts=transcript.files if transcript else (),
                chapters=chapters,
                sound_only=self._sound_only(recording, found, tags),
            )
        self.done.facts[recording.file] = rendition

    def _found(self, recording: Recording, *, may_be_silent: bool) -> RecordingFacts | None:
        if not is_remote(recording.file):
            file = self.publication.root / recording.file
            return recorded(file, self.shop.known, may_be_silent=may_be_silent)
        return self.shop.remote.get(recording.file) or _as_stated(recording)

    def _compare(self, number: int, recording: Recording, sound: Sound) -> None:
        """Refuse what is stated of a recording and is not true."""
        if not isinstance(recording, EpisodeRecording):
            return
        said = recording.duration
        if said and abs(seconds_of(said) - sound.seconds) > STATED:
            fault = f'duration cannot be "{said}": the recording lasts {clock(sound.seconds)}.'
            self._problem(number, "duration", fault, "Delete the line to have it measured.")
        if recording.bytes and recording.bytes != sound.bytes:
            fault = f'bytes cannot be "{recording.bytes}": the recording has {sound.bytes}.'
            self._problem(number, "bytes", fault, "Delete the line to have it measured.")

    def _transcript(self, number: int, recording: Recording, sound: Sound) -> MadeTranscript | None:
        path = recording.transcript
        made, problems = self.shop.transcripts.made(
            self.publication.root, path, sound.seconds, self.item.title, self._language
        )
        self.done.problems += problems
        if made is None or path.endswith(".vtt"):
            return made
        if not made.is_timed and sound.width:
            fault = f'the transcript "{path}" has no times, and a film needs captions.'
            remedy = "Give it as WebVTT (.vtt) or SubRip (.srt), with times."
            self._problem(number, "transcript", fault, remedy)
        vtt = made.captions.encode()
        media = Media(len(vtt), "text/vtt", None, is_video=False)
        digest = hashlib.sha256(vtt).hexdigest()
        self.done.copies[path] = PreparedFile(media, ".vtt", digest, data=vtt)
        return made

    def _chapters(self, found: RecordingFacts) -> tuple[FileChapter, ...]:
        """Return the front matter's chapters, or else the recording's own."""
        if isinstance(self.item, Episode) and self.item.chapters:
            return tuple(
                FileChapter(
                    start=float(chapter.seconds),
                    title=chapter.title,
                    url=chapter.url,
                    hidden=chapter.hidden,
                    picture=self._picture(number, chapter.image.file) if chapter.image else None,
                )
                for number, chapter in enumerate(self.item.chapters)
            )
        return found.chapters if isinstance(found, Recorded) else ()

    def _picture(self, number: int, path: str) -> bytes | None:
        """Return a chapter's picture as it goes into the recording, made once."""
        file = self.publication.root / path
        known, digest = self.shop.known, self.shop.known.digest(file)
        kept = known.recall(digest, CHAPTER_PICTURE)
        if kept is None:
            try:
                kept = base64.b64encode(cover_of(file.read_bytes(), side=600)).decode()
            except UnfitPictureError as error:
                line = self.item.origin.line_of("chapters", number, "image", "file")
                fault = f'the picture "{path}" {error.fault}'
                self.done.problems.append(Problem(self.item.path, line, fault, error.remedy))
                return None
            known.keep(digest, CHAPTER_PICTURE, kept)
        return base64.b64decode(kept)

    def _tags(
        self,
        recording: Recording,
        found: RecordingFacts,
        transcript: MadeTranscript | None,
        chapters: tuple[FileChapter, ...],
    ) -> Tags:
        item, show = self.item, self.show
        facts = item if isinstance(item, Episode) else item.episode
        licence = (item.licence if isinstance(item, Episode) else None) or show.licence
        people = (item.people if isinstance(item, Episode) else ()) or show.people
        way = getattr(recording, "title", None)
        return Tags(
            title=f"{item.title} ({way})" if way else item.title,
            show=show.title,
            author=show.author,
            date=item.date,
            summary=item.summary,
            seconds=found.sound.seconds,
            page=f"{self.shop.site_url}/{item.url}",
            feed=f"{self.shop.site_url}/{show.address}feed.xml",
            guid=(facts.guid if facts else None) or "",
            season=facts.season if facts else None,
            episode=facts.episode if facts else None,
            people=tuple((person.part, person.name) for person in people),
            language=getattr(recording, "language", None) or self._language,
            copyright=show.copyright,
            licence=licence_address(licence) if licence else None,
            words=transcript.words if transcript else None,
            # Another rendition may be shorter, and chapters after its end would lengthen it.
            chapters=tuple(one for one in chapters if one.start < found.sound.seconds),
        )

    def _published(self, recording: Recording, found: RecordingFacts, tags: Tags) -> RecordingFacts:
        """Return the facts of what is published, and hand it to the room of files."""
        if not isinstance(found, Recorded):
            url = public_address(recording.file, self.publication.site)
            self.done.copies[recording.file] = _prepared(found.sound, recording.file, url=url)
            return found
        source = self.publication.root / recording.file
        made = self.shop.press.tagged(source, found, tags, self._cover)
        self.done.copies[recording.file] = _prepared(made.sound, made.file.name, made)
        return made

    def _sound_only(
        self, recording: Recording, found: RecordingFacts, tags: Tags
    ) -> Rendition | None:
        """Return a film's sound, where no editor gave one and it can be had as it is."""
        others = (one.file for one in self.item.recordings[1:])
        given = any(PurePosixPath(one).suffix.lower() in {".mp3", ".m4a"} for one in others)
        if given or not isinstance(found, Recorded) or not has_sound_apart(found.sound):
            return None
        film = self.publication.root / recording.file
        return self.shop.press.sound_only(film, found, tags, self._cover)

    @property
    def _cover(self) -> Path | None:
        own = self.item.artwork if isinstance(self.item, Episode) else None
        image = own or self.show.image
        fit = image is not None and image.file in self.shop.covers
        return self.publication.root / image.file if image and fit else None

    @property
    def _language(self) -> str:
        return self.item.lang or self.publication.site.lang

    def _problem(self, number: int, name: str, fault: str, remedy: str) -> None:
        place = ("renditions", number - 1, name) if number else ("recording", name)
        line = self.item.origin.line_of(*place)
        self.done.problems.append(Problem(self.item.path, line, fault, remedy))


def _as_stated(recording: Recording) -> RecordingFacts | None:
    """Return what an editor says of a recording elsewhere, if it is enough for a feed."""
    if not isinstance(recording, EpisodeRecording) or not recording.bytes or not recording.duration:
        return None
    seconds = float(seconds_of(recording.duration))
    sound = Sound(
        bytes=recording.bytes,
        media_type=MEDIA_TYPES[_suffix(recording.file)],
        seconds=seconds,
        bit_rate=round(recording.bytes * 8 / seconds),
        codecs="",
        sample_rate=0,
        channels=0,
        sound_seconds=seconds,
    )
    return RecordingFacts(sound=sound)


def _prepared(
    sound: Sound, name: str, made: Rendition | None = None, url: str | None = None
) -> PreparedFile:
    is_video = sound.media_type.startswith("video/")
    media = Media(sound.bytes, sound.media_type, sound.seconds, is_video)
    digest = made.digest if made else ""
    return PreparedFile(media, _suffix(name), digest, made.file if made else None, url=url)


def _suffix(file: str) -> str:
    return PurePosixPath(urlsplit(file).path).suffix.lower()
