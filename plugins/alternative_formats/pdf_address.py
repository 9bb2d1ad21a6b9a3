"""The address of a link as it is printed after its words, for those who read on paper."""

from __future__ import annotations

from urllib.parse import quote, unquote

ALLOWED = "/:?#[]@!$&'()*+,;=%~"
ENOUGH = 6  # digits at the end by which two ways of writing a telephone number are one


def printed_address(address: str, words: str) -> str | None:
    """Return "fenwick.example/places/", or None where the words say it or nobody could use it."""
    scheme, colon, rest = address.partition(":")
    if address.startswith("#") or not colon:
        return None
    if scheme == "tel":
        return None if _digits(rest)[-ENOUGH:] in _digits(words) else unquote(rest)
    shown = plain_address(address)
    return None if _bare(plain_address(words.strip())) == _bare(shown) else shown


def plain_address(address: str) -> str:
    """Return an address as one types it: no https://, no mailto:, and nothing but ASCII."""
    for scheme in ("https://", "http://", "mailto:"):
        address = address.removeprefix(scheme)
    host, slash, path = address.partition("/")
    return quote(host if slash and not path else address, safe=ALLOWED)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _bare(address: str) -> str:
    return address.casefold().partition("?subject")[0].removeprefix("www.").rstrip("/")
