"""What a section's first page lists: the pages under it, and the requests that were answered."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from plugins.alternative_formats.document import Block, ListOf, Paragraph
from plugins.alternative_formats.document_lines import line
from plugins.alternative_formats.document_telling import Telling, heading, rows
from plugins.catalogue.kinds import InformationRequest, Page
from plugins.catalogue.labels import OUTCOMES
from plugins.catalogue.publication import in_order


def pages_under(item: Page, telling: Telling) -> Iterator[Block]:
    """Yield the pages right under a page, then the answered requests, the newest first."""
    found = tuple(_under(item, telling))
    others = [page for page in found if page.request is None]
    if others:
        yield heading(telling.tongue.term("In this section"), "app-under")
        yield ListOf(tuple((_page(page, telling),) for page in others))
    answered = [(page.request, page) for page in found if page.request]
    if answered:
        yield heading(telling.tongue.term("Answered requests"), "app-requests")
        newest = sorted(answered, key=lambda one: one[0].answered, reverse=True)
        yield ListOf(tuple((_answer(request, page, telling),) for request, page in newest))


def _under(item: Page, telling: Telling) -> Iterator[Page]:
    if not item.address:
        return
    inside = list(_in_folder(f"{Page.kind}/{item.address}", telling))
    pages = {page.address: page for page in inside if page.lang == item.lang}
    pages[item.address] = item
    right_under = [page for place, page in pages.items() if _nearest(place, pages) == item.path]
    for page in in_order(right_under):
        if isinstance(page, Page):
            yield page


def _in_folder(folder: str, telling: Telling) -> Iterator[Page]:
    """Yield the pages of a folder and of those in it; the items are in the order of their files."""
    items = telling.publication.items
    for at in range(bisect_left(items, folder, key=attrgetter("path")), len(items)):
        found = items[at]
        if not found.path.startswith(folder):
            return
        if isinstance(found, Page):
            yield found


def _nearest(address: str, pages: dict[str, Page]) -> str | None:
    """Return the file of the page over an address; a folder without a first page is passed over."""
    while address := address.rstrip("/").rpartition("/")[0]:
        address += "/"
        if address in pages:
            return pages[address].path
    return None


def _page(page: Page, telling: Telling) -> Paragraph:
    return rows(line(telling.link(page.title, page)), line(page.summary))


def _answer(request: InformationRequest, page: Page, telling: Telling) -> Paragraph:
    tongue = telling.tongue
    return rows(
        line(telling.link(page.title, page)),
        line(request.reference),
        line(tongue.say("Answered"), f" {tongue.day(request.answered)}"),
        line(tongue.say(OUTCOMES[request.outcome])),
    )
