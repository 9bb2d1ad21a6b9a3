"""The terms of Pagefind's index: a word, its postings, and those of the forms of it.

A form is the word written otherwise, with accents, say. A piece of the index is a list of terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from plugins.discovery.cbor import (
    ARRAY,
    TEXT,
    UnknownIndexError,
    array,
    encoded_head,
    encoded_text,
    head,
)
from plugins.discovery.postings import NONE, Numbers, Postings, joined_postings, read_postings

TRIPLE, PAIR = encoded_head(ARRAY, 3), encoded_head(ARRAY, 2)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the index, as it is searched for."""

    word: str
    data: bytes  # the whole term, encoded
    plain: Postings
    forms: Mapping[str, Postings]

    @property
    def size(self) -> int:
        """How large it is when Pagefind cuts the index in pieces: forms do not count."""
        return self.plain.size


def joined(terms: Sequence[tuple[Term, Numbers]]) -> Term | None:
    """Return one word's terms of several indexes as one; None where no page is left."""
    (first, numbers), *others = terms
    if not others and numbers.keep(
        chain(first.plain.pages, *(f.pages for f in first.forms.values()))
    ):
        return first
    plain = joined_postings((term.plain, numbers) for term, numbers in terms)
    names = {form for term, _ in terms for form in term.forms}
    forms = {
        form: joined_postings((term.forms.get(form, NONE), numbers) for term, numbers in terms)
        for form in names
    }
    # They come in the order in which the pages have them.
    left = sorted(
        (some.pages[0], form.encode(), form) for form, some in forms.items() if some.pages
    )
    if not plain.pages and not left:
        return None
    told = [PAIR + encoded_text(form) + forms[form].encoded() for _, _, form in left]
    data = TRIPLE + encoded_text(first.word) + plain.encoded() + array(told)
    return Term(first.word, data, plain, {form: forms[form] for _, _, form in left})


def terms_of(piece: bytes) -> Iterator[Term]:
    """Return the terms of a piece of the index."""
    at = _inside(piece, 0, 1)
    count, at = head(piece, at, ARRAY)
    for _ in range(count):
        start = at
        word, at = _text(piece, _inside(piece, at, 3))
        plain, at = read_postings(piece, at)
        forms = {}
        more, at = head(piece, at, ARRAY)
        for _ in range(more):
            form, at = _text(piece, _inside(piece, at, 2))
            forms[form], at = read_postings(piece, at)
        yield Term(word, piece[start:at], plain, forms)


def piece_of(terms: Sequence[Term]) -> bytes:
    """Return terms as a piece of the index."""
    return array([array([term.data for term in terms])])


def _inside(data: bytes, at: int, count: int) -> int:
    """Step into a list of so many."""
    found, inside = head(data, at, ARRAY)
    if found != count:
        message = f"wanted a list of {count}, and found one of {found}"
        raise UnknownIndexError(message)
    return inside


def _text(data: bytes, at: int) -> tuple[str, int]:
    length, at = head(data, at, TEXT)
    return data[at : at + length].decode(), at + length
