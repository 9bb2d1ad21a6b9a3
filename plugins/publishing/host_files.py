"""What a web server reads in a release: which addresses have moved, and which are gone for good.

An empty or one-line file beside the address says it, where the server looks at each request:
`news/.flu-2026.moved` and `stories/.margaret.gone`. So what has moved and what is gone changes with
the pages, in the same instant, and no list tells whose consent has ended.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from plugins.catalogue.keeping import write_whole

LIST = "redirects.json"
# nginx cannot read an address out of a file while it serves: it is told of all at its start.
NGINX_LIST = ".redirects.nginx"
PAGES_LIST = "_redirects"
MOVED, GONE = "moved", "gone"
# nginx refuses to start with an entry longer than the table of hosting's nginx.conf has room for.
LONGEST = 900
# What stands in quotation marks in nginx's list. The addresses of items are plainer still.
IN_QUOTES = re.compile(r'[^"\\$\x00-\x1f\x7f]+')
TARGET = re.compile(r"/[A-Za-z0-9/_.~%-]*")


def add_server_files(site: Path, gone: Iterable[str], root: str = "") -> None:
    """Write the marks and nginx's list into a built site, by its redirects.json.

    `gone` are the addresses of stories no longer available, like "stories/margaret/"; `root` is
    the path of the site's address, like "/town", or nothing.
    """
    moved = moved_in((site / LIST).read_bytes())
    for old, target in moved.items():
        write_whole(site / mark(_inside(old, root), MOVED), f"{target}\n".encode())
    for address in gone:
        write_whole(site / mark(f"/{address}", GONE), b"")
    write_whole(site / NGINX_LIST, nginx_list(moved).encode())


def add_pages_file(site: Path) -> None:
    """Write the list that Pages hosts read. Whatever is in it is public: it names no story."""
    moved = moved_in((site / LIST).read_bytes())
    lines = (f"{old} {target} 301\n" for old, target in sorted(moved.items()))
    write_whole(site / PAGES_LIST, "".join(lines).encode())


def moved_in(listing: str | bytes) -> dict[str, str]:
    """Return where each old address of a redirects.json leads, both from the host's root."""
    rows: list[Mapping[str, str]] = json.loads(listing)["redirects"]
    return {row["from"]: row["to"] for row in rows if TARGET.fullmatch(row["to"])}


def mark(address: str, what: str) -> str:
    """Return the file that marks an address: /news/flu/ and /news/flu are news/.flu.moved."""
    folder, _, name = unquote(address).strip("/").rpartition("/")
    return f"{folder}/.{name}.{what}".lstrip("/")


def nginx_list(moved: Mapping[str, str]) -> str:
    """Return the list for a `map` of nginx, which looks addresses up without their last slash.

    nginx takes capitals for small letters there, and stops at a second entry: old addresses that
    only differ so are left to the pages that stand at them.
    """
    found: dict[str, list[str]] = {}
    for old, target in sorted(moved.items()):
        found.setdefault(unquote(old).rstrip("/").lower(), []).append(target)
    return "".join(_nginx_lines(found))


def _nginx_lines(found: Mapping[str, list[str]]) -> Iterator[str]:
    for old, targets in found.items():
        short = len(old.encode()) + len(targets[0]) <= LONGEST
        if short and len(set(targets)) == 1 and IN_QUOTES.fullmatch(old):
            yield f'"{old}" "{targets[0]}";\n'


def _inside(old: str, root: str) -> str:
    """Return an old address as the site's own folder knows it."""
    return old.removeprefix(root) if old.startswith(f"{root}/") else old
