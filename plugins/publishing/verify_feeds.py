"""Feeds as apps read them: well formed, and each recording as long as the feed says."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import feedparser
from lxml import etree

from plugins.publishing.media_types import media_type
from plugins.publishing.verify_finding import Finding
from plugins.publishing.verify_site import BuiltSite

FEEDS = frozenset({"rss", "feed"})
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
BUILD_AGAIN = "Delete .cache and build the site again; if it stays, the program is at fault."


@dataclass(frozen=True)
class Enclosure:
    """One file that a feed hands out."""

    url: str
    length: str | None
    type: str | None


def faulty_feeds(site: BuiltSite) -> Iterator[Finding]:
    """Yield what feed readers would stumble over, and each enclosure that is not its file."""
    for path in site.files:
        if path.endswith(".xml"):
            yield from _of_file(site, path)


def feeds(site: BuiltSite) -> list[str]:
    """Return the path of every RSS or Atom feed that can be read at all."""
    return [path for path in site.files if path.endswith(".xml") and _is_feed(_root(site, path))]


def _root(site: BuiltSite, path: str) -> etree._Element | str:
    """Return a file's first element, or what is wrong with it."""
    try:
        return etree.fromstring(site.read(path), PARSER)
    except etree.XMLSyntaxError as error:
        return str(error.msg)


def _is_feed(root: etree._Element | str) -> bool:
    return not isinstance(root, str) and etree.QName(root).localname in FEEDS


def _of_file(site: BuiltSite, path: str) -> Iterator[Finding]:
    root = _root(site, path)
    if isinstance(root, str):
        yield Finding(path, f"this is not well-formed XML: {root}.", BUILD_AGAIN)
    elif _is_feed(root):
        yield from _as_app(site, path)
        for enclosure in _enclosures(root):
            yield from _of_enclosure(site, path, enclosure)


def _as_app(site: BuiltSite, path: str) -> Iterator[Finding]:
    feed: Any = feedparser.parse(site.read(path))
    if feed.bozo:
        fault = f"feed readers stumble over it: {feed.bozo_exception}."
        yield Finding(path, fault, BUILD_AGAIN)
    elif not feed.feed.get("title"):
        yield Finding(path, "this feed has no title.", "Write a title where the feed is made.")
    ids = [entry.get("id") for entry in feed.entries]
    if len(set(ids)) != len(ids):
        fault = "two entries of this feed have the same id: apps show one of them only."
        yield Finding(path, fault, "Give each item its own address, and each episode its own guid.")


def _enclosures(root: etree._Element) -> Iterator[Enclosure]:
    for one in root.iter("enclosure"):
        yield Enclosure(one.get("url", ""), one.get("length"), one.get("type"))
    for one in root.iter(f"{{{PODCAST}}}alternateEnclosure"):
        for source in one.iter(f"{{{PODCAST}}}source"):
            yield Enclosure(source.get("uri", ""), one.get("length"), one.get("type"))
    for one in root.iter(f"{{{ATOM}}}link"):
        if one.get("rel") == "enclosure":
            yield Enclosure(one.get("href", ""), one.get("length"), one.get("type"))


def _of_enclosure(site: BuiltSite, path: str, told: Enclosure) -> Iterator[Finding]:
    """Compare what a feed tells of a recording with the recording; those elsewhere are skipped."""
    if not site.is_own(told.url):
        return
    asked = site.within(told.url)
    if asked is None or asked not in site.known:
        yield Finding(path, f"its recording {told.url} is not there.", BUILD_AGAIN)
        return
    size = (site.folder / asked).stat().st_size
    if told.length is not None and told.length != str(size):
        fault = f"it says that {asked} has {told.length} bytes, and it has {size}."
        yield Finding(path, fault, BUILD_AGAIN)
    kind = media_type(asked).split(";")[0]
    if told.type is not None and told.type.split(";")[0].strip() != kind:
        ending = posixpath.splitext(asked)[1]
        fault = f"it says that {asked} is {told.type}, and {ending} is {kind}."
        yield Finding(path, fault, BUILD_AGAIN)
