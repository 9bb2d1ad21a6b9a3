"""A campaign's news, its plan by channel, and how its work stands."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.alternative_formats.document import Block, ListOf, Run, Runs, Table
from plugins.alternative_formats.document_lines import line
from plugins.alternative_formats.document_telling import Telling, heading, paragraph
from plugins.catalogue.kinds import Campaign, NewsItem
from plugins.catalogue.labels import RATINGS

COLUMNS = ("Area", "Work", "How it stands", "Progress", "Comments")


def plan_and_progress(item: Campaign, telling: Telling) -> Iterator[Block]:
    """Yield the news of the campaign, its plan and its progress."""
    yield from _news(telling)
    term = telling.tongue.term
    if item.plan:
        yield heading(term("What happens where, and when"), "app-plan")
        yield _plan(item, telling)
    if item.progress:
        yield heading(term("How it is going"), "app-progress")
        yield _progress(item, telling)


def _news(telling: Telling) -> Iterator[Block]:
    part = [
        item
        for item in telling.publication.of("news")
        if isinstance(item, NewsItem) and item.campaign == telling.original.path
    ]
    if part:
        yield heading(telling.tongue.term("News of this campaign"), "app-part")
        linked = (
            paragraph(telling.link(item.title, item), f" {telling.tongue.day(item.date)}")
            for item in part
        )
        yield ListOf(tuple((entry,) for entry in linked))


def _plan(item: Campaign, telling: Telling) -> Table:
    def own(field: str, text: str) -> Runs:
        return line(telling.own(field, text))

    return Table(
        (telling.tongue.term("Date"), *(own("channels", name) for name in item.channels)),
        tuple(
            (
                line(telling.tongue.day(row.date)),
                *(own("plan", row.channels.get(name, "")) for name in item.channels),
            )
            for row in item.plan
        ),
        (False,) * (len(item.channels) + 1),
    )


def _progress(item: Campaign, telling: Telling) -> Table:
    tongue = telling.tongue

    def own(text: str | None) -> Run:
        return telling.own("progress", text or "")

    rows = (
        (own(p.area), own(p.work), tongue.say(RATINGS[p.rating]), own(p.progress), own(p.comments))
        for p in item.progress
    )
    return Table(
        tuple(tongue.term(name) for name in COLUMNS),
        tuple(tuple(line(cell) for cell in row) for row in rows),
        (False,) * len(COLUMNS),
    )
