"""What `./run podcast` and `./run media` say and do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from plugins.catalogue.known_files import KnownFiles
from plugins.catalogue.load import load
from plugins.catalogue.publication import Publication
from plugins.podcast.advice import podcast_advice
from plugins.podcast.importing import import_podcast
from plugins.podcast.remote import refresh, remote_addresses


def imported(source: str, content: Path) -> Iterator[str]:
    """Import a podcast from a feed's address or file; yield what an editor should know."""
    report = import_podcast(source, content)
    yield from (f"Written: {content.name}/{path}" for path in report.written)
    if report.kept:
        yield f"{len(report.kept)} were here already, and are as they were."
    if report.to_do:
        yield "\nStill to do:"
        yield from (f"- {sentence}" for sentence in report.to_do)
    yield f"\n{report.moving}"
    yield "\nThen: ./run podcast check"


def checked(publication: Publication, content: str, known: Path) -> Iterator[str]:
    """Yield what Apple, Spotify and Podcasting 2.0 apps would refuse or miss.

    `known` is the file in which builds keep what they measured: no sound is decoded again.
    """
    advice = podcast_advice(publication, KnownFiles(known))
    yield from (f"{content}/{one}" for one in advice)
    shows = len(publication.shows)
    episodes = sum(len(publication.episodes(show)) for show in publication.shows)
    said = {0: "nothing to mend", 1: "1 thing to look at"}
    yield (
        f"{_count(shows, 'show')} with {_count(episodes, 'episode')}:"
        f" {said.get(len(advice), f'{len(advice)} things to look at')}."
    )


def refreshed(content: Path, today: date) -> Iterator[str]:
    """Measure the recordings that lie on other hosts; yield a line for each."""
    publication = Publication(load(content), today, drafts=True)
    if not remote_addresses(publication):
        yield "No recording lies on another host: there is nothing to measure."
        return
    yield from refresh(publication)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
