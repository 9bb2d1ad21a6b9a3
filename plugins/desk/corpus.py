"""A made-up site of any size, the same for the same seed: what `./run bench` builds."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

TOPICS = ("Vaccinations", "Winter", "Mental health", "Children", "Having your say", "Carers")
WORDS = """
appointment clinic practice nurse doctor pharmacy advice winter vaccine carer child parent library
booth question answer meeting report change listen story patient health care help ring open close
week month morning evening local people service support group team letter today before after about
with from until every other better longer closer simple plain
""".split()  # noqa: SIM905 - quotation marks around each would hide the words
PARAGRAPH = 60  # words
FIRST_DAY = date(2016, 1, 4)

SITE = """\
name: Anytown Council
short_name: Anytown
summary: A made-up site, to be timed.
address: https://anytown.example
header: {name: Anytown Council}
contact: {address: [1 High Street], email: hello@anytown.example, reply: We reply within a week.}
home: {heading: Hello, text: This site is made up.}
"""


def write_corpus(folder: Path, items: int, *, seed: int = 1) -> None:
    """Write a content folder of news items, of about 550 words each."""
    chance = Random(seed)  # noqa: S311 - chance that comes again, not a secret
    news = folder / "news"
    news.mkdir(parents=True)
    topics = "".join(f"  - name: {name}\n" for name in TOPICS)
    (folder / "site.yaml").write_text(f"{SITE}topics:\n{topics}", encoding="utf-8")
    for number in range(items):
        (news / f"item-{number}.md").write_text(_item(number, chance), encoding="utf-8")


def _item(number: int, chance: Random) -> str:
    day = FIRST_DAY + timedelta(days=number % 3650)
    topics = ", ".join(sorted(chance.sample(TOPICS, 2)))
    # Links go back, to what is there already.
    other = f"item-{chance.randrange(number)}.md" if number else "item-0.md"
    words = "\n\n".join(
        [
            _sentences(PARAGRAPH, chance),
            f"## What {chance.choice(WORDS)} means",
            f"{_sentences(PARAGRAPH, chance)} Read [what we said before]({other}).",
            "\n".join(f"- {_sentences(8, chance)}" for _ in range(6)),
            f"## When to {chance.choice(WORDS)}",
            *(_sentences(PARAGRAPH, chance) for _ in range(3)),
            _table(chance),
            f"### More on {chance.choice(WORDS)}",
            *(_sentences(PARAGRAPH, chance) for _ in range(2)),
        ]
    )
    title = " ".join(chance.choices(WORDS, k=5)).capitalize()
    return (
        f"---\ntitle: {title} {number}\nsummary: {_sentences(16, chance)}\ndate: {day}\n"
        f"topics: [{topics}]\n---\n{words}\n"
    )


def _sentences(words: int, chance: Random) -> str:
    sentence = " ".join(chance.choices(WORDS, k=words))
    return f"{sentence.capitalize()}."


def _table(chance: Random) -> str:
    rows = [chance.choices(WORDS, k=3) for _ in range(6)]
    head = "| Place | Day | Time |\n| --- | --- | --- |\n"
    return head + "\n".join(f"| {' | '.join(row)} |" for row in rows)
