"""What of the pages is searched: the part of each that is marked so, and nothing around it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MARKED = re.compile(r"<([a-z]+)\b[^<>]*?\sdata-pagefind-body\b")
LANGUAGE = re.compile(r"<html\b[^<>]*>")
IGNORED = re.compile(r"<(footer|section|nav|div)\b[^<>]*\sdata-pagefind-ignore(?=[\s>])[^<>]*>")
# What Pagefind takes from there all the same: filters, and the first heading and picture.
TAKEN = re.compile(r"data-pagefind-(?!ignore)|<h1|<img")
TITLE = re.compile(r"<title>[^<]*</title>")


@dataclass(frozen=True)
class SearchedPage:
    """One page, without what no search looks at: a third of the work is to read over that."""

    path: str  # from the site's root: "news/flu-clinics/index.html"
    html: str


def pages_of(site: Path, paths: Iterable[str] | None = None) -> tuple[SearchedPage, ...]:
    """Return the pages to search, by their paths; where none is marked, all of them, whole.

    A disk lists a folder in an order of its own, and the index has the order of the pages.
    """
    whole = [(path, html_of(site, path)) for path in (files_of(site) if paths is None else paths)]
    marked = [(path, part) for path, html in whole if (part := searched(html)) is not None]
    return tuple(SearchedPage(path, html) for path, html in marked or whole)


def html_of(site: Path, path: str) -> str:
    """Return a page of a site."""
    with open(f"{site}/{path}", encoding="utf-8") as file:  # noqa: PTH123 - a Path is slow
        return file.read()


def files_of(site: Path) -> list[str]:
    """Return the paths of all pages, in order."""
    root = len(str(site)) + 1
    found = (
        f"{folder}/{file}"
        for folder, _, files in os.walk(site)
        for file in files
        if file.endswith(".html")
    )
    return sorted(path[root:] for path in found)


def searched(html: str) -> str | None:
    """Return a page with its marked part alone; None where nothing in it is marked."""
    # Most of the pages that have no such part do not have the word either.
    marked = MARKED.search(html) if "data-pagefind-body" in html else None
    if marked is None:
        return None
    # Elements of the same name may follow: Pagefind itself looks where the marked one ends.
    end = html.rfind(f"</{marked[1]}>")
    head = "".join(found[0] for known in (LANGUAGE, TITLE) if (found := known.search(html)))
    return f"<!doctype html>{head}{_without_ignored(html[marked.start() : end])}</{marked[1]}>"


def _without_ignored(html: str) -> str:
    """Return a marked part with nothing in the blocks that are not to be searched.

    They tell the sizes of files, which change with the words.
    """
    left: list[str] = []
    at = 0
    for found in IGNORED.finditer(html):
        end = html.find(f"</{found[1]}>", found.end())
        inside = html[found.end() : end]
        if end > at <= found.start() and f"<{found[1]}" not in inside and not TAKEN.search(inside):
            left.append(html[at : found.end()])
            at = end
    return "".join((*left, html[at:]))
