"""Every show's feed in one OPML file, from which an app subscribes to all at once."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from plugins.podcast.channel import Channel
from plugins.podcast.feed_words import one_line

PLACE = "podcasts/podcasts.opml"


def opml(site_name: str, channels: Iterable[Channel]) -> bytes:
    """Return the file (OPML 2.0)."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = one_line(site_name)
    body = etree.SubElement(root, "body")
    for channel in channels:
        title = one_line(channel.show.title)
        etree.SubElement(
            body,
            "outline",
            type="rss",
            text=title,
            title=title,
            description=one_line(channel.show.summary),
            language=channel.language,
            xmlUrl=channel.address(channel.feed_place("feed")),
            htmlUrl=channel.page,
        )
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written
