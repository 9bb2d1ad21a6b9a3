"""The files of a built site, by path and by folder: which speak, and which lie beside which."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from plugins.catalogue.item import Item

# Styles, scripts and fonts are the theme's: no story is in them.
THEME = "assets/"
SEARCH = "pagefind/"
FRAGMENT = ".pf_fragment"  # what a search shows of one page
# What is in these is asked of the page beside which they lie.
NOT_TEXT = re.compile(
    r"\.(avif|br|brf|epub|gif|gz|jpe?g|m4a|mp3|mp4|ogg|oga|opus|pdf|pef|png|ttf|wasm|wav|webm|webp|woff2?)$"
)
# A page beside whose files these stand is the item's, in other letters or words.
SAME_ITEM = ("large-print", "easy-read")
COMPRESSED = (".br", ".gz")  # a file once more, as it goes over the wire
NAMED_FILE = re.compile(rb"[^\s\"'<>(),?#]+\.[a-z0-9]{2,5}(?![a-z0-9])")
# Files that pages name and that belong to the site or to the lists, not to one story.
OF_THE_SITE = re.compile(r"\.(css|html|ics|js|json|opml|txt|xml)$")


class Folders:
    """The files of a site, by path and by folder."""

    def __init__(self, site: Path) -> None:
        """List them once."""
        self.site = site
        files = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
        self.paths = sorted(path for path in files if not path.startswith(THEME))
        self.known = frozenset(self.paths)
        self.beside: dict[str, list[str]] = defaultdict(list)
        for path in self.paths:
            self.beside[str(PurePosixPath(path).parent)].append(path)

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path and the words of each file that has any."""
        for path in self.paths:
            if path.endswith(FRAGMENT):
                yield path, gzip.decompress((self.site / path).read_bytes())
            elif not NOT_TEXT.search(path) and not path.startswith(SEARCH):
                yield path, (self.site / path).read_bytes()

    def below(self, address: str) -> list[str]:
        """Give the files under an address."""
        return [path for path in self.paths if path.startswith(address)]

    def index(self) -> list[str]:
        """Give the parts of the search index that hold the words of all pages."""
        return [p for p in self.paths if p.startswith(SEARCH) and not p.endswith(FRAGMENT)]

    def around(self, paths: Iterable[str]) -> set[str]:
        """Add the other forms of each page: its sound or braille says what the page says."""
        found = set(paths)
        pages = [PurePosixPath(path) for path in found if path.endswith("/index.html")]
        for page in pages:
            folder = page.parent.parent if page.parent.name in SAME_ITEM else page.parent
            for near in (folder, *(folder / name for name in SAME_ITEM)):
                found.update(self.beside.get(str(near), ()))
        return found

    def compressed(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Add what each file is sent as where a browser takes it compressed."""
        forms = (f"{path}{suffix}" for path in paths for suffix in ("", *COMPRESSED))
        return tuple(path for path in forms if path in self.known)

    def named_in(self, items: Iterable[Item]) -> Iterator[str]:
        """Give the pictures, cards and files that the pages of these items name."""
        for path in {path for item in items for path in self.below(item.url)}:
            if path.endswith(".html"):
                words = (self.site / path).read_bytes()
                for name in set(NAMED_FILE.findall(words)):
                    yield from self._file(unquote(name.decode("utf-8", "replace")))

    def _file(self, name: str) -> Iterator[str]:
        """Give the file that an address leads to, whatever stands before its path."""
        parts = name.split("/")
        for first in range(len(parts)):
            path = "/".join(parts[first:])
            if path in self.known and not OF_THE_SITE.search(path):
                yield path
                return
