"""What pages say of an item's other formats, and the pages that are only for reading."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup, Tag

from tests.nhs_theme.test_pages import page, words_of
from tests.small_site import SmallSite

BODY = """\
Ring 0116 496 0123, or *come*.

| Street | Opens |
|--------|-------|
| North  | 9am   |

See [our news](/news/).
"""


def formats(small_site: SmallSite, chosen: str) -> None:
    """Let the site make these formats."""
    site = (small_site.root / "site.yaml").read_text("utf-8")
    small_site.write("site.yaml", site.replace("formats: {every: []}", f"formats: {chosen}"))


def offers(soup: BeautifulSoup) -> dict[str, tuple[str, str]]:
    """Return the list of formats: address and facts, by name."""
    return {
        one.a.get_text(): (str(one.a["href"]), facts_of(one))
        for one in soup.select(".app-formats__offer")
        if one.a
    }


def facts_of(offer: Tag) -> str:
    facts = offer.select_one(".app-formats__facts")
    assert facts is not None
    return " ".join(facts.get_text().split())


def words_of_tag(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a page in large print, PDF, braille and text, in two languages."""
    folder = tmp_path_factory.mktemp("formats")
    small_site = SmallSite.at(folder / "content")
    formats(small_site, "{every: [large-print, pdf, braille, text], large_print: {size: 24}}")
    small_site.picture("news/street.png", (320, 200))
    small_site.item("news/roads.md", body=BODY, image="{file: street.png, alt: A wide street.}")
    small_site.item("news/roads.pl.md", lang="pl", translation_of="roads.md")
    return small_site.build(folder / "output")


def test_a_page_lists_each_format_with_its_type_and_true_size(output: Path) -> None:
    listed = offers(page(output, "news/roads"))
    assert listed["Large print"] == ("/news/roads/large-print/", "web page")
    address, facts = listed["Plain text"]
    size = (output / address.lstrip("/")).stat().st_size
    assert facts == f"TXT, {size} bytes"
    assert listed["Large print on paper"][1].startswith("PDF, ")
    braille = listed["Braille for displays and embossers"]
    assert braille[0] == "/news/roads/roads.brf"
    assert braille[1].endswith(", made by a computer, not proof-read")
    assert listed["Braille for embossers"][0] == "/news/roads/roads.pef"


def test_formats_stand_before_the_picture_and_in_the_pages_language(output: Path) -> None:
    english, polish = page(output, "news/roads"), page(output, "pl/news/roads")
    order = [str(one["class"]) for one in english.select(".app-formats, figure, .app-prose")]
    assert "app-formats" in order[0]
    assert words_of(english, ".app-formats__how").startswith("In English. ")
    assert words_of(polish, ".app-formats__how").startswith("Język: polski. ")
    assert "Duży druk" in offers(polish)
    # A search finds what the page is about, not what it can be had in.
    assert all(one.has_attr("data-pagefind-ignore") for one in english.select(".app-formats"))


def test_a_large_print_page_has_the_words_of_its_page(output: Path) -> None:
    ordinary, large = page(output, "news/roads"), page(output, "news/roads/large-print")
    said = words_of(large, "main")
    wanted = [words_of(ordinary, "h1"), words_of(ordinary, ".app-item__summary")]
    wanted += [words_of_tag(one) for one in ordinary.select(".app-prose :is(p, th, td)")]
    place = 0
    for words in wanted:
        found = said.find(words.replace(" , ", ", "), place)
        assert found >= place, words
        place = found
    assert large.select_one('img[alt="A wide street."]')


def test_a_large_print_page_leads_back_and_a_search_engine_to_the_page(output: Path) -> None:
    large = page(output, "pl/news/roads/large-print")
    canonical = large.select_one("link[rel=canonical]")
    assert canonical is not None
    assert canonical["href"] == "https://fenwick.example/pl/news/roads/"
    assert large.html is not None
    assert large.html["lang"] == "pl"
    assert [one.a["href"] for one in large.select(".app-reader__back") if one.a] == [
        "/pl/news/roads/", "/pl/news/roads/",
    ]  # fmt: skip
    assert "large-print" not in (output / "sitemap.xml").read_text("utf-8")
    assert not large.select("[data-pagefind-body]")


def test_large_letters_are_as_large_as_the_site_says(output: Path) -> None:
    for name in ("reading", "site"):
        sheet = next(output.glob(f"assets/css/{name}.*.css")).read_text("utf-8")
        assert "--app-large:200%" in sheet
    # Nothing that the sheet for reading sets is smaller than that.
    reading = next(output.glob("assets/css/reading.*.css")).read_text("utf-8")
    sizes = [float(size) for size in re.findall(r"font-size:\s*(?:clamp\()?([\d.]+)rem", reading)]
    assert sizes
    assert min(sizes) >= 1
    assert not re.search(r"font-style:\s*italic|font-size:\s*[\d.]+px", reading)


def test_a_draft_in_large_print_says_that_it_is_one(small_site: SmallSite, tmp_path: Path) -> None:
    formats(small_site, "{every: [large-print]}")
    small_site.item("news/roads.md", status="draft")
    output = small_site.build(tmp_path / "output", "--drafts")
    large = page(output, "news/roads/large-print")
    assert "Draft" in words_of(large, "header")
    assert large.select('meta[name=robots][content^="noindex"]')


def test_a_page_without_formats_offers_only_to_ask(small_site: SmallSite, tmp_path: Path) -> None:
    output = small_site.build(tmp_path / "output")
    assert not page(output, "about").select(".app-formats")
    assert page(output, "about").select(".app-ask a")


def test_a_language_without_a_voice_says_so_in_the_words_of_the_page(
    small_site: SmallSite, tmp_path: Path
) -> None:
    formats(small_site, "{every: [large-print, audio, braille]}")
    site = (small_site.root / "site.yaml").read_text("utf-8")
    somali = "  - {code: so, name: Soomaali, english: Somali}\n"
    small_site.write("site.yaml", site.replace("languages:\n", f"languages:\n{somali}"))
    small_site.item("news/roads.md")
    small_site.item(
        "news/roads.so.md",
        lang="so",
        translation_of="roads.md",
        title="Waddo",
        summary="Waddooyin.",
    )
    soup = page(small_site.build(tmp_path / "output"), "so/news/roads")
    gaps = [" ".join(one.get_text().split()) for one in soup.select(".app-formats__gap")]
    assert gaps == [
        "A computer cannot write braille in Somali yet. Ask us for braille on paper.",
        "There is no computer voice for Somali yet. Ask us for a recording.",
    ]
    assert [one["href"] for one in soup.select(".app-formats__gap a")] == ["#app-ask", "#app-ask"]


WAYS = """\
  phone: 0116 496 0123
  text_relay: 18001 0116 496 0123
  formats_email: formats@fenwick.example
"""


def test_another_format_can_be_asked_for_in_every_way_that_there_is(
    small_site: SmallSite, tmp_path: Path
) -> None:
    bare = page(small_site.build(tmp_path / "bare"), "about")
    only = [str(one["href"]).partition("?")[0] for one in bare.select(".app-ask a")]
    assert only == ["mailto:hello@fenwick.example"]
    assert words_of(bare, ".app-ask").endswith("Post Town Hall, Fenwick")
    assert "Telephone" not in words_of(bare, ".app-ask")
    site = (small_site.root / "site.yaml").read_text("utf-8")
    small_site.write("site.yaml", site.replace("contact:\n", f"contact:\n{WAYS}"))
    links = page(small_site.build(tmp_path / "full"), "about").select(".app-ask a")
    letter, *calls = (str(link["href"]) for link in links)
    assert letter.startswith("mailto:formats@fenwick.example?")
    asked = parse_qs(letter.partition("?")[2])
    assert asked["subject"] == ["Another format: About the council"]
    assert asked["body"][0].endswith("https://fenwick.example/about/")
    assert calls == ["tel:01164960123", "tel:1800101164960123"]


def test_a_booklet_shows_its_formats_and_what_is_in_it(
    small_site: SmallSite, tmp_path: Path
) -> None:
    formats(small_site, "{every: [large-print, text]}")
    small_site.item("news/roads.md")
    small_site.item("news/later.md", title="Bridge open", date="2026-12-01")
    days = {"from": "2026-11-01", "to": "2026-11-30"}
    small_site.item("editions/2026-11.md", title="November", **days)
    output = small_site.build(tmp_path / "output")
    soup = page(output, "editions/2026-11")
    assert [one["href"] for one in soup.select(".app-contents h3 a")] == ["/news/roads/"]
    assert soup.select("#app-all-formats[open]")
    listed = page(output, "editions")
    assert [one["href"] for one in listed.select(".app-files a")] == [
        "/editions/2026-11/large-print/", "/editions/2026-11/2026-11.txt",
    ]  # fmt: skip


def test_what_most_people_look_for_stands_open_and_marked(demo: Path) -> None:
    ways = page(demo, "news/flu-clinics").select(".app-way__words")
    said = [" ".join(way.get_text().split()) for way in ways]
    assert re.fullmatch(r"Listen \d minutes, (computer voice|read by .+)", said[0])
    assert said[1:] == ["Large print", "Easy Read", "British Sign Language", "All formats"]


def test_formats_stand_in_the_order_of_need(demo: Path) -> None:
    soup = page(demo, "news/flu-clinics")
    assert list(offers(soup)) == [
        "Large print", "Large print on paper", "Easy Read", "Easy Read on paper",
        "Easy Read e-book", "British Sign Language", "Audio", "E-book",
        "Braille for displays and embossers", "Braille for embossers", "Plain text",
        "Words of the sound with times (WebVTT)",
    ]  # fmt: skip
    listed = page(demo, "editions").select(".app-row")[0]
    names = [next(one.strings) for one in listed.select("ul.app-files > li > a")]
    assert names == [name for name in offers(soup) if name in names]
    assert {"Large print", "Plain text"} <= set(names)


def test_what_people_have_made_says_so(demo: Path) -> None:
    listed = offers(page(demo, "news/flu-clinics"))
    for name, (_, facts) in listed.items():
        assert facts.endswith(", written by people") is name.startswith("Easy Read")
    assert re.fullmatch(r"\d+ KB", listed["Words of the sound with times (WebVTT)"][1])
    film, facts = listed["British Sign Language"]
    assert re.fullmatch(r"Signed by .+ \(.+\)\.", facts)
    # What leads to the film leads into what is folded, which then opens.
    assert page(demo, "news/flu-clinics").select_one(f"details#app-bsl {film} video")


def test_booklets_are_introduced_before_their_feed(demo: Path) -> None:
    head = page(demo, "editions").select_one(".app-list-header")
    assert head is not None
    order = [tag.name for tag in head.select("h1, p.nhsuk-body-l, p:has(a)")]
    assert order == ["h1", "p", "p"]
    assert words_of(head, "h1 + p").startswith("Our news in one booklet")


def test_a_reading_says_that_its_day_is_of_publishing(demo: Path) -> None:
    rows = page(demo, "listen").select(".app-list .app-meta")
    assert rows
    assert all(" Published: " in words_of_tag(row) for row in rows)


def test_the_statement_says_why_a_page_lacks_a_format(demo: Path) -> None:
    soup = page(demo, "accessibility")
    assert "that a computer cannot make in its language" in soup.get_text()


def test_an_episode_is_its_own_reading_and_has_one_player(demo: Path) -> None:
    soup = page(demo, "podcasts/elr-ccg-tv/living-with-copd")
    assert len(soup.select("audio")) == 1
    listen = soup.select_one(".app-way__name[href]")
    assert listen is not None
    assert listen["href"] == "#app-recording"
    assert len(soup.select("#app-recording audio")) == 1


def test_a_persons_reading_is_marked_with_the_readers_name(demo: Path) -> None:
    soup = page(demo, "news/evening-phone-lines")
    assert words_of(soup, "#app-listen .app-way__fact").endswith(", read by Example Reader")
    assert offers(soup)["Audio"][1].endswith(", read by Example Reader")


def test_a_film_in_sign_language_says_who_signs_and_who_checked(demo: Path) -> None:
    soup = page(demo, "news/flu-clinics")
    said = words_of(soup, "#app-bsl")
    assert re.search(r"Signed by .+ \(.+\)\. Checked by .+ \(.+\)\.", said)
    assert soup.select("#app-bsl video track[kind=captions]")
    assert soup.select("#app-bsl .app-transcript .app-line")


def test_the_statement_and_the_page_on_formats_hold_what_the_build_counted(demo: Path) -> None:
    statement = page(demo, "accessibility")
    counted = {
        row.select("td")[0].get_text(): row.select("td")[1].get_text()
        for row in statement.select(".app-measured tbody tr")
    }
    pages = len(list(demo.rglob("large-print/index.html")))
    assert counted["Large print on the screen"] == str(pages)
    assert words_of(page(demo, "other-formats"), ".app-counted").count(f" {pages}")
