"""The facts of events and meetings, and what a meeting dealt with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from plugins.alternative_formats.document import Block, Facts, ListOf, Paragraph, Run, Runs
from plugins.alternative_formats.document_lines import line
from plugins.alternative_formats.document_papers import papers
from plugins.alternative_formats.document_telling import Telling, heading, paragraph, rows
from plugins.catalogue.kinds import AgendaItem, Event, Meeting, Occasion, Repeats, Venue
from plugins.catalogue.labels import EACH_MONTH, PURPOSES

EVERY = {
    "day": "Every day",
    "week": "Every week",
    "fortnight": "Every two weeks",
    "month": "Every month",
    "year": "Every year",
}
FIFTH = 5
LAST = -1
Fact = tuple[str, tuple[Block, ...]]  # English of the term, and what is said of it


def occasion_facts(item: Occasion, telling: Telling) -> Iterator[Block]:
    """Yield whether it is cancelled, and its facts."""
    if item.cancelled:
        cancelled = telling.tongue.say("This is cancelled.")
        because = telling.own("cancelled_because", item.cancelled_because or "")
        yield paragraph(replace(cancelled, strong=True), " ", because)
    told = (*_whose(item, telling), *_when(item, telling), *_where(item, telling))
    if isinstance(item, Event):
        told = (*told, *_of_event(item, telling))
    yield Facts(tuple((telling.tongue.term(name), said) for name, said in told))


def meeting_more(item: Meeting, telling: Telling) -> Iterator[Block]:
    """Yield what was decided, the agenda and the papers."""
    term = telling.tongue.term
    if item.decisions:
        yield heading(term("What was decided"), "app-decisions")
        said = (paragraph(telling.own("decisions", decision)) for decision in item.decisions)
        yield ListOf(tuple((decision,) for decision in said))
    if item.agenda:
        yield heading(term("Agenda"), "app-agenda")
        yield ListOf(tuple((_agenda_item(part, telling),) for part in item.agenda), start=1)
    yield from papers(item.documents, "Papers", "app-papers", telling)


def _agenda_item(part: AgendaItem, telling: Telling) -> Paragraph:
    tongue = telling.tongue
    title = telling.own("agenda", part.title)
    about: list[str | Run] = [telling.own("agenda", part.lead)] if part.lead else []
    if part.purpose:
        about += [", "] * bool(about) + [tongue.say(PURPOSES[part.purpose])]
    hour = f"{tongue.clock(part.time)} " if part.time else ""
    return rows(line(hour, replace(title, strong=True)), line(*about))


def _whose(item: Occasion, telling: Telling) -> Iterator[Fact]:
    site, original = telling.publication.site, telling.original
    for name, kind, field in (("Who meets", Meeting, "group"), ("Series", Event, "series")):
        text = getattr(item, field) if isinstance(item, kind) else None
        if text:
            taken = text == getattr(original, field) and site.lang != telling.tongue.lang
            yield name, (paragraph(telling.tongue.of_site(text) if taken else text),)


def _when(item: Occasion, telling: Telling) -> Iterator[Fact]:
    tongue = telling.tongue
    repeats = item.repeats if isinstance(item, Event) else None
    name = "First date" if repeats else "When"
    hours = tongue.hours(item.start, item.end)
    yield name, (rows(line(tongue.weekday(item.start)), line(*hours)),)
    if repeats:
        yield "Repeats", (paragraph(*_rule(item, repeats, telling)),)
        if repeats.cancelled:
            days = (line(tongue.weekday(day)) for day in repeats.cancelled)
            yield "Cancelled", (rows(*days),)


def _rule(item: Occasion, repeats: Repeats, telling: Telling) -> Iterator[str | Run]:
    tongue = telling.tongue
    if repeats.every == "month" and repeats.on == "weekday":
        yield tongue.say(EACH_MONTH[_which(item.start.day), item.start.weekday()])
    else:
        yield tongue.say(EVERY[repeats.every])
    if repeats.until:
        yield " "
        yield tongue.say("until")
        yield f" {tongue.day(repeats.until)}"


def _which(day: int) -> int:
    """Return which of its weekdays in a month a day is, 1 to 4; -1 is the last."""
    number = (day - 1) // 7 + 1
    return number if number < FIFTH else LAST


def _where(item: Occasion, telling: Telling) -> Iterator[Fact]:
    if item.venue:
        yield "Where", tuple(_venue(item.venue, telling))
    if item.online and not item.cancelled:
        linked = telling.linked(telling.tongue.say("Take part online"), item.online)
        yield "Online", (paragraph(linked),)


def _venue(venue: Venue, telling: Telling) -> Iterator[Block]:
    def own(text: str, *, strong: bool = False) -> Runs:
        return line(replace(telling.own("venue", text), strong=strong))

    yield rows(own(venue.name, strong=True), own(venue.street))
    on_map = telling.tongue.say("See {place} on a map (OpenStreetMap)", place=venue.name)
    yield paragraph(telling.linked(on_map, _map_address(venue)))
    if venue.access:
        getting_in = replace(telling.tongue.say("Getting in:"), strong=True)
        yield paragraph(getting_in, " ", *own(venue.access))


def _map_address(venue: Venue) -> str:
    if venue.latitude is None or venue.longitude is None:
        return f"https://www.openstreetmap.org/search?query={quote(venue.line)}"
    place = f"{venue.latitude}/{venue.longitude}"
    pin = f"mlat={venue.latitude}&mlon={venue.longitude}"
    return f"https://www.openstreetmap.org/?{pin}#map=17/{place}"


def _of_event(item: Event, telling: Telling) -> Iterator[Fact]:
    tongue = telling.tongue
    if item.cost:
        yield "Cost", (paragraph(telling.own("cost", item.cost)),)
    if item.booking and not item.cancelled:
        yield "Booking", (paragraph(telling.linked(tongue.say("Book a place"), item.booking)),)
    if item.heard is not None:
        heard = tongue.say("We heard {n} person.", "We heard {n} people.", n=item.heard)
        yield "Heard", (paragraph(heard),)
