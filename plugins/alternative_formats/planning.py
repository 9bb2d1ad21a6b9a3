"""Which formats an item gets: what editors chose, what was agreed to, what can be had."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from plugins.alternative_formats.document import Block, Document, Figure, ListOf, Quotation, Row
from plugins.alternative_formats.document import Facts as FactsBlock
from plugins.alternative_formats.format import AlternativeFormat
from plugins.alternative_formats.offers import Missing
from plugins.catalogue.consent import Use
from plugins.catalogue.item import Item
from plugins.catalogue.keeping import digest
from plugins.catalogue.kinds import PatientStory
from plugins.catalogue.site_formats import FormatName, FormatSettings

EASY_READ: frozenset[FormatName] = frozenset({"pdf", "epub"})  # what it is, beside its page


@dataclass(frozen=True, kw_only=True)
class Means:
    """What there is to make formats with."""

    settings: FormatSettings
    formats: Mapping[str, AlternativeFormat]  # in the order of pages, but those that lack a tool
    choices: Mapping[FormatName, Sequence[str]]  # the formats behind each choice of an editor
    recipes: Mapping[str, str]
    digest_of: Callable[[str], str]  # of a file's bytes, by its path from the content folder
    as_of: date


@dataclass(frozen=True, kw_only=True)
class PlannedFile:
    """A file that an item has."""

    format: AlternativeFormat
    key: str
    needs: Mapping[str, str]  # the keys of what it is made from, by format
    place: str | None  # from the site's root; None: it is not published
    step: int  # when it is made: those that it needs have a smaller one


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an item has in one of its forms: as it stands, or in Easy Read."""

    item: Item
    easy_read: bool
    has_large_print: bool
    files: tuple[PlannedFile, ...]  # in the order of pages
    gaps: tuple[Missing, ...]
    reader: str | None  # the person who reads it aloud
    document: str = ""  # the digest of its document, and of the files that this shows
    pictures: tuple[str, ...] = ()  # in the document, by their paths from the content folder

    def file(self, name: str) -> PlannedFile | None:
        """Return the file of a format."""
        return next((file for file in self.files if file.format.name == name), None)


def chosen(item: Item, settings: FormatSettings) -> tuple[FormatName, ...]:
    """Return the formats that editors want for an item's kind."""
    return settings.kinds.get(item.kind, settings.every)


def agreed(items: Iterable[Item], use: Use, on: date) -> bool:
    """Tell whether items may be used so on this day: only a story needs consent for it."""
    stories = (item for item in items if isinstance(item, PatientStory))
    return all(story.consent.allows(use, on) for story in stories)


def plan_of(item: Item, document: Document, means: Means, parts: Sequence[Item]) -> Plan:
    """Return what an item has; `parts` are the items whose words are in it."""
    wanted = set(chosen(item, means.settings))
    if document.easy_read:
        wanted &= EASY_READ
    names = {name for choice in wanted for name in means.choices.get(choice, ())}
    possible = {
        name: one
        for name, one in means.formats.items()
        if name in names and one.suits(document) and agreed(parts, one.use, means.as_of)
    }
    lacking = {name: one.gap(document, means.settings) for name, one in possible.items()}
    had = {name: one for name, one in possible.items() if lacking[name] is None}
    # The repr of frozen values names every word; a pickle would depend on which are one object.
    whole = digest(repr(document), *(means.digest_of(path) for path in sources(document)))
    return Plan(
        item=item,
        easy_read=document.easy_read,
        has_large_print="large-print" in wanted and agreed(parts, "website", means.as_of),
        document=whole,
        pictures=tuple(pictures(document)),
        files=tuple(_files(item, document, had, means, whole)),
        reader=document.read_aloud.reader if document.read_aloud else None,
        gaps=tuple(
            Missing(name=choice, why=why)
            for choice, names_of in means.choices.items()
            if (why := next((lacking[name] for name in names_of if lacking.get(name)), None))
            # What has words already lacks nothing.
            and why != "recording has words"
        ),
    )


def _files(
    item: Item,
    document: Document,
    had: Mapping[str, AlternativeFormat],
    means: Means,
    whole: str,
) -> Iterator[PlannedFile]:
    """Yield the files of a document, in the order of pages; `whole` is its digest."""
    easy = "-easy-read" if document.easy_read else ""
    stem = f"{item.url}{document.name}{easy}"
    found: dict[str, PlannedFile] = {}

    def add(one: AlternativeFormat) -> None:
        needed = [had[name] for name in one.needs if name in had]
        for other in needed:
            if other.name not in found:
                add(other)
        needs = {other.name: found[other.name].key for other in needed}
        ingredients = (one.name, means.recipes[one.name], whole, *needs, *needs.values())
        found[one.name] = PlannedFile(
            format=one,
            key=digest(*ingredients),
            needs=needs,
            place=f"{stem}{one.suffix}" if one.suffix else None,
            step=1 + max((found[name].step for name in needs), default=0),
        )

    for one in had.values():
        if one.name not in found:
            add(one)
    return (found[name] for name in had)


def sources(document: Document) -> Iterator[str]:
    """Yield the files of the content whose bytes a document's formats hold."""
    yield from pictures(document)
    if document.read_aloud:
        yield document.read_aloud.recording
        if document.read_aloud.captions:
            yield document.read_aloud.captions


def pictures(document: Document) -> Iterator[str]:
    """Yield the files of the pictures in a document."""
    yield from (figure.picture for figure in figures(document.blocks))
    for note in document.notes:
        yield from (figure.picture for figure in figures(note.blocks))


def figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    """Yield the pictures in blocks, however deep they stand."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Row):
            yield block.figure
            yield from figures(block.blocks)
        elif isinstance(block, Quotation):
            yield from figures(block.blocks)
        elif isinstance(block, ListOf):
            for entry in block.entries:
                yield from figures(entry)
        elif isinstance(block, FactsBlock):
            for _, said in block.entries:
                yield from figures(said)
