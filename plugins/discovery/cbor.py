"""The lists inside a piece of CBOR (RFC 8949), as slices: cut and joined, never read as a whole."""

from __future__ import annotations

from collections.abc import Sequence

NUMBER, TEXT, ARRAY = 0, 3, 4
STRINGS = (2, TEXT)
NUMBERS = (NUMBER, 1)
SMALL = 24  # From here on the number stands in the bytes that follow.
WIDEST = 27


class UnknownIndexError(ValueError):
    """A search index is not in the form that is known."""


def elements(data: bytes) -> list[bytes]:
    """Return the elements of an array, each still encoded."""
    count, at = head(data, 0, ARRAY)
    found = []
    for _ in range(count):
        end = _end(data, at)
        found.append(data[at:end])
        at = end
    return found


def text(data: bytes) -> str:
    """Return a piece of text."""
    length, at = head(data, 0, TEXT)
    return data[at : at + length].decode()


def number(data: bytes) -> int:
    """Return a number, of none below zero."""
    return head(data, 0, NUMBER)[0]


def array(parts: Sequence[bytes]) -> bytes:
    """Return an array of elements that are encoded already."""
    return encoded_head(ARRAY, len(parts)) + b"".join(parts)


def encoded_text(words: str) -> bytes:
    """Return a piece of text, encoded."""
    content = words.encode()
    return encoded_head(TEXT, len(content)) + content


def head(data: bytes, at: int, kind: int) -> tuple[int, int]:
    """Return the number in the head of a value of this kind, and where what follows begins."""
    found, number, inside = _head(data, at)
    if found != kind:
        message = f"wanted a value of kind {kind}, and found one of kind {found}"
        raise UnknownIndexError(message)
    return number, inside


def encoded_head(kind: int, number: int) -> bytes:
    """Return the head of a value: its kind, and its number, its length or its count."""
    if number < SMALL:
        return bytes([kind << 5 | number])
    size = max(0, (number.bit_length() - 1) // 8).bit_length()
    return bytes([kind << 5 | SMALL + size]) + number.to_bytes(1 << size, "big")


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Return the kind of a value, its number, and where what follows begins."""
    kind, number = data[at] >> 5, data[at] & 0b11111
    if number < SMALL:
        return kind, number, at + 1
    if number > WIDEST:
        message = f"a value of kind {kind} has no length"
        raise UnknownIndexError(message)
    width = 1 << (number - SMALL)
    return kind, int.from_bytes(data[at + 1 : at + 1 + width], "big"), at + 1 + width


def _end(data: bytes, at: int) -> int:
    kind, number, inside = _head(data, at)
    if kind in NUMBERS:
        return inside
    if kind in STRINGS:
        return inside + number
    if kind != ARRAY:
        message = f"a search index has no value of kind {kind}"
        raise UnknownIndexError(message)
    for _ in range(number):
        inside = _end(data, inside)
    return inside
