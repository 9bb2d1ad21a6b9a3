"""Made-up documents of 800 words with headings, a list and a table, the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from plugins.alternative_formats.document import (
    Block,
    Document,
    Heading,
    ListOf,
    Paragraph,
    Table,
    words_in,
)

WORDS = """
appointment clinic practice nurse doctor pharmacy advice winter vaccine carer child parent library
booth question answer meeting report change listen story patient health care help ring open close
week month morning evening local people service support group team letter today before after about
""".split()  # noqa: SIM905 - quotation marks around each would hide the words
PARTS = 8  # headings with what stands under them, 100 words each


def documents(count: int) -> Iterator[Document]:
    """Yield so many documents, one after another: none is kept."""
    chance = Random(1)  # noqa: S311 - chance that comes again, not a secret
    for number in range(count):
        name = f"item-{number}"
        yield Document(
            title=f"{_sentence(5, chance)} {number}",
            language="en-GB",
            direction="ltr",
            address=f"https://anytown.example/news/{name}/",
            name=name,
            kind="news",
            section="News",
            summary=_sentence(16, chance),
            publisher="Anytown Council",
            issued=date(2026, 11, 3),
            modified=date(2026, 11, 9),
            blocks=tuple(block for part in range(PARTS) for block in _part(part, chance)),
        )


def _part(number: int, chance: Random) -> Iterator[Block]:
    yield Heading(2, words_in(f"What {chance.choice(WORDS)} means"), f"part-{number}")
    for _ in range(4):
        yield Paragraph(words_in(" ".join(_sentence(10, chance) for _ in range(2))))
    yield ListOf(tuple((Paragraph(words_in(_sentence(4, chance))),) for _ in range(3)))
    if number == 0:
        head = tuple(map(words_in, ("Place", "Day", "Time")))
        rows = tuple(tuple(words_in(chance.choice(WORDS)) for _ in head) for _ in range(6))
        yield Table(head, rows, (False, False, False))


def _sentence(words: int, chance: Random) -> str:
    return f"{' '.join(chance.choices(WORDS, k=words)).capitalize()}."
