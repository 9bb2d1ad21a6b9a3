"""A document as pages of braille: what BRF and PEF are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from plugins.alternative_formats.braille_blocks import CENTRED_LEVEL, STEP, Setter, body, indented
from plugins.alternative_formats.braille_lines import Passage
from plugins.alternative_formats.braille_louis import louis
from plugins.alternative_formats.braille_pages import Page, Pages, contents_line
from plugins.alternative_formats.braille_tables import Sheet, written
from plugins.alternative_formats.braille_words import Writer, composed
from plugins.alternative_formats.document import Document, Run, words_in, words_of
from plugins.alternative_formats.format import Gap, MissingTool, Uncarried
from plugins.catalogue.dates import day
from plugins.catalogue.site_formats import FormatSettings

# Ours. Raise it where the same document and settings come to other cells.
LAYOUT = 1
# From so many pages on there are contents, and a page of their own for what stands before.
LONG = 7
IN_CONTENTS = 3


def missing_tool(settings: FormatSettings) -> MissingTool | None:
    """Return liblouis where this machine has none."""
    del settings
    if louis() is not None:
        return None
    return MissingTool(
        name="liblouis",
        remedy=(
            "Install it. On Debian and Ubuntu, as root: apt install liblouis20 liblouis-data\n"
            "    On macOS: brew install liblouis"
        ),
    )


def gap(document: Document, settings: FormatSettings) -> Gap | None:
    """Say that there is no table for a document's language."""
    if louis() is None:  # Then nothing is known of any language.
        return None
    table = Sheet.of(settings.braille).table(document.language)
    return None if table else "braille table"


def recipe(settings: FormatSettings) -> str:
    """Return all but the document that makes the cells what they are."""
    library = louis()
    version = library.version if library else "none"
    return f"braille {LAYOUT}, liblouis {version}, {Sheet.of(settings.braille)}"


def uncarried(document: Document, settings: FormatSettings) -> Iterator[Uncarried]:
    """Yield each character that no table has, once, and each table that is not there."""
    if louis() is None:
        return
    sheet = Sheet.of(settings.braille)
    for language, name in sheet.unknown_tables():
        yield Uncarried(
            near=document.title,
            fault=f'The braille table of "{language}" in site.yaml, "{name}", is not of liblouis.',
            remedy="Write the file name of a six-dot table, or delete the line to have ours.",
        )
    seen: set[tuple[str, str]] = set()
    for runs in document.lines():
        for run in runs:
            table = sheet.table(run.language or document.language) or sheet.english
            fresh = {(letter, table) for letter in composed(run.text)} - seen
            seen |= fresh
            for letter, _ in sorted(fresh):
                if written(letter, table, sheet.english) is None:
                    yield _no_sign(letter, words_of(runs))


def _no_sign(letter: str, near: str) -> Uncarried:
    return Uncarried(
        near=near,
        fault=f'Braille has no sign for "{letter}" (U+{ord(letter):04X}) in this language.',
        remedy="Write it in other letters or words, or mark it as being of its own language.",
    )


def pages(document: Document, settings: FormatSettings) -> tuple[Page, ...]:
    """Return the pages of a document: each has all its lines, the last of them with its number."""
    return _pages(document, Sheet.of(settings.braille))


# BRF and PEF of one document are made one after the other, and are the same pages.
@lru_cache(maxsize=1)
def _pages(document: Document, sheet: Sheet) -> tuple[Page, ...]:
    writer = Writer(sheet, document.language)
    front, text = _front(document, writer), body(document, writer)
    short = Pages(sheet.cells, sheet.lines - 1)
    short.fill([*front, *text])
    made = short.numbered()
    listed = [item for item in text if item.level and item.level <= IN_CONTENTS]
    if len(made) < LONG or len(listed) < 2:  # noqa: PLR2004 - one entry is no list.
        return made
    return _with_contents(document, writer, front, text)


def _with_contents(
    document: Document, writer: Writer, front: list[Passage], text: list[Passage]
) -> tuple[Page, ...]:
    """Return the pages of a long document: what stands before, the contents, the text."""
    sheet = writer.sheet
    # How many pages the contents take hangs on no number in them.
    before = len(_contents(document, writer, [0] * len(text), front, text).done)
    filled = Pages(sheet.cells, sheet.lines - 1)
    begun = filled.fill(text)
    filled.turn()
    numbers = [before + 1 + page for page in begun]
    filled.done[:0] = _contents(document, writer, numbers, front, text).done
    return filled.numbered()


def _contents(
    document: Document,
    writer: Writer,
    numbers: list[int],
    front: list[Passage],
    text: list[Passage],
) -> Pages:
    filled = Pages(writer.sheet.cells, writer.sheet.lines - 1)
    filled.fill(front)
    filled.turn()
    label = Run(text=document.labels.contents, language=document.labels.language)
    head = Setter(writer, document.labels).heading((label,), CENTRED_LEVEL)
    entries = [
        contents_line(item, number, writer.sheet.cells)
        for item, number in zip(text, numbers, strict=True)
        if item.level and item.level <= IN_CONTENTS
    ]
    filled.fill([head, *entries])
    filled.turn()
    return filled


def _front(document: Document, writer: Writer) -> list[Passage]:
    """Return what stands before the text: what it is, whose, of when, and how it was made."""
    setter = Setter(writer, document.labels)
    facts = (document.publisher, day(document.issued, document.language))
    about = [indented(writer.plain(text), 0, STEP) for text in facts]
    about.append(indented(writer.line((Run(text=document.address, code=True),)), 0, STEP))
    made = setter.note(document.labels.by_computer, "", "")
    return [
        setter.heading(words_in(document.title), 1),
        *about,
        replace(made, first=0, over=STEP, blank_after=True),
    ]
