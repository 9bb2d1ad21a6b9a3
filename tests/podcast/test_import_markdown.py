"""Show notes of other hosts as Markdown that this site can publish, and that says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from plugins.catalogue.body_reading import read_body
from plugins.catalogue.folder import ContentFolder, FolderOfItem
from plugins.catalogue.front_matter import CONTROL, read_front_matter
from plugins.podcast.import_episode import slug_from
from plugins.podcast.import_front_matter import item_text
from plugins.podcast.import_item import seconds_of_clock
from plugins.podcast.import_markdown import summary_and_body, title_of
from plugins.podcast.import_xml import clean

PAGE = "https://host.example/1"
NOWHERE = FolderOfItem(ContentFolder(Path("/nowhere"), frozenset()), "podcasts/x")
SIGNS = st.sampled_from("#*_-+>`[](){}|~=:!<&\\ \n1.ab\"'%@?,")
HARD = st.text(st.one_of(SIGNS, st.characters()), max_size=80)
QUICK = settings(deadline=None, max_examples=200)


def shown(markdown: str) -> str:
    """Return the words that the site's own reader shows, and let it find no fault."""
    body, problems = read_body(f"{markdown}\n", 1, "x.md", NOWHERE)
    assert problems == []
    return " ".join(html.fragment_fromstring(body.html, create_parent="div").text_content().split())


@pytest.mark.parametrize(
    ("notes", "summary", "body"),
    [
        ("<p>One.</p><p>Two.</p>", "One.", "Two."),
        ("Plain.\n\nMore & more\nlines <3", "Plain.", "More &amp; more  \nlines &lt;3"),
        (
            "<p>One <a href='https://a.example/'>link</a></p>",
            "One link",
            "One [link](https://a.example/)",
        ),
        ("<h2>Heading</h2><p>Words</p>", "Heading", "Words"),
        ("<p></p><p>&nbsp;</p><p>One.</p>", "One.", ""),
        ("", "", ""),
        (f"<p>{'word ' * 100}</p>", None, ("word " * 100).strip()),
        ("<p>S</p><a href='https://a.example/a b'>odd</a>", "S", "[odd](https://a.example/a%20b)"),
        ("<p>S</p><a href='https://a.example/(x)'>x</a>", "S", "[x](https://a.example/%28x%29)"),
    ],
)
def test_notes_become_a_summary_and_markdown(notes: str, summary: str | None, body: str) -> None:
    found = summary_and_body(notes, PAGE)
    assert found[1] == body
    assert found[0] == summary or (summary is None and len(found[0]) <= 300)


@QUICK
@given(paragraphs=st.lists(HARD, max_size=6))
def test_every_word_of_any_notes_is_shown(paragraphs: list[str]) -> None:
    kept = [clean(" ".join(one.split())) for one in paragraphs]
    escaped = "".join(f"<p>{one.replace('&', '&amp;').replace('<', '&lt;')}</p>" for one in kept)
    _, body = summary_and_body(f"<p><a href='{PAGE}'>S</a></p>{escaped}", PAGE)
    assert shown(body) == " ".join(["S", *" ".join(kept).split()])


@pytest.mark.parametrize(
    "start", ["\u2022 ", "\u2013 ", "- ", "1) ", "(1) ", "a) ", "(a) ", "\u00b7"]
)
def test_a_list_that_another_host_wrote_by_hand_is_no_fault(start: str) -> None:
    _, body = summary_and_body(f"<p>S</p><p>T<br>{start}One<br>{start}Two</p>", PAGE)
    assert shown(body) == f"T {start}One {start}Two"


@QUICK
@given(notes=HARD)
def test_any_notes_can_be_published(notes: str) -> None:
    summary, body = summary_and_body(clean(notes), PAGE)
    assert len(summary) <= 300
    shown(body)


@QUICK
@given(value=HARD.map(lambda text: " ".join(CONTROL.sub("", clean(text)).split())).filter(bool))
def test_any_value_is_read_as_itself(value: str) -> None:
    text = item_text({"a": value, "b": {"c": value}, "d": [{"e": value}, value]}, "")
    read = read_front_matter(text, "x.md").values
    assert read == {"a": value, "b": {"c": value}, "d": [{"e": value}, value]}


@pytest.mark.parametrize(
    ("link", "title", "taken", "slug"),
    [
        ("https://a.example/podcasts/x/flu/", "Any", (), "flu"),
        ("https://a.example/ep/12", "Flu Clinics!", (), "flu-clinics"),
        ("https://a.example/flu.html", "Any", (), "flu"),
        ("", "长", (), "episode-1"),
        ("https://a.example/flu", "Any", ("flu", "flu-2"), "flu-3"),
    ],
)
def test_a_file_is_named_by_its_link_or_its_title(
    link: str, title: str, taken: tuple[str, ...], slug: str
) -> None:
    assert slug_from(link, title, taken, "episode-1") == slug


@pytest.mark.parametrize(
    ("clock", "seconds"),
    [("01:02:05.500", 3725.5), ("2:05", 125), ("125", 125), ("soon", None), ("", None)],
)
def test_clocks_of_other_hosts_are_read(clock: str, seconds: float | None) -> None:
    assert seconds_of_clock(clock) == seconds


def test_a_long_title_is_cut_after_a_word() -> None:
    title = title_of("word " * 40)
    assert len(title) <= 120
    assert title.endswith("word…")
