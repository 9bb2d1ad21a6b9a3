"""The files of an imported podcast: recordings, pictures, transcripts and chapters."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plugins.catalogue.fields import SOUND, VIDEO
from plugins.catalogue.starting_words import SPOKEN
from plugins.podcast.artwork import TYPES
from plugins.podcast.fetching import CannotFetchError, Fetch
from plugins.podcast.import_values import File, ImportedChapter, ImportedEpisode
from plugins.podcast.import_writing import in_the_making
from plugins.podcast.import_xml import clean, path_of
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
NO_WORDS_YET = f"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n{SPOKEN}\n"


@dataclass(frozen=True)
class Files:
    """Puts what a feed names into a show's folder, and notes what it could not."""

    folder: Path
    get: Fetch
    to_do: list[str]

    def _fetched(self, url: str, name: str) -> str:
        target = self.folder / name
        if not target.exists():
            self.get(url, target)
        return name

    def recording(self, file: File, stem: str) -> str:
        """Return the name of a recording, fetched."""
        ending = PurePosixPath(path_of(file.url)).suffix.lower()
        ending = ending if ending in SOUND + VIDEO else ENDINGS.get(file.media_type.lower(), "")
        if not ending:
            raise CannotFetchError(f"{file.url} is neither MP3, MP4 nor WebM.")
        return self._fetched(file.url, f"{stem}{ending}")

    def renditions(
        self, episode: ImportedEpisode, slug: str
    ) -> Iterator[tuple[str, str | None, str | None]]:
        """Yield file, title and language of each other recording, fetched."""
        for number, file in enumerate(episode.alternates, start=2):
            try:
                yield self.recording(file, f"{slug}.{number}"), file.title, file.language
            except CannotFetchError as error:
                self.to_do.append(f"“{episode.title}”: {error}")

    def picture(self, url: str | None, stem: str) -> str | None:
        """Return the name of a picture, fetched; None where there is none."""
        if not url:
            return None
        ending = PurePosixPath(path_of(url)).suffix.lower()
        known = {end for _, _, ends in TYPES.values() for end in ends} | {".webp"}
        try:
            return self._fetched(url, f"{stem}{ending if ending in known else '.jpg'}")
        except CannotFetchError as error:
            self.to_do.append(str(error))
            return None

    def transcript(self, episode: ImportedEpisode, slug: str) -> tuple[str, bool]:
        """Return the transcript's name, and whether its words are there.

        Where they are not, the file only keeps their place: check never lets it be published.
        """
        name = f"{slug}.vtt"
        target = self.folder / name
        by_type = {one.media_type.partition(";")[0]: one for one in reversed(episode.transcripts)}
        for media_type, ending in TRANSCRIPTS.items():
            if target.exists():
                break
            if media_type in by_type:
                self._one_transcript(by_type[media_type], ending, target, episode.title)
        if not target.exists():
            with in_the_making(target) as part:
                part.write_text(NO_WORDS_YET, encoding="utf-8")
        has_words = SPOKEN not in target.read_text("utf-8", errors="replace").splitlines()
        if not has_words:
            self.to_do.append(
                f"“{episode.title}” has no transcript, and is a draft until it has one: write its"
                f" words into {name}, then delete the line status: draft in {slug}.md."
            )
        return name, has_words

    def _one_transcript(self, file: File, ending: str, target: Path, title: str) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            source = Path(scratch, f"transcript{ending}")
            try:
                self.get(file.url, source)
            except CannotFetchError as error:
                self.to_do.append(f"“{title}”: {error}")
                return
            data = source.read_bytes()
        transcript, problems = read_transcript(data, f"transcript{ending}")
        if transcript is None or not transcript.is_timed:
            faults = "; ".join(problem.fault for problem in problems[:3])
            self.to_do.append(f"“{title}”: its transcript cannot be used. {faults}")
            return
        with in_the_making(target) as part:
            part.write_bytes(data if ending == ".vtt" else as_vtt(transcript).encode())

    def chapters(self, episode: ImportedEpisode) -> tuple[ImportedChapter, ...]:
        """Return the chapters of the file that the feed links to (JSON chapters 1.2)."""
        if not episode.chapters_url:
            return ()
        with tempfile.TemporaryDirectory() as scratch:
            file = Path(scratch, "chapters.json")
            try:
                self.get(episode.chapters_url, file)
                listed = json.loads(file.read_bytes()).get("chapters", [])
                return tuple(_json_chapters(listed))
            except CannotFetchError as error:
                self.to_do.append(f"“{episode.title}” has no chapters: {error}")
            except (ValueError, AttributeError, TypeError, KeyError):
                fault = f"{episode.chapters_url} is not a file of chapters."
                self.to_do.append(f"“{episode.title}” has no chapters: {fault}")
            return ()


def _json_chapters(listed: object) -> Iterator[ImportedChapter]:
    for chapter in listed if isinstance(listed, list) else []:
        title = " ".join(clean(str(chapter.get("title") or "")).split())
        if title and chapter.get("toc") is not False:
            yield ImportedChapter(float(chapter["startTime"]), title, str(chapter.get("url")))
