"""Every published file with its address and true facts, or every reason why not."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from plugins.catalogue.captions import Captions, Cue, read_captions
from plugins.catalogue.fields import is_remote
from plugins.catalogue.item import Item
from plugins.catalogue.keeping import link
from plugins.catalogue.kinds import PatientStory
from plugins.catalogue.known_files import KnownFiles
from plugins.catalogue.media import Media, UnfitRecordingError, measure, tags_of
from plugins.catalogue.named_files import is_recording
from plugins.catalogue.prepared import PreparedFile
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication, slug_of
from plugins.files.named import Naming, namings_of
from plugins.files.paper import UnfitPaperError, paper_type

MEASURE = "media 1"  # Another number where measuring changes.
FOREIGN = (".srt", ".json")  # Transcripts that only another room can read.
TRANSCRIPTS = (".vtt", ".txt", *FOREIGN)
HASH = 8  # hexadecimal digits of the content, in names
LABELS = {".mp3": "MP3", ".m4a": "M4A", ".mp4": "MP4", ".m4v": "M4V", ".webm": "WebM"}


class ChangedFileError(Exception):
    """A file is not what it was when the content was read. Pelican exits with `exitcode`."""

    exitcode = 2


@dataclass(frozen=True)
class PublishedFile:
    """A file as pages and feeds speak of it."""

    url: str  # begins with the site's root: "/meetings/2026-11/agenda.pdf"
    bytes: int
    media_type: str
    label: str  # "PDF"
    seconds: float | None = None
    is_video: bool = False


@dataclass(frozen=True)
class _Source:
    """A file that can be published: its facts, and where its bytes are."""

    facts: Media
    label: str
    digest: str
    suffix: str
    file: Path | None = None
    captions: Captions | None = None
    url: str | None = None  # Where it lies on another host, and is not published here.
    is_made: bool = False  # By us, into the cache, where nobody changes it.

    def write(self, target: Path) -> None:
        """Write what is published."""
        if self.file and self.is_made:
            link(self.file, target)
            return
        if self.file:
            shutil.copyfile(self.file, target)  # Piece by piece: films are larger than memory.
        else:
            target.write_bytes(self.captions.published if self.captions else b"")
        with target.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        if digest != self.digest:
            raise ChangedFileError(f"{self.file} changed while the site was built. Run it again.")


@dataclass(frozen=True)
class Shelf:
    """The published files by their path from the content folder."""

    sources: Mapping[str, _Source]
    places: Mapping[str, str]  # where each stands, from the site's root: "news/x/talk-1a2b3c4d.mp3"

    def file(self, path: str, root: str) -> PublishedFile:
        """Return what is true of a published file."""
        source = self.sources[path]
        facts = source.facts
        url = source.url or f"{root}/{self.places[path]}"
        return PublishedFile(
            url, facts.bytes, facts.media_type, source.label, facts.seconds, facts.is_video
        )

    def cues(self, path: str) -> tuple[Cue, ...]:
        """Return what is said, from a transcript's path."""
        captions = self.sources[path].captions
        return captions.cues if captions else ()

    def write(self, output: Path) -> None:
        """Write every file, byte for byte; of transcripts only what the public may read."""
        for path, place in sorted(self.places.items()):
            target = output / place
            target.parent.mkdir(parents=True, exist_ok=True)
            self.sources[path].write(target)


def make_shelf(
    publication: Publication, prepared: Mapping[str, PreparedFile], known: KnownFiles
) -> tuple[Shelf, tuple[Problem, ...]]:
    """Return the files that can be published, and a problem for each naming of another.

    What another room has prepared is published in place of the file of that path.
    """
    by_file: dict[str, list[Naming]] = defaultdict(list)
    problems: list[Problem] = []
    for naming in namings_of(publication):
        by_file[naming.file].append(naming)
    sources: dict[str, _Source] = {}
    # Transcripts last: a recording's length is a measure of its transcript's times.
    for path in sorted(by_file, key=lambda path: (path.endswith(TRANSCRIPTS), path)):
        length = _length(by_file[path], sources)
        try:
            if path in prepared:
                sources[path] = _prepared(prepared[path], path, length)
            elif not is_remote(path) and not path.endswith(FOREIGN):
                sources[path] = _source(publication.root / path, path, length, known)
        except (UnfitRecordingError, UnfitPaperError) as error:
            problems += [naming.problem(error.fault, error.remedy) for naming in by_file[path]]
        except _BrokenTranscriptError as error:
            problems += error.problems
        else:
            # One elsewhere that nobody has measured: the room that knows it says so.
            if path in sources:
                problems += _names_in_tags(sources[path], by_file[path])
    places, clashes = _places(sources, by_file)
    return Shelf(sources, places), (*problems, *clashes)


class _BrokenTranscriptError(ValueError):
    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.problems = problems


def _source(file: Path, path: str, length: float | None, known: KnownFiles) -> _Source:
    suffix = file.suffix.lower()
    if suffix == ".vtt":
        return _transcript(file.read_bytes(), path, length)
    if is_recording(path):
        digest = known.digest(file)
        return _Source(_media(file, digest, known), LABELS[suffix], digest, suffix, file)
    kind = paper_type(file)
    facts = Media(file.stat().st_size, kind.media_type, None, is_video=False)
    return _Source(facts, kind.label, known.digest(file), suffix, file)


def _media(file: Path, digest: str, known: KnownFiles) -> Media:
    """Return what is true of a recording, measured only where its content is new."""
    what = f"{MEASURE} {file.suffix.lower()}"
    kept = known.recall(digest, what)
    if kept is not None:
        return Media(**kept)
    media = measure(file)
    known.keep(digest, what, asdict(media))
    return media


def _prepared(given: PreparedFile, path: str, length: float | None) -> _Source:
    if given.data is not None:
        return _transcript(given.data, path, length)
    label = LABELS[given.suffix]
    made = given.file is not None
    return _Source(
        given.media, label, given.digest, given.suffix, given.file, url=given.url, is_made=made
    )


def _transcript(data: bytes, path: str, length: float | None) -> _Source:
    captions, problems = read_captions(data, path, length)
    if captions is None:
        raise _BrokenTranscriptError(problems)
    digest = hashlib.sha256(captions.published).hexdigest()
    facts = Media(len(captions.published), "text/vtt", None, is_video=False)
    return _Source(facts, "WebVTT", digest, ".vtt", captions=captions)


def _length(namings: Iterable[Naming], sources: Mapping[str, _Source]) -> float | None:
    """Return the length of the recording that a transcript is of, where it is known."""
    recordings = {naming.recording.file for naming in namings if naming.recording}
    known = [sources[recording] for recording in recordings if recording in sources]
    lengths = [source.facts.seconds for source in known if source.facts.seconds is not None]
    return max(lengths) if lengths and len(lengths) == len(recordings) else None


def _names_in_tags(source: _Source, namings: Iterable[Naming]) -> Iterator[Problem]:
    """Refuse a story's recording whose tags, which every player shows, hold the hidden name."""
    for naming in namings:
        story = naming.item
        if not isinstance(story, PatientStory) or not is_recording(naming.file):
            continue
        if source.file is None:
            continue
        shown = _words(story.consent.known_as or "")
        hidden = _words(story.consent.real_name or "") - shown
        if hidden & _words(tags_of(source.file)):
            yield naming.problem(
                "holds the person's real name in its tags, such as title or artist.",
                "Take the tags out in the program that made it, and export it again.",
            )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.casefold()))


def _places(
    sources: Mapping[str, _Source], by_file: Mapping[str, list[Naming]]
) -> tuple[dict[str, str], list[Problem]]:
    """Return where each file stands, and a problem for each that another one displaces."""
    places: dict[str, str] = {}
    taken: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(path for path, source in sources.items() if not source.url):
        owner = min(by_file[path], key=lambda naming: naming.nearness)
        place = f"{owner.item.url}{_name(owner.item, path, sources[path])}"
        other = taken.setdefault(place, path)
        if other != path and sources[other].digest != sources[path].digest:
            remedy = "Give one of them another file name: capitals and signs make no difference."
            fault = f'would have the same address as "{other}".'
            problems.append(owner.problem(fault, remedy))
        places[path] = place
    return places, problems


def _name(item: Item, path: str, source: _Source) -> str:
    """Return a file's last part of the address.

    A recording's name changes with its content, so that no player keeps the old one. A paper
    keeps its own, which people have in their links. A story's file never keeps the editor's: it
    may be the person's name.
    """
    own = "" if isinstance(item, PatientStory) else slug_of(PurePosixPath(path).stem)
    if own and source.captions is None and not is_recording(path):
        return f"{own}{source.suffix}"
    folder = item.url.rstrip("/").split("/")[-1] or "home"
    return f"{folder}-{source.digest[:HASH]}{source.suffix}"
