"""A save of words is on its page before the whole site is built, as the build will write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.desk.build import build
from plugins.desk.last_site import LastSite
from plugins.desk.order import Order
from tests.silent import Silent
from tests.small_site import TODAY, SmallSite

NEWS, PAGE = "news/roads.md", "news/roads/index.html"
CARD = re.compile(rb"/cards/[0-9a-f]+")
WORDS = {
    "words": {"body": "They are **open** again.\n"},
    "a heading and a list": {"body": "## When\n\n- Today\n- Tomorrow\n"},
    "a link to another item": {"body": "Read of [the council](../pages/about.md#history).\n"},
    "a link to a file that the page has already": {"body": "Look at [the map](map.pdf) again.\n"},
    "no words any more": {"body": ""},
    "a title": {"title": "Roads & lanes open"},
    "a summary": {"summary": "All of them."},
}
MORE = {
    "a day": {"date": "2026-11-02"},
    "an address": {"slug": "lanes"},
    "a topic": {"topics": "[Roads]"},
    "a draft": {"status": "draft"},
    "a fault in a field": {"titel": "Roads"},
    "a fault in the words": {"body": "[Nothing](../pages/gone.md)\n"},
    "a picture": {"body": "![A road](road.png)\n"},
    "another file": {"body": "Look at [the other map](other.pdf).\n"},
}


@dataclass
class Desk:
    """A small site that is built as a preview is."""

    site: SmallSite
    order: Order

    def build(self) -> LastSite:
        """Build the site."""
        written = build(self.order, Silent())
        return LastSite(written.pelican, self.order.output)

    def page(self, name: str = PAGE) -> bytes:
        """Return a page as it stands."""
        return (self.order.output / name).read_bytes()


@pytest.fixture
def desk(small_site: SmallSite, tmp_path: Path) -> Desk:
    """Give a site whose item links to a file; another file and a picture lie beside."""
    for name in ("map.pdf", "other.pdf"):
        small_site.write(f"news/{name}", f"%PDF-1.7\n{name}")
    small_site.picture("news/road.png")
    small_site.item(NEWS, body="Look at [the map](map.pdf).\n", title="Roads open")
    order = Order(small_site.root, tmp_path / "site", as_of=TODAY, drafts=True, quick=True)
    return Desk(small_site, order)


@pytest.mark.parametrize("change", WORDS.values(), ids=WORDS)
def test_the_page_is_the_one_that_a_build_writes(desk: Desk, change: dict[str, str]) -> None:
    last = desk.build()
    before = desk.page()
    file = desk.site.item(NEWS, **{"body": "Look at [the map](map.pdf).\n", **change})
    assert last.show_again(file)
    at_once = desk.page()
    assert at_once != before
    desk.build()
    # A new title's card is still to be drawn.
    assert CARD.sub(b"", desk.page()) == CARD.sub(b"", at_once)


@pytest.mark.parametrize("change", MORE.values(), ids=MORE)
def test_what_is_more_than_words_waits_for_the_build(desk: Desk, change: dict[str, str]) -> None:
    last = desk.build()
    before = desk.page()
    file = desk.site.item(NEWS, **{"body": "Look at [the map](map.pdf).\n", **change})
    assert not last.show_again(file)
    assert desk.page() == before


def test_a_picture_that_consent_keeps_back_stays_away(desk: Desk) -> None:
    desk.site.picture("stories/her.png", (60, 40))
    desk.site.item(
        "stories/told.md",
        consent="{reference: PS-1, given: 2026-01-05, uses: [website], until: 2026-11-20}",
        image="{file: her.png, alt: Her}",
    )
    shows = "![Her](../stories/her.png) {words}\n"
    desk.site.item(NEWS, body=shows.format(words="She spoke."))
    last = desk.build()
    assert last.show_again(desk.site.item(NEWS, body=shows.format(words="She spoke to us.")))
    at_once = desk.page()
    assert b"She spoke to us." in at_once
    assert b"<img" not in at_once.partition(b'class="app-prose"')[2]
    desk.build()
    assert desk.page() == at_once


def test_the_next_build_has_the_last_word_where_the_words_are_taken_back(desk: Desk) -> None:
    words = "Look at [the map](map.pdf).\n"
    last = desk.build()
    before = desk.page()
    assert last.show_again(desk.site.item(NEWS, body=f"{words}\nNew."))
    desk.site.item(NEWS, body=words)
    desk.build()
    assert desk.page() == before
