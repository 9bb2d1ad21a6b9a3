"""What an edition gathers: of a time, of a topic or one by one, and never against consent."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.catalogue.advice import advice
from plugins.catalogue.kinds import Edition
from tests.small_site import TODAY, SmallSite

NOVEMBER = {"from": "2026-11-01", "to": "2026-11-30"}


def gathered(site: SmallSite, as_of: date = TODAY, **fields: str) -> list[str]:
    """Return the files that an edition of these fields gathers."""
    site.item("editions/booklet.md", **(fields or NOVEMBER))
    publication = site.publication(as_of=as_of)
    (edition,) = (item for item in publication.of("editions") if isinstance(item, Edition))
    return [item.path for item in publication.gathered(edition)]


def story(site: SmallSite, uses: str) -> None:
    """Write a story with consent to these uses."""
    site.item("stories/told.md", consent=f"{{reference: PS-1, given: 2026-01-05, uses: [{uses}]}}")


def test_an_edition_of_days_has_what_is_of_them_in_its_sections(small_site: SmallSite) -> None:
    small_site.item("news/first.md", date="2026-11-01")
    small_site.item("news/last.md", date="2026-11-20")
    small_site.item("news/before.md", date="2026-10-31")
    small_site.item("feedback/one.md", date="2026-11-02")
    story(small_site, "website, print, audio")
    small_site.item("people/one.md", date="2026-11-02")
    small_site.item("campaigns/one.md", date="2026-11-02")
    assert gathered(small_site) == [
        "news/last.md",
        "news/first.md",
        "stories/told.md",
        "feedback/one.md",
    ]


@pytest.mark.parametrize(
    ("start", "end", "repeats", "is_in"),
    [
        ("2026-11-30 10:00", "2026-11-30 12:00", None, True),
        ("2026-12-01 10:00", "2026-12-01 12:00", None, False),
        ("2026-10-30 10:00", "2026-11-01 12:00", None, True),
        ("2026-10-01 10:00", "2026-10-01 12:00", "{every: week}", True),
        ("2026-10-01 10:00", "2026-10-01 12:00", "{every: week, until: 2026-10-29}", False),
        ("2026-10-01 10:00", "2026-10-01 12:00", None, False),
    ],
)
def test_an_event_is_of_the_days_on_which_it_takes_place(
    small_site: SmallSite, start: str, end: str, repeats: str | None, *, is_in: bool
) -> None:
    more = {"repeats": repeats} if repeats else {}
    small_site.item("events/one.md", start=start, end=end, **more)
    assert gathered(small_site) == (["events/one.md"] if is_in else [])


def test_an_edition_of_a_topic_has_its_pages_first(small_site: SmallSite) -> None:
    small_site.item("news/roads.md", topics="[Roads]", date="2024-01-01")
    small_site.item("news/other.md", topics="[Mental health]")
    small_site.item("pages/roads.md", topics="[Roads]")
    assert gathered(small_site, topic="Roads") == ["pages/roads.md", "news/roads.md"]
    assert gathered(small_site, TODAY, topic="Roads", **NOVEMBER) == ["pages/roads.md"]


def test_an_edition_of_chosen_items_keeps_their_order(small_site: SmallSite) -> None:
    small_site.item("news/a.md")
    small_site.item("news/b.md")
    small_site.item("people/one.md")
    small_site.item("news/draft.md", status="draft")
    items = "[../people/one.md, ../news/b.md, ../news/draft.md, ../news/a.md]"
    assert gathered(small_site, items=items) == ["people/one.md", "news/b.md", "news/a.md"]


@pytest.mark.parametrize("way", [NOVEMBER, {"items": "[../stories/told.md]"}])
@pytest.mark.parametrize(
    ("uses", "is_in"),
    [
        ("website, print, audio", True),
        ("website, print", False),
        ("website, audio", False),
        ("print, audio", False),
    ],
)
def test_a_story_is_in_it_only_with_consent_for_page_print_and_audio(
    small_site: SmallSite, way: dict[str, str], uses: str, *, is_in: bool
) -> None:
    story(small_site, uses)
    assert (gathered(small_site, TODAY, **way) == ["stories/told.md"]) == is_in


@pytest.mark.parametrize("end", ["withdrawn: 2026-11-20", "until: 2026-11-20"])
def test_a_story_whose_consent_has_ended_leaves_it(small_site: SmallSite, end: str) -> None:
    consent = f"{{reference: PS-1, given: 2026-01-05, uses: [website, print, audio], {end}}}"
    small_site.item("stories/told.md", consent=consent)
    assert gathered(small_site, date(2026, 11, 19)) == ["stories/told.md"]
    assert gathered(small_site, TODAY) == []


def test_an_edition_in_another_language_has_what_is_translated(small_site: SmallSite) -> None:
    small_site.item("news/a.md")
    small_site.item("news/b.md")
    small_site.item("news/b.pl.md", lang="pl", translation_of="b.md")
    small_site.item("editions/booklet.pl.md", lang="pl", translation_of="booklet.md")
    assert gathered(small_site) == ["news/a.md", "news/b.md"]
    publication = small_site.publication()
    polish = publication.at("editions/booklet.pl.md")
    assert isinstance(polish, Edition)
    assert [item.path for item in publication.gathered(polish)] == ["news/b.pl.md"]


def test_check_tells_of_an_edition_that_gathers_nothing(small_site: SmallSite) -> None:
    assert gathered(small_site, topic="Roads") == []
    (one,) = (a for a in advice(small_site.load(), TODAY) if a.path == "editions/booklet.md")
    assert (one.line, one.fault) == (
        5,
        "it gathers nothing: no item that may be printed is of its days or topic.",
    )
    small_site.item("news/a.md", topics="[Roads]")
    assert not [a for a in advice(small_site.load(), TODAY) if a.path == "editions/booklet.md"]


def test_an_edition_is_no_part_of_another(small_site: SmallSite) -> None:
    small_site.item("editions/other.md", topics="[Roads]", **NOVEMBER)
    small_site.item("editions/booklet.md", topic="Roads")
    publication = small_site.publication()
    booklet = publication.at("editions/booklet.md")
    assert isinstance(booklet, Edition)
    assert publication.gathered(booklet) == ()
