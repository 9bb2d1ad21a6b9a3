"""A feed's XML, read without trust in what it holds."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from plugins.catalogue.front_matter import CONTROL
from plugins.podcast.feed_vocabulary import NAMESPACES

LARGEST_FEED = 50_000_000  # bytes; ten thousand episodes with everything stay below
# https://podcastindex.org/namespace/1.0 began under this name.
OLD_PODCAST = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
INVISIBLE = re.compile("[\x85\u2028\u2029]")


class UnreadableFeedError(ValueError):
    """The feed cannot be imported; its words are for the editor."""

    exitcode = 1


def channel_of(data: bytes) -> Element:
    """Return a feed's channel; UnreadableFeedError says why it cannot be read."""
    if len(data) > LARGEST_FEED:
        raise UnreadableFeedError("The feed is larger than 50 MB, which no podcast needs.")
    try:
        # Entities could grow without end or read this machine's files: they are refused.
        root: Element = fromstring(data.strip())
    except DefusedXmlException as error:
        raise UnreadableFeedError("The feed defines entities of its own, as attacks do.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableFeedError(f"The feed is not well-formed XML: {error}.") from error
    _rename_old_namespace(root)
    channel = root.find("channel")
    if root.tag != "rss" or channel is None:
        raise UnreadableFeedError("This is not a podcast's feed: there is no RSS channel in it.")
    return channel


def _rename_old_namespace(root: Element) -> None:
    for element in root.iter():
        element.tag = element.tag.replace(f"{{{OLD_PODCAST}}}", f"{{{NAMESPACES['podcast']}}}")


def every(parent: Element | None, name: str) -> list[Element]:
    """Return the elements of a name such as podcast:person right under another."""
    return [] if parent is None else parent.findall(_path(name))


def first(parent: Element | None, name: str) -> Element | None:
    """Return the first of them."""
    return next(iter(every(parent, name)), None)


def text(parent: Element | None, name: str) -> str:
    """Return an element's words on one line, or nothing."""
    return " ".join(raw(parent, name).split())


def raw(parent: Element | None, name: str) -> str:
    """Return an element's words as they are, without what nobody sees."""
    element = first(parent, name)
    return "" if element is None else clean(element.text or "")


def clean(words: str) -> str:
    """Return words without the invisible characters that front matter refuses."""
    return CONTROL.sub("", INVISIBLE.sub(" ", words)).strip()


def _path(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local


def path_of(url: str) -> str:
    """Return the path of an address; nothing where it is none, like http://[."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
