"""A process that indexes a site before its pages are made: first those that will stay, it seems.

It ends with whoever started it, and writes nothing on the disk.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import BinaryIO, NoReturn

from plugins.catalogue.kept_files import stamp_of
from plugins.discovery.search_foreseen import Change, Plan, plan_of
from plugins.discovery.search_index import in_order
from plugins.discovery.searched import SearchedPage, html_of, pages_of, searched
from plugins.discovery.searched_known import Told, unread_pages
from plugins.discovery.tool import PATIENCE, search_index


@dataclass(frozen=True)
class Order:
    """What to look at first: the site that was built before."""

    site: Path
    note: str  # of its pages, in searched_known's form


@dataclass(frozen=True)
class Changes:
    """What will be new in it."""

    language: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class MadeSite:
    """All pages to search, when all are made."""

    site: Path
    pages: tuple[Told, ...]


def main() -> int:
    """Make the index of a made site, and answer with its files; fail where it is unforeseen."""
    # Libraries may write to the standard output, where only our answer may stand.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    questions = sys.stdin.buffer
    order: Order = pickle.load(questions)  # noqa: S301 - from the process that started us
    known = unread_pages(order.site, order.note)
    try:
        told: Changes = pickle.load(questions)  # noqa: S301 - the same
    except EOFError:
        return 1
    plan = plan_of(known, told.changes) if known else None
    if plan is None:
        return 1
    made: Queue[MadeSite] = Queue()
    Thread(target=_listen, args=(plan, questions, made), daemon=True).start()
    files = in_order(search_index(_pages(plan, made), told.language))
    made.get(timeout=PATIENCE)  # The site is what we took it for, or we would have ended.
    with answers:
        pickle.dump(files, answers, protocol=5)
    return 0


def _listen(plan: Plan, questions: BinaryIO, made: Queue[MadeSite]) -> None:
    """Wait until all pages are made, and give up where they are not those of the plan."""
    try:
        site: MadeSite = pickle.load(questions)  # noqa: S301 - the same
    except EOFError:
        _give_up()
    if not plan.begins(site.pages):
        _give_up()
    for _ in range(2):  # One for the pages that follow, and one for the answer.
        made.put(site)


def _pages(plan: Plan, made: Queue[MadeSite]) -> Iterator[SearchedPage]:
    for page in plan.pages:
        html = page.html or searched(html_of(plan.site, page.path))
        if html is None or stamp_of(f"{plan.site}/{page.path}") != page.stamp:
            _give_up()  # Somebody has touched it.
        yield SearchedPage(page.path, html)
    if not plan.is_all:
        now = made.get(timeout=PATIENCE)
        yield from pages_of(now.site, (path for path, _ in now.pages[len(plan.pages) :]))


def _give_up() -> NoReturn:
    os._exit(1)  # Pagefind ends when nobody can tell it more.
