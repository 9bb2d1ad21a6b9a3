"""What of the pages is searched: the part of each that is marked so, and nothing around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

MARKED = re.compile(r"<([a-z]+)\b[^<>]*?\sdata-pagefind-body\b")
LANGUAGE = re.compile(r"<html\b[^<>]*>")
TITLE = re.compile(r"<title>[^<]*</title>")


@dataclass(frozen=True)
class SearchedPage:
    """One page, without what no search looks at: a third of the work is to read over that."""

    path: str  # from the site's root: "news/flu-clinics/index.html"
    html: str


def pages_of(site: Path) -> tuple[SearchedPage, ...]:
    """Return the pages to search, by their paths; where none is marked, all of them, whole.

    A disk lists a folder in an order of its own, and the index has the order of the pages.
    """
    whole = sorted(
        (file.relative_to(site).as_posix(), file.read_text(encoding="utf-8"))
        for file in site.rglob("*.html")
    )
    marked = [(path, part) for path, html in whole if (part := searched(html)) is not None]
    return tuple(SearchedPage(path, html) for path, html in marked or whole)


def searched(html: str) -> str | None:
    """Return a page with its marked part alone; None where nothing in it is marked."""
    marked = MARKED.search(html)
    if marked is None:
        return None
    # Elements of the same name may follow: Pagefind itself looks where the marked one ends.
    end = html.rfind(f"</{marked[1]}>")
    head = "".join(found[0] for known in (LANGUAGE, TITLE) if (found := known.search(html)))
    return f"<!doctype html>{head}{html[marked.start() : end]}</{marked[1]}>"
