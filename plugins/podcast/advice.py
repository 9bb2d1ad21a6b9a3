"""What apps and directories would miss or show badly, said before anything is published.

What they would refuse outright is in faults.py, and stops a build; this only advises.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from plugins.catalogue.fields import is_remote
from plugins.catalogue.item import Item, Recording
from plugins.catalogue.kinds import Episode, PatientStory, Show
from plugins.catalogue.kinds.podcast_parts import seconds_of
from plugins.catalogue.known_files import KnownFiles
from plugins.catalogue.media import UnfitRecordingError
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication
from plugins.podcast.artwork import HEAVY
from plugins.podcast.channel import in_feed
from plugins.podcast.programme import Programme, programmes, recording_of
from plugins.podcast.show_notes import MOST_BYTES, show_notes
from plugins.podcast.sound_facts import recorded

APPLES = (".mp3", ".m4a", ".mp4", ".m4v", ".mov")
LONG = 600  # seconds; in longer episodes people look for a place
QUIET = timedelta(days=366)
NUMBERED = re.compile(
    r"^\W*(((season|series|s)\s*\d+\W*)?(episode|ep|e|part|pt|no)\b[.\s]*#?\s*\d+|#\s*\d+|s\d+\s*e\d+)",
    re.IGNORECASE,
)


def podcast_advice(
    publication: Publication, known: KnownFiles | None = None
) -> tuple[Problem, ...]:
    """Return what could be better in the shows and episodes that the public gets today.

    Recordings that earlier builds have measured are not read again where they are `known`.
    """
    found: list[Problem] = []
    known = known or KnownFiles(None)
    for show in publication.shows:
        items = sorted(programmes(publication, show), key=lambda item: (item.date, item.path))
        found += [*_of_show(publication, show, items), *_of_numbers(show, items)]
        for item in items:
            found += [*_of_title(show, item), *_of_episode(publication, item, known)]
    found += _of_stories(publication)
    return tuple(sorted(found))


def _advice(item: Item, place: str, fault: str, remedy: str) -> Problem:
    return Problem(item.path, item.origin.line_of(place), fault, remedy)


def _of_show(publication: Publication, show: Show, items: list[Programme]) -> Iterator[Problem]:
    if not items:
        remedy = "Publish an episode, or a trailer of a minute, before you tell directories."
        yield _advice(show, "title", "the show has no episode, and directories refuse it.", remedy)
    elif not any(in_feed(item).type == "trailer" for item in items):
        remedy = "Record a minute on what the show is, as an episode with type: trailer."
        fault = "the show has no trailer, which apps offer to those who do not know it yet."
        yield _advice(show, "title", fault, remedy)
    if not show.frequency and not show.complete:
        remedy = "Add frequency: with words and rrule, like {words: Monthly, rrule: FREQ=MONTHLY}."
        yield _advice(show, "title", "apps are not told how often episodes come out.", remedy)
    if not show.people:
        remedy = "Add people: with who presents it, like [{name: Asha Example}]."
        yield _advice(show, "title", "apps are not told who presents the show.", remedy)
    if not show.licence:
        remedy = "Add licence: with its name, like cc-by-4.0, or OGL-UK-3.0 with its url."
        yield _advice(show, "title", "nobody is told what they may do with the episodes.", remedy)
    newest = max((item.date for item in items), default=publication.as_of)
    if publication.as_of - newest > QUIET and not show.complete:
        remedy = "Publish an episode, or add complete: true, so that nobody waits."
        yield _advice(show, "title", "the show has been silent for more than a year.", remedy)
    if show.new_feed_address:
        remedy = "Leave the line for a month at least, and let the old address redirect (301)."
        fault = f"apps are told that the feed moves to {show.new_feed_address}."
        yield _advice(show, "new_feed_address", fault, remedy)
    yield from _of_weight(publication, show)


def _of_weight(publication: Publication, show: Show) -> Iterator[Problem]:
    if show.image is None:
        return
    size = (publication.root / show.image.file).stat().st_size
    if size > HEAVY:
        fault = f"the show's picture has {size // 1000} kB; apps load slowly over {HEAVY // 1000}."
        remedy = "Export it again as JPEG with a quality of about 80."
        yield _advice(show, "image", fault, remedy)


def _of_numbers(show: Show, items: list[Programme]) -> Iterator[Problem]:
    """Look for numbers that are missing, or that two episodes have."""
    full = [item for item in items if in_feed(item).type == "full"]
    numbers = Counter((in_feed(item).season, in_feed(item).episode) for item in full)
    for item in full:
        facts = in_feed(item)
        if facts.episode is None:
            if show.type == "serial":
                fault = "the episode has no number, by which apps sort a serial show."
                yield _advice(item, "title", fault, "Add episode: and its number in the season.")
        elif numbers[facts.season, facts.episode] > 1:
            fault = f"two episodes have the number {facts.episode} in one season."
            yield _advice(item, "episode", fault, "Correct episode or season in one of them.")
    for one, other in pairwise(item for item in full if in_feed(item).season):
        before, after = in_feed(one), in_feed(other)
        if (before.season or 0) > (after.season or 0):
            fault = f"season {after.season} comes after season {before.season} by its date."
            yield _advice(other, "season", fault, "Correct the season or the date.")


def _of_title(show: Show, item: Programme) -> Iterator[Problem]:
    is_trailer = in_feed(item).type == "trailer"
    if show.title.casefold() in item.title.casefold() and not is_trailer:
        fault = "the title repeats the show's name, which apps write beside it."
        yield _advice(item, "title", fault, f"Delete “{show.title}” from the title.")
    if NUMBERED.match(item.title):
        fault = "the title begins with a number, which apps write beside it."
        remedy = "Delete it from the title, and write season: and episode: instead."
        yield _advice(item, "title", fault, remedy)


def _of_episode(publication: Publication, item: Programme, known: KnownFiles) -> Iterator[Problem]:
    recording = recording_of(item)
    place = "recording"
    if not _plays_at_apple(recording) and not _has_other(item):
        fault = "Apple Podcasts does not play WebM."
        yield _advice(item, place, fault, "Export the recording again as MP3, or MP4 with H.264.")
    notes = show_notes(item.summary, item.body.html, publication.site.address)
    if len(notes.encode()) > MOST_BYTES:
        fault = "the words are longer than the 4,000 bytes that Apple shows, and are cut there."
        yield _advice(item, "summary", fault, "Put first what listeners must know.")
    if isinstance(item, Episode):
        yield from _of_times(publication, item, recording, known)


def _has_other(item: Programme) -> bool:
    renditions = item.renditions if isinstance(item, Episode) else ()
    return any(_plays_at_apple(one) for one in renditions)


def _plays_at_apple(recording: Recording) -> bool:
    return PurePosixPath(urlsplit(recording.file).path).suffix.lower() in APPLES


def _of_times(
    publication: Publication, episode: Episode, recording: Recording, known: KnownFiles
) -> Iterator[Problem]:
    if is_remote(recording.file):
        return
    try:
        sound = recorded(publication.root / recording.file, known).sound
    except UnfitRecordingError:
        return  # What it is stops a build, and is said there.
    seconds = sound.seconds
    if sound.lacks_header:
        fault = "players guess a wrong length for the recording: its bit rate changes, unsaid."
        remedy = "The published copy is mended. Export it with a constant bit rate to mend yours."
        yield _advice(episode, "recording", fault, remedy)
    if seconds > LONG and not episode.chapters:
        fault = f"the episode lasts {round(seconds / 60)} minutes and has no chapters."
        remedy = "Add chapters: with start and title, so that listeners find their place."
        yield _advice(episode, "recording", fault, remedy)
    for soundbite in episode.soundbites:
        if seconds_of(soundbite.start) + soundbite.seconds > seconds:
            fault = f"the soundbite at {soundbite.start} goes on after the recording ends."
            yield _advice(episode, "soundbites", fault, "Correct its start or seconds.")


def _of_stories(publication: Publication) -> Iterator[Problem]:
    """Say why a story is not heard, where an editor asked for it."""
    for story in publication.catalogue.items:
        if not isinstance(story, PatientStory) or not story.episode:
            continue
        consent = story.consent
        missing = [use for use in ("website", "podcast", "audio") if use not in consent.uses]
        if missing and consent.holds(publication.as_of):
            fault = f"the story is in no feed: the consent does not reach {', '.join(missing)}."
            remedy = "Ask the person, and write what they agree to under uses; or delete episode."
            yield _advice(story, "episode", fault, remedy)
