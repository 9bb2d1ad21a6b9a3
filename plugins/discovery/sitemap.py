"""sitemap.xml: every page worth finding, when it changed, and its other languages.

Left out are drafts, redirects, stories no longer available, later pages of a list, the search
page and 404: each answers, and none is what a searcher looks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from plugins.catalogue.item import Item
from plugins.catalogue.publication import Publication
from plugins.discovery.listings import listings

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
NAMESPACES: Any = {None: SITEMAP, "xhtml": XHTML}  # The stubs do not know None.


@dataclass(frozen=True)
class Entry:
    """One page of the sitemap."""

    url: str  # from the site's root
    changed: date | None
    versions: tuple[tuple[str, str], ...] = ()  # If several: language and url, the original first.


def entries(publication: Publication) -> Iterator[Entry]:
    """Give the lists, then the items, in the order of their addresses."""
    found = [
        Entry(listing.url, max((item.changed for item in listing.items), default=None))
        for listing in listings(publication)
    ]
    found.extend(
        Entry(item.url, item.changed, _versions(publication, item))
        for item in publication.items
        if not publication.is_draft(item)
    )
    yield from sorted(found, key=lambda entry: entry.url)


def sitemap(pages: Iterable[Entry], site_url: str) -> bytes:
    """Return the file; `site_url` is absolute, without a last slash."""
    root = etree.Element(etree.QName(SITEMAP, "urlset"), nsmap=NAMESPACES)
    for page in pages:
        url = etree.SubElement(root, etree.QName(SITEMAP, "url"))
        etree.SubElement(url, etree.QName(SITEMAP, "loc")).text = f"{site_url}/{page.url}"
        if page.changed is not None:
            etree.SubElement(url, etree.QName(SITEMAP, "lastmod")).text = page.changed.isoformat()
        for language, address in _alternates(page):
            link = etree.SubElement(url, etree.QName(XHTML, "link"))
            link.attrib.update(
                {"rel": "alternate", "hreflang": language, "href": f"{site_url}/{address}"}
            )
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _versions(publication: Publication, item: Item) -> tuple[tuple[str, str], ...]:
    if len(publication.versions(item)) == 1:
        return ()
    return tuple(
        (version.lang or publication.site.lang, version.url)
        for version in publication.versions(item)
        if not publication.is_draft(version)
    )


def _alternates(page: Entry) -> Iterator[tuple[str, str]]:
    """Give each language's address, itself too, and the original's for any other language."""
    if len(page.versions) > 1:
        yield from page.versions
        yield "x-default", page.versions[0][1]
