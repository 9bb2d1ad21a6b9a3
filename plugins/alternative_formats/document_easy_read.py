"""An Easy Read as a document: rows of a picture and few words, and who made and tested it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from plugins.alternative_formats.document import Block, Document, Figure, Heading, Paragraph, Row
from plugins.alternative_formats.document_lines import line, plain
from plugins.alternative_formats.document_of import body_of, demonstration, framed
from plugins.alternative_formats.document_telling import Doors, Telling, rows
from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.item import Item
from plugins.catalogue.publication import Publication

PLACE = "easy-read/"  # where its page stands under the item's


def easy_read_of(
    easy_read: EasyRead, item: Item, publication: Publication, doors: Doors
) -> Document:
    """Return what people have written of an item in Easy Read, under the item's address."""
    telling = Telling(item, publication, doors)
    body = body_of(easy_read.body, telling)
    blocks = [*in_rows(body.blocks), *_makers(easy_read, telling), *demonstration(telling)]
    if easy_read.summary:
        blocks.insert(0, Paragraph(line(easy_read.summary), lead=True))
    made = framed(telling, blocks, body.notes)
    return replace(
        made,
        address=f"{made.address}{PLACE}",
        title=plain(easy_read.title),
        summary=plain(easy_read.summary or item.summary),
        modified=easy_read.tested or item.changed,
        author=easy_read.made_by,
        read_aloud=None,
        easy_read=True,
    )


def in_rows(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield a row for each picture, with the words up to the next one; headings stand between."""
    figure: Figure | None = None
    words: list[Block] = []
    for block in blocks:
        if isinstance(block, Figure | Heading):
            yield from _row(figure, words)
            figure = block if isinstance(block, Figure) else None
            words = [] if figure else [block]
        else:
            words.append(block)
    yield from _row(figure, words)


def _row(figure: Figure | None, words: list[Block]) -> Iterator[Block]:
    if figure is None:
        yield from words
    else:
        yield Row(figure, tuple(words))


def _makers(easy_read: EasyRead, telling: Telling) -> Iterator[Block]:
    say, day = telling.tongue.say, telling.tongue.day
    made = line(say("Made by {name}", name=easy_read.made_by))
    if easy_read.tested_by and easy_read.tested:
        tested = say(
            "Tested by {name} on {day}", name=easy_read.tested_by, day=day(easy_read.tested)
        )
        yield rows(made, line(tested))
    else:
        yield rows(made)
