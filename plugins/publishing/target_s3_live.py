"""What a bucket shows: each object with its headers, in the order in which they change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

from plugins.publishing.fault import PublishFault
from plugins.publishing.headers import headers_for
from plugins.publishing.manifest import Entry, Manifest, from_json, is_plain, to_json
from plugins.publishing.target_s3_bucket import Listed

FORM = 1
PAGES = (".html", ".htm")
# They name what is new: it is there before them.
LAST = (".xml", ".opml", "redirects.json", "pagefind/pagefind-entry.json", "robots.txt")
# For a CDN, which can answer 410 for a page that only says that something is gone.
GONE = MappingProxyType({"status": "410"})


@dataclass(frozen=True)
class Shown:
    """One object that visitors can ask for."""

    sha256: str | None  # None: it is empty, and only leads elsewhere
    headers: Mapping[str, Any]  # as the S3 library calls them

    @property
    def mark(self) -> str:
        """A digest of the headers."""
        told = json.dumps(dict(self.headers), sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Put:
    """An object as we have last put it there; its ETag tells whether it is still that."""

    sha256: str | None
    mark: str
    etag: str


@dataclass(frozen=True)
class Live:
    """What is live: live.json, which is written when all else is done."""

    manifest: Manifest
    objects: Mapping[str, Put]  # by path; redirects too

    def to_json(self) -> bytes:
        """Return the text of live.json."""
        objects = {path: [put.sha256, put.mark, put.etag] for path, put in self.objects.items()}
        state = {"form": FORM, "manifest": json.loads(to_json(self.manifest)), "objects": objects}
        return json.dumps(state, sort_keys=True, ensure_ascii=False).encode()


def is_as_put(listed: Listed | None, put: Put | None, entry: Entry) -> bool:
    """Tell whether the bucket lists a file of a release as we have put it there."""
    if listed is None or put is None:
        return False
    return (listed.etag, put.sha256, listed.size) == (put.etag, entry.sha256, entry.size)


def live_of(data: bytes) -> Live:
    """Return what live.json says; PublishFault where it is damaged."""
    try:
        state = json.loads(data)
        if state["form"] != FORM:
            raise ValueError(FORM)  # noqa: TRY301 - damage of either kind ends below
        manifest = from_json(json.dumps(state["manifest"]), place="live.json")
        objects = {str(path): Put(*put) for path, put in state["objects"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        fault = "The list of what is live in the bucket is damaged (.releases/live.json)."
        raise PublishFault(fault, "The next publish makes it again: ./run publish") from error
    return Live(manifest, objects)


def shown(manifest: Manifest, redirects: bytes | None) -> dict[str, Shown]:
    """Return every object that visitors can ask for in a release, by path."""
    leading = leads(redirects, urlsplit(manifest.built_from.get("site_url", "")).path)
    gone = {f"{address}index.html" for address in manifest.tombstones}
    found = {
        entry.path: Shown(
            entry.sha256,
            _headers(
                entry.path,
                leads_to=leading.get(entry.path) if entry.path.endswith(PAGES) else None,
                is_gone=entry.path in gone,
            ),
        )
        for entry in manifest.entries
    }
    for path, target in leading.items():
        if path not in found:
            page = "index.html"  # An address has the headers of a page, whatever it ends in.
            found[path] = Shown(None, _headers(page, leads_to=target))
    return found


def _headers(path: str, *, leads_to: str | None, is_gone: bool = False) -> Mapping[str, Any]:
    headers = headers_for(path)
    found: dict[str, Any] = {
        "ContentType": headers["Content-Type"],
        "CacheControl": headers["Cache-Control"],
    }
    if leads_to:
        found["WebsiteRedirectLocation"] = leads_to
    if is_gone:
        found["Metadata"] = dict(GONE)
    return found


def leads(redirects: bytes | None, root: str) -> dict[str, str]:
    """Return where each path of redirects.json leads; `root` is the path of the site's address."""
    listing = json.loads(redirects)["redirects"] if redirects else []
    found: dict[str, str] = {}
    for one in listing:
        old = unquote(str(one["from"]).removeprefix(root)).lstrip("/")
        for path in _paths(old):
            if is_plain(path) and not path.startswith("."):
                found[path] = str(one["to"])
    return found


def _paths(old: str) -> Iterator[str]:
    """Yield the objects that answer to an address: /news/flu and /news/flu/ are two."""
    folder = not old or old.endswith("/")
    if not folder:
        yield old
    if folder or "." not in old.rsplit("/", 1)[-1]:
        yield f"{old.rstrip('/')}/index.html".lstrip("/")


def in_order(paths: Iterable[str]) -> Iterator[Sequence[str]]:
    """Yield groups of paths, each of which needs those before it to be there.

    Parts and recordings; then pages, the deepest first, so that a list of news has its news;
    then the home page, feeds, the sitemap and what tells the search what there is.
    """
    for _, group in groupby(sorted(paths, key=_place), key=lambda path: _place(path)[0]):
        yield tuple(group)


def _place(path: str) -> tuple[tuple[int, int], str]:
    if path.endswith(LAST):
        return (3, 0), path
    if not path.endswith(".html") and "." in path.rsplit("/", 1)[-1]:
        return (1, 0), path
    return (2, -path.count("/")), path
