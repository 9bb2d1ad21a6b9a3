"""The sitemap names every page for the public once, and no other; no other page is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from plugins.catalogue.publication import Publication
from plugins.publishing.verify_feeds import PARSER
from plugins.publishing.verify_finding import Finding
from plugins.publishing.verify_page import Page
from plugins.publishing.verify_site import BuiltSite

SITEMAP = "sitemap.xml"
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
NEVER_LISTED = frozenset({"404.html", "search/index.html"})
LATER_PAGE = re.compile(r"page/[0-9]+/index\.html$")
AT_FAULT = "Look at what was changed in theme/ or plugins/: what makes pages makes the sitemap too."


def unlisted_pages(site: BuiltSite, publication: Publication) -> Iterator[Finding]:
    """Yield where the sitemap, the catalogue and the pages are not of one mind."""
    if SITEMAP not in site.known:
        yield Finding(SITEMAP, "there is no sitemap.", AT_FAULT)
        return
    named = _named(site)
    for address, count in Counter(named).items():
        if count > 1:
            yield Finding(SITEMAP, f"{address} is in it {count} times.", AT_FAULT)
        if fault := _fault_of(site, publication, address):
            yield Finding(SITEMAP, f"{address} {fault}", AT_FAULT)
    yield from _of_items(site, publication, frozenset(named))
    yield from _of_pages(site, publication, frozenset(named))
    yield from _of_hidden(site, publication)


def _named(site: BuiltSite) -> list[str]:
    root = etree.fromstring(site.read(SITEMAP), PARSER)
    return [(one.text or "").strip() for one in root.iter(LOCATION)]


def _fault_of(site: BuiltSite, publication: Publication, address: str) -> str | None:
    """Return why an address should not be in the sitemap."""
    path = site.within(address)
    if path is None:
        return "is not an address of this site."
    page = site.pages.get(site.file_at(path) or "")
    if page is None:
        return "is in it, and there is no such page."
    if not _is_for_searchers(page, publication):
        return "is in it, and says itself that searchers should not list it."
    if page.canonical not in {None, address}:
        return f"is in it, and says that its true address is {page.canonical}."
    return None


def _is_for_searchers(page: Page, publication: Publication) -> bool:
    """Tell whether a page is one that searchers look for."""
    if page.leads_to is not None or page.path in NEVER_LISTED:
        return False
    # Such a site forbids searchers every page; what is gone has no true address.
    if not publication.site.index:
        return page.canonical is not None
    return "noindex" not in page.robots


def _of_items(
    site: BuiltSite, publication: Publication, named: frozenset[str]
) -> Iterator[Finding]:
    for item in publication.items:
        if publication.is_draft(item):
            continue
        if f"{item.url}index.html" not in site.known:
            yield Finding(item.url, f"there is no page of {item.path}.", AT_FAULT)
        elif f"{site.url}/{item.url}" not in named:
            yield Finding(SITEMAP, f"{item.url}, the page of {item.path}, is not in it.", AT_FAULT)


def _of_pages(
    site: BuiltSite, publication: Publication, named: frozenset[str]
) -> Iterator[Finding]:
    """Yield each page that a searcher would list and the sitemap does not name."""
    # A list with nothing in it today keeps its page, for those who come back to it.
    empty = {f"{item.root}/index.html" for item in publication.catalogue.items}
    empty -= {f"{item.root}/index.html" for item in publication.items}
    for path, page in site.pages.items():
        if not _is_for_searchers(page, publication) or site.address_of(path) in named:
            continue
        if path in empty:
            continue
        listing = LATER_PAGE.sub("", path)
        if listing != path and f"{site.url}/{listing}" in named:
            continue  # A later page of a list that is named.
        if page.canonical in named:
            continue  # Another form of a page that is named, like its large print.
        yield Finding(path, "no sitemap names this page, and no page that is named.", AT_FAULT)


def _of_hidden(site: BuiltSite, publication: Publication) -> Iterator[Finding]:
    """Yield each file at the address of an item that may not be seen."""
    shown = {item.path for item in publication.items}
    public = {item.url for item in publication.items}
    gone = {item.path for item in publication.tombstones}
    for item in publication.catalogue.items:
        if item.path in shown or item.url in public:
            continue
        below = [path for path in site.files if path.startswith(item.url)]
        others = [url for url in public if url.startswith(item.url) and url != item.url]
        for path in below:
            page = site.pages.get(path)
            is_sign = path == f"{item.url}index.html" and page is not None
            says_gone = is_sign and item.path in gone and "noindex" in site.pages[path].robots
            leads_on = is_sign and site.pages[path].leads_to is not None
            if not (says_gone or leads_on or path.startswith(tuple(others))):
                fault = f"this belongs to {item.path}, which the public may not see today."
                yield Finding(path, fault, AT_FAULT)
