"""Old addresses: where each one leads now, and which cannot be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from plugins.catalogue.item import Item
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication

WEB_PAGES = (".html", ".htm")
REMEDY = "Correct the address, or delete it from redirect_from."


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


def faults(items: Iterable[Item], made: Iterable[str]) -> Iterator[Problem]:
    """Yield the old addresses that cannot lead to their items.

    `made` are the addresses of pages that the site makes itself. Two addresses are the same
    where one file answers to both. As none that is live is an old one too, no redirect leads
    to another, and none in a circle.
    """
    known = list(items)
    owners = {file_at(item.url): item.path for item in known}
    owners |= {file_at(address): "the site itself" for address in made}
    for item in known:
        for index, old in enumerate(item.redirect_from):
            fault = None if is_plain(old) else "it is not a plain address."
            owner = owners.setdefault(file_at(old), item.path) if fault is None else None
            if owner not in {None, item.path} or file_at(old) == file_at(item.url):
                fault = f"{owner} has that address."
            if fault is not None:
                line = item.origin.line_of("redirect_from", index)
                words = f'redirect_from cannot be "{old}": {fault}'
                yield Problem(item.path, line, words, REMEDY)


def is_plain(address: str) -> bool:
    """Tell whether a file can stand at an address, inside of the site and on any disk."""
    path = unquote(address)
    steps = {".", ".."} & set(path.split("/"))
    return not (steps or "//" in path or "\\" in path or "\ufffd" in path) and path.isprintable()
