"""`./run edition`: a booklet of a month, of any days or of a topic, begun and made at once."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins.catalogue.dates import day as written
from plugins.catalogue.dates import month as written_month
from plugins.catalogue.dates import size
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Edition
from plugins.catalogue.load import Catalogue, load
from plugins.catalogue.publication import Publication, slug_of
from plugins.desk.build import build
from plugins.desk.fault import MachineFault
from plugins.desk.order import Order, shown
from plugins.desk.progress import Teller
from plugins.desk.starting_file import scalar

MONTH = re.compile(r"(\d{4})-(\d\d)")
ONE_OF = (
    "Write a month, days or a topic: ./run edition 2026-10, or --from 2026-10-01 --to 2026-12-31,"
    ' or --topic "Carers"'
)
PAGE = "index.html"


@dataclass(frozen=True)
class Booklet:
    """Which items an edition gathers, and what it is called."""

    name: str  # of its file and address: "2026-10"
    title: str
    what: str  # "October 2026"
    starts: date | None = None
    ends: date | None = None
    topic: str | None = None

    @property
    def path(self) -> str:
        """Its file, from the content folder."""
        return f"{Edition.kind}/{self.name}.md"

    def text(self, on: date) -> str:
        """Return the file's text; a booklet of days that are over has the last of them as date."""
        own = [f"from: {self.starts}", f"to: {self.ends}"] if self.starts else []
        own += [f"topic: {scalar(self.topic)}"] if self.topic else []
        return "\n".join(
            [
                "---",
                f"title: {scalar(self.title)}",
                f"summary: {scalar(f'{self.what}, gathered in one booklet to read or to hear.')}",
                f"date: {min(self.ends or on, on)}",
                *own,
                "---",
                "",
            ]
        )


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a command line says of a booklet."""

    month: str | None = None
    starts: date | None = None
    ends: date | None = None
    topic: str | None = None


def booklet(asked: Asked, lang: str) -> Booklet:
    """Return the booklet that is asked for; a MachineFault says what the command line lacks."""
    month, starts, ends, topic = asked.month, asked.starts, asked.ends, asked.topic
    if month and not (starts or ends or topic):
        return _of_month(month, lang)
    if starts and ends and not (month or topic):
        if ends < starts:
            raise MachineFault("--to is before --from.", "Write the earlier day first.")
        what = f"{written(starts, lang)} to {written(ends, lang)}"
        return Booklet(f"{starts}-to-{ends}", f"What is new: {what}", what, starts, ends)
    if topic and not (month or starts or ends):
        return Booklet(slug_of(topic), f"All about {topic}", topic, topic=topic)
    raise MachineFault("It is not clear what to gather.", ONE_OF)


def _of_month(month: str, lang: str) -> Booklet:
    found = MONTH.fullmatch(month)
    try:
        starts = date(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        starts = None
    if starts is None:
        raise MachineFault(f'There is no month "{month}".', ONE_OF)
    ends = starts.replace(day=monthrange(starts.year, starts.month)[1])
    what = written_month(starts, lang)
    return Booklet(month, f"What is new: {what}", what, starts, ends)


def edition(order: Order, asked: Asked, on: date, teller: Teller) -> None:
    """Write the edition's file, unless it is there, build the site, and name the booklet's files.

    Where the site cannot be built, a file that was only now written goes again.
    """
    catalogue = load(order.content)
    wanted = booklet(asked, catalogue.site.lang)
    file = order.content / wanted.path
    with ExitStack() as undoing:
        if not file.exists():
            _refuse_topic(catalogue, wanted)
            file.parent.mkdir(exist_ok=True)
            undoing.callback(file.unlink, missing_ok=True)
            file.write_text(wanted.text(on), encoding="utf-8")
        gathered = _gathered(order, wanted, on)
        teller.say(f"{shown(file)} gathers {_counted(gathered)}.")
        build(order, teller)
        undoing.pop_all()  # It went well: nothing is undone.
    for line in _files(order.output / Edition.kind / wanted.name):
        teller.say(line)


def _refuse_topic(catalogue: Catalogue, wanted: Booklet) -> None:
    topics = [term.name for term in catalogue.site.topics]
    if wanted.topic and wanted.topic not in topics:
        fault = f'There is no topic "{wanted.topic}".'
        raise MachineFault(fault, f"Write one of: {', '.join(topics)}.")


def _gathered(order: Order, wanted: Booklet, on: date) -> tuple[Item, ...]:
    publication = Publication(load(order.content), order.as_of or on)
    item = publication.at(wanted.path)
    if not isinstance(item, Edition):
        fault = f"{shown(order.content / wanted.path)} is not for the public today."
        raise MachineFault(fault, "Look at its status and its days.")
    if gathered := publication.gathered(item):
        return gathered
    remedy = (
        "Choose other days or another topic. Stories are in it with consent for print and audio."
    )
    raise MachineFault(f"No item would be in it: {wanted.what}.", remedy)


def _counted(items: tuple[Item, ...]) -> str:
    nouns = Counter(item.noun.partition(" ")[2] for item in items)
    each = ", ".join(f"{noun}: {count}" for noun, count in sorted(nouns.items()))
    return f"{len(items)} {'item' if len(items) == 1 else 'items'} ({each})"


def _files(folder: Path) -> Iterator[str]:
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != PAGE)
    if files:
        yield "Ready to print, emboss, play or send:"
    yield from (f"    {shown(file)} ({size(file.stat().st_size)})" for file in files)
