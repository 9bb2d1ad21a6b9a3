"""Whole pages as they are built: what they fetch, weigh and show."""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup, Tag

from plugins.nhs_theme.brand import READABLE, contrast
from tests.small_site import SmallSite

BUDGET = 100_000  # bytes of HTML, CSS and script for one item's page, as a server sends them


def page(output: Path, address: str) -> BeautifulSoup:
    """Return a page, parsed."""
    return BeautifulSoup((output / address / "index.html").read_text("utf-8"), "lxml")


def fetched(soup: BeautifulSoup) -> list[str]:
    """Return the addresses of everything that a browser fetches for a page by itself."""
    sources = [
        tag["src"]
        for tag in soup.select("img, script, source, track, video, audio, iframe")
        if tag.has_attr("src")
    ]
    links = [
        tag["href"]
        for tag in soup.select("link[rel~=stylesheet], link[rel~=icon], link[rel=manifest]")
    ]
    sets = [
        one.split()[0] for tag in soup.select("[srcset]") for one in str(tag["srcset"]).split(",")
    ]
    return [str(address) for address in (*sources, *links, *sets)]


def weight(output: Path, html: Path) -> int:
    soup = BeautifulSoup(html.read_text("utf-8"), "lxml")
    names = {name for name in fetched(soup) if name.endswith((".css", ".js"))}
    names |= {"/" + path.relative_to(output).as_posix() for path in output.glob("assets/js/nhsuk*")}
    files = [html, *(output / name.lstrip("/") for name in sorted(names))]
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def test_an_items_page_is_light(demo: Path) -> None:
    heaviest = max(weight(demo, html) for html in demo.glob("*/*/index.html"))
    assert heaviest < BUDGET


def test_pages_fetch_only_files_of_the_site_that_are_there(demo: Path) -> None:
    for html in demo.rglob("*.html"):
        for address in fetched(BeautifulSoup(html.read_text("utf-8"), "lxml")):
            assert address.startswith("/"), f"{html}: {address}"
            assert (demo / address.lstrip("/")).is_file(), f"{html}: {address}"


def test_sheets_and_scripts_fetch_only_files_that_are_there(demo: Path) -> None:
    for file in demo.glob("assets/*/*"):
        if file.suffix in {".css", ".js"}:
            text = file.read_text("utf-8")
            names = re.findall(r"url\((?!data:)([^)]+)\)", text)
            names += re.findall(r"""from\s*["'](\.[^"']+)["']""", text)
            for name in names:
                assert (file.parent / name).is_file(), f"{file.name}: {name}"


def test_an_urdu_page_is_turned_and_brings_its_typeface(demo: Path) -> None:
    soup = page(demo, "ur/news/flu-clinics")
    assert soup.html is not None
    assert (soup.html["lang"], soup.html["dir"]) == ("ur", "rtl")
    sheets = " ".join(address for address in fetched(soup) if address.endswith(".css"))
    assert "site.rtl." in sheets
    assert "/ur." in sheets


def test_an_english_page_brings_no_urdu_typeface(demo: Path) -> None:
    soup = page(demo, "news/flu-clinics")
    assert not [address for address in fetched(soup) if "/ur." in address or ".rtl." in address]
    languages = {link["hreflang"] for link in soup.select("link[hreflang]")}
    assert languages == {"en-GB", "ar", "cy", "gu", "pl", "ur", "x-default"}


def test_a_translation_older_than_its_page_says_so(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.item("news/roads.md", updated="2026-11-10")
    for lang, day in (("ur", "2026-11-05"), ("pl", "2026-11-10")):
        translator = f"{{name: A, translated: {day}}}"
        small_site.item(
            f"news/roads.{lang}.md", lang=lang, translation_of="roads.md", translator=translator
        )
    output = small_site.build(tmp_path / "output")
    assert page(output, "ur/news/roads").select_one(".app-older")
    assert not page(output, "pl/news/roads").select_one(".app-older")


def test_a_story_not_to_be_shared_has_no_links_to_share_it(
    small_site: SmallSite, tmp_path: Path
) -> None:
    for name, uses in (("open", "website, social"), ("quiet", "website")):
        consent = f"{{reference: PS-1, given: 2026-01-05, uses: [{uses}], known_as: Rosa}}"
        small_site.item(f"stories/{name}.md", title=f"A {name} story", consent=consent)
    output = small_site.build(tmp_path / "output")
    assert page(output, "stories/open").select_one(".app-share")
    quiet = page(output, "stories/quiet")
    assert not quiet.select_one(".app-share")
    card = quiet.select_one('meta[property="og:image"]')
    assert card is not None
    assert "quiet" not in str(card["content"])


def test_a_body_without_the_nhs_logo_shows_neither_it_nor_its_typeface(
    small_site: SmallSite, tmp_path: Path
) -> None:
    output = small_site.build(tmp_path / "output")
    icon = next(output.glob("assets/images/favicon.*.svg")).read_text("utf-8")
    assert ">F</text>" in icon
    sheet = next(output.glob("assets/css/site.*.css")).read_text("utf-8")
    assert "Frutiger" not in sheet
    header = page(output, "about").select_one("header.app-header--plain a")
    assert header is not None
    assert header["aria-label"] == "Fenwick Town Council, home page"
    assert header.select("svg") == []


def test_an_organisations_colour_is_in_its_header_with_words_that_can_be_read(
    small_site: SmallSite, tmp_path: Path
) -> None:
    site = (small_site.root / "site.yaml").read_text("utf-8")
    small_site.write("site.yaml", f'{site}brand: {{colour: "#f2a900"}}\n')
    output = small_site.build(tmp_path / "output")
    sheet = next(output.glob("assets/css/site.*.css")).read_text("utf-8")
    words = re.search(r"--app-brand:#f2a900;--app-on-brand:(#\w{6})", sheet)
    assert words is not None
    assert contrast("#f2a900", words[1]) >= READABLE


@pytest.mark.parametrize("index", ["true", "false"])
def test_search_engines_stay_away_only_when_asked(
    small_site: SmallSite, tmp_path: Path, index: str
) -> None:
    site = (small_site.root / "site.yaml").read_text("utf-8")
    small_site.write("site.yaml", f"{site}index: {index}\n")
    robots = page(small_site.build(tmp_path / "output"), "about").select('meta[name="robots"]')
    assert bool(robots) is (index == "false")


def test_a_draft_is_marked(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.item("news/roads.md", status="draft")
    output = small_site.build(tmp_path / "output", "--drafts")
    assert page(output, "news/roads").select_one(".app-draft")
    assert not page(output, "about").select_one(".app-draft")


def facts(soup: BeautifulSoup) -> dict[str, str]:
    """Return the facts of an event or a meeting: what each is called, and its words."""
    return {
        dt.get_text(): " ".join(dd.get_text(" ").split())
        for dt, dd in zip(soup.select(".app-facts dt"), soup.select(".app-facts dd"), strict=True)
    }


def words_of(soup: Tag, selector: str) -> str:
    found = soup.select_one(selector)
    assert found is not None, selector
    return " ".join(found.get_text(" ").split())


def test_a_series_that_has_ended_says_so_and_when(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.item(
        "events/booth.md",
        repeats="{every: month, on: weekday, until: 2027-06-30, cancelled: [2027-06-01]}",
        online="https://fenwick.example/room",
        booking="https://fenwick.example/book",
    )
    over = page(small_site.build(tmp_path / "over", as_of=date(2027, 7, 1)), "events/booth")
    said = "This event is over. The last was on Tuesday 4 May 2027."
    assert words_of(over, ".app-over") == said
    assert set(facts(over)) == {"Last date"}
    assert "calendar" not in facts(over)["Last date"]
    before = page(small_site.build(tmp_path / "before"), "events/booth")
    assert not before.select(".app-over")
    assert facts(before)["Repeats"] == "On the first Tuesday of every month until 30 June 2027"
    assert {"Next date", "Repeats", "Online", "Booking"} == set(facts(before))
    # The words of the event come first, then its dates.
    order = [tag.get("id") or "words" for tag in before.select(".app-prose, #app-dates")]
    assert order == ["words", "app-dates"]


def when(soup: BeautifulSoup, row: str) -> dict[str, str]:
    """Return what each row of a list says below its words, by title."""
    return {words_of(one, "h2, h3"): words_of(one, ".app-meta") for one in soup.select(row)}


def test_wherever_an_event_is_listed_its_date_is_one_that_takes_place(
    small_site: SmallSite, tmp_path: Path
) -> None:
    weekly = "every: week, until: 2026-12-15"
    times = {
        "One off": f"{{{weekly}, cancelled: [2026-12-01, 2026-12-08]}}",
        "All off": f"{{{weekly}, cancelled: [2026-12-01, 2026-12-08, 2026-12-15]}}",
    }
    for title, repeats in times.items():
        name = title.replace(" ", "-").lower()
        small_site.item(f"events/{name}.md", title=title, topics="[Roads]", repeats=repeats)
    small_site.item("events/called-off.md", title="Off", topics="[Roads]", cancelled="true")
    small_site.item("meetings/off.md", title="Meeting", topics="[Roads]", cancelled="true")
    small_site.item("meetings/on.md", title="Council", topics="[Roads]")
    output = small_site.build(tmp_path / "output")
    said = when(page(output, "topics/roads"), ".app-row__words")
    assert said == {
        "One off": "Events Tuesday 15 December 2026, 10am",
        "All off": "Events Tuesday 1 December 2026, 10am Cancelled",
        "Off": "Events Tuesday 1 December 2026, 10am Cancelled",
        "Meeting": "Meetings Wednesday 2 December 2026, 1pm Cancelled",
        "Council": "Meetings Wednesday 2 December 2026, 1pm",
    }
    # Also beside another page, and also when all is over.
    beside = when(page(output, "meetings/on"), ".app-next__item")
    assert len(beside) > 1
    assert beside.items() <= said.items()
    over = page(small_site.build(tmp_path / "over", as_of=date(2027, 1, 1)), "topics/roads")
    last = {"All off": "Events Tuesday 15 December 2026, 10am Cancelled"}
    assert when(over, ".app-row__words") == said | last


def test_an_event_of_the_fifth_weekday_is_on_the_last(
    small_site: SmallSite, tmp_path: Path
) -> None:
    times = {"start": "2026-12-29 10:00", "end": "2026-12-29 12:00"}
    small_site.item("events/booth.md", repeats="{every: month, on: weekday}", **times)
    shown = facts(page(small_site.build(tmp_path / "output"), "events/booth"))
    assert shown["Repeats"] == "On the last Tuesday of every month"


def test_a_past_meeting_offers_nothing_to_take_part_in(
    small_site: SmallSite, tmp_path: Path
) -> None:
    small_site.item(
        "meetings/council.md",
        online="https://fenwick.example/room",
        agenda="[{title: Welcome, time: '13:00'}, {title: Roads, time: '13:30'}]",
    )
    over = page(small_site.build(tmp_path / "over", as_of=date(2026, 12, 3)), "meetings/council")
    said = "This meeting is over. It was on Wednesday 2 December 2026."
    assert words_of(over, ".app-over") == said
    assert facts(over) == {"When": "Wednesday 2 December 2026 1pm to 3pm"}
    # One clock, at the top and in the agenda.
    assert [one.get_text() for one in over.select(".app-agenda__time")] == ["1pm", "1:30pm"]
    ahead = page(small_site.build(tmp_path / "ahead", as_of=date(2026, 12, 2)), "meetings/council")
    assert "Add to your calendar" in facts(ahead)["When"]
    assert "Online" in facts(ahead)


def test_a_place_whose_address_begins_with_its_name_is_named_once(
    small_site: SmallSite, tmp_path: Path
) -> None:
    square = "{name: Church Square, address: 'Church Square, Fenwick'}"
    church = "{name: Church, address: 'Churchgate, Fenwick'}"
    small_site.item("events/square.md", venue=square)
    small_site.item("events/church.md", venue=church)
    output = small_site.build(tmp_path / "output")
    lines = [one.get_text() for one in page(output, "events").select(".app-stop__where")]
    assert sorted(lines) == ["Church Square, Fenwick", "Church, Churchgate, Fenwick"]
    assert words_of(page(output, "events/square"), ".app-venue") == "Church Square Fenwick"
    calendar = (output / "events/square/square.ics").read_text("utf-8")
    assert "LOCATION:Church Square\\, Fenwick" in calendar


@pytest.mark.parametrize(("lang", "subject"), [("en", "Another format: "), ("pl", "Inny format: ")])
def test_a_letter_asking_for_another_format_is_in_the_language_of_its_page(
    small_site: SmallSite, tmp_path: Path, lang: str, subject: str
) -> None:
    small_site.item("news/roads.md", title="Bread & butter")
    small_site.item("news/roads.pl.md", title="Chleb & sól", lang="pl", translation_of="roads.md")
    output = small_site.build(tmp_path / "output")
    title, address = {"en": ("Bread & butter", ""), "pl": ("Chleb & sól", "pl/")}[lang]
    link = page(output, f"{address}news/roads").select_one(".app-item__formats a")
    assert link is not None
    asked = parse_qs(str(link["href"]).partition("?")[2])
    assert asked["subject"] == [subject + title]
    assert asked["body"][0].endswith(f": https://fenwick.example/{address}news/roads/")


def test_an_upright_picture_is_shown_whole(small_site: SmallSite, tmp_path: Path) -> None:
    for name, size in (("cover", (300, 300)), ("street", (320, 200))):
        small_site.picture(f"news/{name}.png", size)
        small_site.item(f"news/{name}.md", image=f"{{file: {name}.png, alt: A street}}")
    output = small_site.build(tmp_path / "output")
    assert page(output, "news/cover").select(".app-figure--whole")
    assert not page(output, "news/street").select(".app-figure--whole")


def test_an_event_that_comes_again_is_listed_with_its_next_date(
    small_site: SmallSite, tmp_path: Path
) -> None:
    times = {"start": "2026-10-06 10:00", "end": "2026-10-06 12:00"}
    small_site.item("events/booth.md", topics="[Roads]", repeats="{every: week}", **times)
    small_site.item("news/roads.md", topics="[Roads]")
    output = small_site.build(tmp_path / "output")
    read_next = words_of(page(output, "news/roads"), ".app-next .app-meta")
    assert read_next == "Events Tuesday 24 November 2026, 10am"


TRANSLATED = """\
menu: [{label: Repairs, link: /topics/roads/}, {label: Ask, link: /search/}]
labels: {news: Town news}
demonstration: Not real.
"""


def test_a_page_says_the_sites_own_words_in_its_language(
    small_site: SmallSite, tmp_path: Path
) -> None:
    site = (small_site.root / "site.yaml").read_text("utf-8")
    words = "{Repairs: Naprawy, Town news: Wieści, Roads: Drogi, Not real.: Na niby.}"
    polish = "english: Polish}"
    assert polish in site
    site = site.replace(polish, f"english: Polish, words: {words}}}") + TRANSLATED
    small_site.write("site.yaml", site)
    small_site.item("news/roads.md", topics="[Roads, Mental health]")
    small_site.item("news/roads.pl.md", title="Drogi", lang="pl", translation_of="roads.md")
    output = small_site.build(tmp_path / "output")
    soup = page(output, "pl/news/roads")
    assert [one.get_text() for one in soup.select(".app-item__kind, .nhsuk-breadcrumb a")] == [
        "Strona główna", "Wieści", "Wieści",
    ]  # fmt: skip
    assert words_of(soup, ".app-demonstration__words") == "Na niby."
    menu = soup.select("a.nhsuk-header__navigation-link")
    assert [(one.get_text(strip=True), bool(one.select("[lang]"))) for one in menu] == [
        ("Naprawy", False), ("Ask", True),
    ]  # fmt: skip
    topics = soup.select(".app-terms__link")
    # What has no translation is spoken in the language that it is in.
    assert [(one.get_text(), bool(one.select('[lang="en-GB"]'))) for one in topics] == [
        ("Drogi", False), ("Mental health", True),
    ]  # fmt: skip
    # In the search, one kind is one kind, whatever the language of its pages.
    assert words_of(soup, '[data-pagefind-filter="kind"]') == "Town news"
    assert words_of(page(output, "news/roads"), ".app-demonstration__words") == "Not real."
