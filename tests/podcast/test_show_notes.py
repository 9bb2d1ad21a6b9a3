"""An item's words as apps show them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from plugins.podcast.feed_words import fit, one_line, within
from plugins.podcast.show_notes import (
    MOST_BYTES,
    plain_notes,
    shortened,
    shortened_text,
    show_notes,
)

PAGE = "https://fenwick.example/podcasts/town-talk/flu/"
PARAGRAPHS = st.lists(st.text(max_size=300), max_size=30)


def notes(body: str) -> str:
    """Return the notes of a body, without the summary's paragraph."""
    return show_notes("S", body, PAGE).removeprefix("<p>S</p>")


def words_of(text: str) -> list[str]:
    """Return the words of HTML."""
    return " ".join(html.fragment_fromstring(text, create_parent="div").itertext()).split()


@pytest.mark.parametrize(
    ("body", "simple"),
    [
        ("<p>One <b>two</b> <i>three</i></p>", "<p>One <strong>two</strong> <em>three</em></p>"),
        ('<h2 id="who">Who</h2>', "<p><strong>Who</strong></p>"),
        ('<ul class="nhsuk-list"><li>One</li></ul>', "<ul><li>One</li></ul>"),
        ('<p><img src="{picture}a.jpg" alt="A"> Words</p>', "<p> Words</p>"),
        ('<p><a href="#who">Who</a></p>', f'<p><a href="{PAGE}#who">Who</a></p>'),
        ('<a href="{file}a.pdf">Paper</a>', f'<a href="{PAGE}">Paper</a>'),
        ('<a href="/about/">Us</a>', '<a href="https://fenwick.example/about/">Us</a>'),
        ('<a href="mailto:a@b.example">Write</a>', '<a href="mailto:a@b.example">Write</a>'),
        ('<a href="http://[">Broken</a>', "Broken"),
        ("<a>Nowhere</a>", "Nowhere"),
        ("<p>One</p><!-- a note --><p>Two</p>", "<p>One</p><p>Two</p>"),
        ("<table><tr><th>A</th><td>B</td></tr></table>", "<p>A B </p>"),
        ("<p>]]&gt;</p>", "<p>]]&gt;</p>"),
        ('<a href="https://a.example/]]>">x</a>', '<a href="https://a.example/]]&gt;">x</a>'),
    ],
)
def test_html_becomes_what_apps_show(body: str, simple: str) -> None:
    assert notes(body) == simple


def test_the_summary_comes_first_and_means_itself() -> None:
    assert show_notes("Tea & <cake>", "<p>More</p>", PAGE) == (
        "<p>Tea &amp; &lt;cake&gt;</p><p>More</p>"
    )


def test_a_shows_description_is_plain_text_in_paragraphs() -> None:
    body = "<h2>What</h2><p>It is\na show.</p><ul><li>One</li><li>Two</li></ul>"
    assert plain_notes("Summary.", body, PAGE) == "Summary.\n\nWhat\n\nIt is a show.\n\nOne\n\nTwo"


def test_notes_that_fit_stay_as_they_are() -> None:
    assert shortened("<p>Short</p>", "S") == "<p>Short</p>"


def test_notes_are_cut_after_a_word_and_every_tag_is_closed() -> None:
    assert shortened("<p>One two <strong>three four</strong></p><p>Five</p>", "S", 40) == (
        "<p>One two <strong>three…</strong></p>"
    )


def test_notes_without_a_place_to_cut_give_way_to_the_summary() -> None:
    assert shortened(f"<p>{'长' * 2000}</p>", "Summary & more") == "<p>Summary &amp; more</p>"


@settings(deadline=None)
@given(paragraphs=PARAGRAPHS, most=st.integers(60, 600))
def test_what_is_kept_is_the_beginning_word_by_word(paragraphs: list[str], most: int) -> None:
    whole = show_notes(
        "S", "".join(f"<p>{fit(one)}</p>" for one in map(_escaped, paragraphs)), PAGE
    )
    short = shortened(whole, "S", most)
    assert len(short.encode()) <= most
    root = html.fragment_fromstring(short, create_parent="div")
    mended = "".join(html.tostring(one, encoding="unicode") for one in root)
    assert mended.replace("]]>", "]]&gt;") == short
    kept, before = words_of(short), words_of(whole)
    if kept and short != whole:
        assert kept[-1].endswith("…")
        kept[-1] = kept[-1].removesuffix("…")
    assert before[: len(kept)] == kept


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@given(text=st.text(max_size=3000))
@example(text="\x00\x0b\ufffe\ud800 a")
def test_text_is_cut_to_its_bytes(text: str) -> None:
    words = fit(text)
    short = shortened_text(words, 1000)
    assert len(short.encode()) <= 1000
    assert short == words or short.endswith("…")


@given(text=st.text(max_size=300), most=st.integers(5, 150))
def test_a_line_is_cut_after_a_word(text: str, most: int) -> None:
    line, short = one_line(text), within(text, most)
    assert len(short) <= most
    assert short == line or (short.endswith("…") and line.startswith(short[:-1]))


def test_what_people_see_stays_and_what_breaks_a_feed_goes() -> None:
    seen = "שלום ‎أهلا 👩🏽‍⚕️ “q” ]]> & <b> \u200f\ufeff"
    assert fit(f"\x00\x08{seen}\x1f\ud800\uffff") == seen


def test_the_limit_is_apples() -> None:
    assert MOST_BYTES == 3999
