"""A made-up site as values, the same for the same seed; each site maker is given it in its form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

CATEGORIES = (
    "Appointments", "Children", "Hospitals", "Medicines", "Mental health", "Pharmacies",
    "Vaccinations", "Your views",
)  # fmt: skip
TOPICS = (
    "Carers", "Diabetes", "Exercise", "Food", "Having your say", "Mornings", "Sleep", "Travel",
    "Volunteers", "Waiting", "Winter", "Young people",
)  # fmt: skip
WORDS = """
appointment clinic practice nurse doctor pharmacy advice winter vaccine carer child parent library
booth question answer meeting report change listen story patient health care help ring open close
week month morning evening local people service support group team letter today before after about
with from until every other better longer closer simple plain
""".split()  # noqa: SIM905 - quotation marks around each would hide the words
PARAGRAPH = 60  # words
PICTURES = 12  # They are shared, as a site's logos and portraits are.
FIRST_DAY = datetime(2016, 1, 4, 8, tzinfo=UTC)
BETWEEN = timedelta(hours=7, minutes=11)  # No two items have one date: each maker orders alike.
# Nobody links to the items whose number ends so: they can be deleted, and no link breaks.
UNLINKED = 7
ADDRESS = re.compile(r"\((item|picture):(\d+)\)")


@dataclass(frozen=True)
class Item:
    """One item. Its body names other items as (item:12) and pictures as (picture:3)."""

    number: int
    title: str
    summary: str
    date: datetime
    category: str
    topics: tuple[str, ...]
    body: str

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return f"item-{self.number}"

    def markdown(self, item: Callable[[str], str], picture: Callable[[int], str]) -> str:
        """Return the body with links as one site maker writes them, from slugs and numbers."""

        def written(found: re.Match[str]) -> str:
            number = int(found[2])
            return f"({item(f'item-{number}') if found[1] == 'item' else picture(number)})"

        return ADDRESS.sub(written, self.body)

    def with_body(self, mark: str) -> Item:
        """Return it with one more paragraph."""
        return replace(self, body=f"{self.body}\n\nAdded: {mark}.")

    def with_title(self, mark: str) -> Item:
        """Return it with another title."""
        return replace(self, title=f"{self.title} {mark}")


def corpus(items: int, *, seed: int = 1) -> list[Item]:
    """Return items of about 550 words each, the oldest first."""
    chance = Random(seed)  # noqa: S311 - chance that comes again, not a secret
    return [_item(number, chance) for number in range(items)]


def one_more(number: int) -> Item:
    """Return the item that is added to a corpus of `number` items: the newest."""
    return _item(number, Random(f"one more {number}"))  # noqa: S311 - the same


def _item(number: int, chance: Random) -> Item:
    title = " ".join(chance.choices(WORDS, k=5)).capitalize()
    return Item(
        number=number,
        title=f"{title} {number}",
        summary=_sentence(16, chance),
        date=FIRST_DAY + number * BETWEEN,
        category=chance.choice(CATEGORIES),
        topics=tuple(sorted(chance.sample(TOPICS, 2))),
        body=_body(number, chance),
    )


def _body(number: int, chance: Random) -> str:
    # Links go back, to what is there already.
    others = [_linked(number, chance) for _ in range(2)]
    return "\n\n".join(
        [
            _sentence(PARAGRAPH, chance),
            f"## What {chance.choice(WORDS)} means",
            f"{_sentence(PARAGRAPH, chance)} Read [what we said before](item:{others[0]}).",
            f"![{_sentence(6, chance)}](picture:{chance.randrange(PICTURES)})",
            "\n".join(f"- {_sentence(8, chance)}" for _ in range(6)),
            f"## When to {chance.choice(WORDS)}",
            *(_sentence(PARAGRAPH, chance) for _ in range(3)),
            _table(chance),
            f"### More on {chance.choice(WORDS)}",
            f"{_sentence(PARAGRAPH, chance)} It is **not** as [in the past](item:{others[1]}).",
            _sentence(PARAGRAPH, chance),
        ]
    )


def _linked(number: int, chance: Random) -> int:
    other = chance.randrange(number) if number else 0
    return other - 1 if other % 10 == UNLINKED else other


def _sentence(words: int, chance: Random) -> str:
    sentence = " ".join(chance.choices(WORDS, k=words))
    return f"{sentence.capitalize()}."


def _table(chance: Random) -> str:
    rows = [chance.choices(WORDS, k=3) for _ in range(6)]
    head = "| Place | Day | Time |\n| --- | --- | --- |\n"
    return head + "\n".join(f"| {' | '.join(row)} |" for row in rows)
