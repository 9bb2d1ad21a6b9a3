"""Old addresses: where each one leads now, and which cannot be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import unquote

from plugins.catalogue.item import Item
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication

WEB_PAGES = (".html", ".htm")
REMEDY = "Write the old address as it stood in the browser after the site's name."


@dataclass(frozen=True)
class Redirect:
    """One old address; both from the site's root, without a first slash."""

    old: str  # as a reader's browser asks for it
    target: str

    @property
    def file(self) -> str | None:
        """The page that can stand at the old address; None where only the server can redirect.

        /leaflet.aspx would be sent as a download, whatever stands in it.
        """
        path = file_at(self.old)
        return path if path.endswith(WEB_PAGES) else None


def file_at(address: str) -> str:
    """Return the file that a server sends for an address: /news/flu is news/flu/index.html."""
    path = unquote(address).strip("/")
    if not path or address.endswith("/") or not PurePosixPath(path).suffix:
        return f"{path}/index.html".lstrip("/")
    return path


def redirects(publication: Publication) -> tuple[Redirect, ...]:
    """Return the live items' old addresses, in order."""
    return tuple(
        sorted(
            (
                Redirect(old.lstrip("/"), item.url)
                for item in publication.items
                for old in dict.fromkeys(item.redirect_from)
            ),
            key=lambda redirect: redirect.old,
        )
    )


def redirects_json(found: Iterable[Redirect], root: str) -> str:
    """Return the list for a server that can answer 301; `root` is the path of the site's address.

    Stories no longer available are not in it: a public list of them would be a list of people
    who took their consent back.
    """
    listing = [
        {"from": f"{root}/{one.old}", "to": f"{root}/{one.target}", "status": 301} for one in found
    ]
    return json.dumps({"redirects": listing}, indent=2, ensure_ascii=False) + "\n"


def faults(items: Iterable[Item], taken: Iterable[str]) -> Iterator[Problem]:
    """Yield the old addresses that cannot lead to their items.

    `items` are all of the catalogue: two that are never seen on the same day may share an
    address. `taken` are the addresses of pages that the site makes itself. As an old address
    is never a live one, no redirect leads to another, and none in a circle.
    """
    known = list(items)
    made = {file_at(address) for address in taken}
    for index, item in enumerate(known):
        for number, old in enumerate(item.redirect_from):
            fault = _fault_alone(old, made) or _fault_among(item, old, number, known, index)
            if fault is not None:
                line = item.origin.line_of("redirect_from", number)
                words = f'redirect_from cannot have "{old}": {fault[0]}.'
                yield Problem(item.path, line, words, fault[1])


def _fault_alone(old: str, made: set[str]) -> tuple[str, str] | None:
    path = unquote(old)
    if any(part in {".", ".."} for part in path.split("/")) or "//" in path:
        return "it is not a plain address", REMEDY
    if not path.isprintable() or "\\" in path or "\ufffd" in path:
        return "it has signs that no address has", REMEDY
    if file_at(old) in made:
        return "the site has a page of its own there", "Delete the line."
    return None


def _fault_among(
    item: Item, old: str, number: int, known: list[Item], index: int
) -> tuple[str, str] | None:
    file = file_at(old)
    if file in {file_at(one) for one in item.redirect_from[:number]}:
        return "it stands here twice", "Delete the line."
    for other in known:
        if file_at(other.url) == file and _meet(item, other):
            if other is item:
                return "the item itself stands there", "Delete the line."
            remedy = f"Delete the line, or move {other.path}, which stands there now."
            return "another item stands there", remedy
    for other in known[:index]:
        if file in {file_at(one) for one in other.redirect_from} and _meet(item, other):
            return "it leads elsewhere", f"Delete it here or in {other.path}, which has it too."
    return None


def _meet(one: Item, other: Item) -> bool:
    """Tell whether both may be seen on the same day."""
    if "draft" in {one.status, other.status} and one is not other:
        return False
    last = min(one.expires or date.max, other.expires or date.max)
    return max(one.first_day, other.first_day) <= last
