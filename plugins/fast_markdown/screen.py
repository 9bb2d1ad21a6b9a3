"""Which of several needs a text may meet, found by the few signs that stand in it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from plugins.fast_markdown.needs import Need, is_met

NEVER = Need((), folded=False)
MOST_KNOWN = 4096  # A process that runs for weeks must not keep all that it ever saw.


class _Word(NamedTuple):
    text: str
    folded: bool
    number: int  # Its name in what a text is known to hold.


class Screen:
    """Needs in turn; None: it is met by every text."""

    def __init__(self, needs: tuple[Need | None, ...]) -> None:
        """Sort the words that are needed by one sign of each."""
        self.needs = needs
        self.words: dict[str, list[_Word]] = {}
        some = {need for need in needs if need is not None}
        words = sorted({(word, need.folded) for need in some for word in need.words})
        for number, (word, folded) in enumerate(words):
            of_sign = self.words.setdefault(_sign_of(word, folded=folded), [])
            if len(word) > 1:
                of_sign.append(_Word(word, folded, number))
        self.signs = tuple(self.words)
        # Most texts hold none of the signs, and the others the same few together.
        self.known: dict[tuple[object, ...], tuple[int, ...]] = {}

    def met_by(self, text: str) -> tuple[int, ...]:
        """Return the turns of the needs that a text meets, and of those that every text meets."""
        # To look for one sign takes a fiftieth of what it takes to look for two beside each other.
        held = tuple([sign for sign in self.signs if sign in text])
        key: tuple[object, ...] = held
        if held:
            words = [word for sign in held for word in self.words[sign]]
            key += tuple(
                [one.number for one in words if one.text in (text.lower() if one.folded else text)]
            )
        met = self.known.get(key)
        if met is None:
            needs = enumerate(self.needs)
            met = tuple(turn for turn, need in needs if need is None or is_met(need, text))
            if len(self.known) > MOST_KNOWN:
                self.known.clear()
            self.known[key] = met
        return met


@lru_cache(maxsize=64)
def screen_of(needs: tuple[Need | None, ...]) -> Screen:
    """Return the same screen for the same needs, with all that it has come to know."""
    return Screen(needs)


def _sign_of(word: str, *, folded: bool) -> str:
    """Return the sign of a word that stands in the fewest texts; the empty one stands in all."""
    for signs in (
        [sign for sign in word if not sign.isalnum() and sign not in " \n."],
        [sign for sign in word if not sign.isalnum() and sign != " "],
        [sign for sign in word if not folded or not sign.isalpha()],
    ):
        if signs:
            return signs[0]
    return ""
