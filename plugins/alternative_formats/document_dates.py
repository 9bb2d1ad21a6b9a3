"""The lines under a summary: when an item came out, and who told or made it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.alternative_formats.document import Paragraph, Runs
from plugins.alternative_formats.document_lines import line
from plugins.alternative_formats.document_telling import Telling, rows
from plugins.catalogue.kinds import (
    Campaign,
    Episode,
    Event,
    Feedback,
    Meeting,
    Page,
    PatientStory,
    Person,
)
from plugins.catalogue.labels import STATES


def dates(telling: Telling) -> Paragraph:
    """Return the lines as one paragraph; it has no words where a page has none of them."""
    return rows(*_lines(telling))


def reviewed(telling: Telling) -> Paragraph:
    """Return when somebody checked the words, and when somebody will."""
    item, dated = telling.item, telling.tongue.dated
    return rows(dated("Page last reviewed:", item.reviewed), dated("Next review due:", item.review))


def _lines(telling: Telling) -> Iterator[Runs]:
    item, tongue = telling.item, telling.tongue
    if isinstance(item, Event | Person):
        return
    if isinstance(item, Campaign):
        to = tongue.say("to")
        yield line(f"{tongue.day(item.starts)} ", to, f" {tongue.day(item.ends)}")
        return
    yield from _of_kind(telling)
    if not isinstance(item, Meeting | Page):
        yield tongue.dated("Published:", item.date)
    if not isinstance(item, PatientStory | Episode):
        yield tongue.dated("Updated:", item.updated)
    if isinstance(item, Episode) and item.made_by:
        yield line(tongue.say("Made by {name}", name=item.made_by))


def _of_kind(telling: Telling) -> Iterator[Runs]:
    item, say = telling.item, telling.tongue.say
    if isinstance(item, Feedback):
        yield line(say(STATES[item.state]))
    elif isinstance(item, PatientStory):
        if known_as(telling):
            yield line(say("Told by {name}", name=known_as(telling)))
        if item.told_at:
            yield line(say("Told at {place}", place=item.told_at))
    elif isinstance(item, Episode) and item.episode:
        season, episode = item.season, str(item.episode)
        if season is None:
            yield line(say("Episode {episode}", episode=episode))
        else:
            both = "Season {season}, episode {episode}"
            yield line(say(both, season=str(season), episode=episode))


def known_as(telling: Telling) -> str:
    """Return the name by which readers know who told a story; "" where there is none."""
    original = telling.original
    return (original.consent.known_as or "") if isinstance(original, PatientStory) else ""
