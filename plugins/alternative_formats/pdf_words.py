"""A line of a document as the pieces that pdf.typ sets.

A piece is a string, BREAK, MAY_BREAK, or a list of a look's name and what it holds. No word is
ever Typst's markup: pdf.typ sets strings as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeAlias

from plugins.alternative_formats.document import Run, Runs, words_of
from plugins.alternative_formats.pdf_address import printed_address
from plugins.alternative_formats.typefaces import typefaces

Data: TypeAlias = "str | int | float | Sequence[Data] | Mapping[str, Data] | None"

BREAK = 0  # the line ends here
MAY_BREAK = 1  # it may end here, in the middle of a long word
WIDEST = 1.4  # em; hardly any sign is wider, so words of few signs need no measuring
CODE = 0.61  # em; the width of every sign of the typeface for code
LEAST = 2.5  # em
ZERO_SPACE = "\N{ZERO WIDTH SPACE}"
SIGNS = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
# Words of Arabic script with the spaces and stops between them: they are set in their own size.
ARABIC = re.compile(f"([{SIGNS}](?:[{SIGNS}\\s\u200c\u200d.,:;!?()«»\"'–-]*[{SIGNS}])?)")
HELD_OPEN = re.compile(r"(?<=[/?&=_@.:-])(?=[^/?&=_@.:-])")
CLUSTER = re.compile(r".[\u0300-\u036f\u200d\ufe0e\ufe0f]*", re.DOTALL)
LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"


@dataclass(frozen=True)
class Setting:
    """What the pieces of a line depend on besides its words."""

    room: float  # em; longer words may be broken
    rtl: bool = False
    anchors: Mapping[str, int] = field(default_factory=dict)  # headings here, by their anchors
    notes: frozenset[int] = frozenset()
    referred: set[int] = field(default_factory=set)  # notes, so far

    def first(self, note: int) -> bool:
        """Say whether nothing referred to the note before; then it has been referred to."""
        new = note not in self.referred
        self.referred.add(note)
        return new

    def narrower(self, by: float) -> Setting:
        """Return this for words that stand further in."""
        return self.within(self.room - by)

    def larger(self, size: float) -> Setting:
        """Return this for words of a size, to the words about them."""
        return self.within(self.room / size)

    def within(self, room: float) -> Setting:
        """Return this for another room, though no less than a few letters need."""
        return replace(self, room=max(room, LEAST))


def pieces(line: Runs, setting: Setting) -> list[Data]:
    """Return a line as pieces."""
    found: list[Data] = []
    for address, linked in groupby(line, lambda run: run.address):
        runs = tuple(linked)
        words = [piece for run in runs for piece in _run(run, setting)]
        found += words if address is None else _link(address, runs, words, setting)
    return found


def plain(text: str, setting: Setting) -> list[Data]:
    """Return words without a look as pieces."""
    found: list[Data] = []
    for number, part in enumerate(text.split("\n")):
        found += [BREAK] * bool(number)
        found += _in_scripts(breakable(part, setting.room))
    return found


def breakable(text: str, room: float) -> str:
    """Return text with zero width spaces in words that are wider than the room."""
    few = room / WIDEST
    if all(len(word) <= few for word in text.split(" ")):
        return text
    return " ".join(_opened(word, room) for word in text.split(" "))


def _opened(word: str, room: float) -> str:
    width = typefaces().width
    if width(word) <= room:
        return word
    parts = HELD_OPEN.split(word)
    return ZERO_SPACE.join(
        ZERO_SPACE.join(CLUSTER.findall(part)) if width(part) > room else part for part in parts
    )


def _in_scripts(text: str) -> Iterator[Data]:
    for number, part in enumerate(text.split(ZERO_SPACE)):
        if number:
            yield MAY_BREAK
        for place, words in enumerate(ARABIC.split(part)):
            if words:
                yield ["arabic", words] if place % 2 else words


def _run(run: Run, setting: Setting) -> list[Data]:
    if run.note is not None and run.note in setting.notes:
        return [["note", run.note, run.text, setting.first(run.note)]]
    # The typeface of code draws letters of Arabic script apart: there it stays as words.
    if run.code and not ARABIC.search(run.text):
        words: list[Data] = [["code", breakable(_cleaned(run.text), setting.room / CODE)]]
    else:
        words = plain(_cleaned(run.text), setting)
    for look, worn in (("strong", run.strong), ("emphasis", run.emphasis)):
        words = [[look, words]] if worn else words
    return [["language", *subtags(run.language), words]] if run.language else words


def _link(address: str, runs: Runs, words: list[Data], setting: Setting) -> list[Data]:
    if address.startswith("#"):
        number = setting.anchors.get(address[1:])
        return words if number is None else [["to", number, words]]
    shown = printed_address(address, words_of(runs))
    if shown is None:
        return [["link", address, [as_address(words)], []]]
    return [["link", address, words, [as_address(plain(kept_ltr(shown, setting), setting))]]]


def as_address(words: list[Data]) -> Data:
    """Return an address as English: in Polish a hyphen is said again on the next line."""
    return ["language", "en", "", words]


def kept_ltr(address: str, setting: Setting) -> str:
    """Return an address so that a slash at its end does not jump to its other side."""
    return f"{LEFT_TO_RIGHT}{address}{LEFT_TO_RIGHT}" if setting.rtl else address


def subtags(language: str) -> tuple[str, str]:
    """Return the language and the region, or "", of a tag."""
    primary, *others = language.split("-")
    region = next((tag for tag in others if len(tag) == 2 and tag.isalpha()), "")  # noqa: PLR2004
    return primary.lower(), region.upper()


def _cleaned(text: str) -> str:
    # A soft hyphen breaks words, which large print does not.
    return text.replace("\u00ad", "").replace("\t", " ").replace("\ufeff", "")
