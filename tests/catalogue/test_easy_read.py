"""Easy Read: rows of a picture and its words, beside an item, seen when the item is."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.catalogue.advice import advice
from plugins.catalogue.easy_read import meant_name
from plugins.catalogue.easy_read_rows import rows_of
from plugins.catalogue.load import survey
from plugins.catalogue.problem import ContentError, Problem
from tests.small_site import TODAY, SmallSite

FIELDS = {
    "title": "Your flu jab",
    "made_by": "Fenwick Reading Group",
    "tested_by": "Fenwick Reading Group",
    "tested": "2026-11-03",
}
ROWS = """\
![A nurse at work](clinic.jpg)

A nurse can help you.

## Where

![A door](clinic.jpg)

Come to:

- Oadby
- Wigston.
"""


def easy_read(
    site: SmallSite, path: str = "news/flu.easy-read.md", *, body: str = ROWS, **fields: str
) -> None:
    """Write an easy read and its picture."""
    site.picture(f"{path.split('/', maxsplit=1)[0]}/clinic.jpg")
    lines = [f"{name}: {value}" for name, value in (FIELDS | fields).items() if value]
    site.write(path, "\n".join(["---", *lines, "---", body]))


def advised(site: SmallSite, as_of: date = TODAY) -> list[Problem]:
    """Return the advice on the easy read of a site."""
    return [one for one in advice(site.load(), as_of) if one.path.endswith(".easy-read.md")]


def faults(site: SmallSite) -> list[tuple[int, str]]:
    """Return the lines and the faults of a site that cannot be loaded."""
    with pytest.raises(ContentError) as caught:
        site.load()
    return [(problem.line, problem.fault) for problem in caught.value.problems]


def test_an_item_has_the_easy_read_beside_it(small_site: SmallSite) -> None:
    small_site.item("news/flu.md")
    small_site.item("news/snow.md")
    easy_read(small_site)
    publication = small_site.publication()
    flu, snow = publication.of("news")
    found = publication.easy_read(flu)
    assert found is not None
    assert (found.title, found.of, found.tested) == (
        "Your flu jab",
        "news/flu.md",
        date(2026, 11, 3),
    )
    assert publication.easy_read(snow) is None


def test_an_easy_read_is_no_item(small_site: SmallSite) -> None:
    small_site.item("news/flu.md")
    easy_read(small_site)
    assert [item.path for item in small_site.load().items] == ["news/flu.md", "pages/about.md"]


def test_a_row_is_a_picture_and_the_words_after_it(small_site: SmallSite) -> None:
    small_site.item("news/flu.md")
    easy_read(small_site)
    (found,) = small_site.load().easy_reads
    rows = rows_of(found.body)
    assert [(row.line, row.markdown.strip()) for row in rows] == [
        (7, "A nurse can help you."),
        (13, "Come to:\n\n- Oadby\n- Wigston."),
    ]


def test_its_html_has_pictures_alone_in_paragraphs_and_words_after_them(
    small_site: SmallSite,
) -> None:
    small_site.item("news/flu.md")
    easy_read(small_site)
    (found,) = small_site.load().easy_reads
    picture = '<p><img alt="A nurse at work" src="{picture}news/clinic.jpg"></p>'
    assert found.body.html.startswith(f"{picture}\n<p>A nurse can help you.</p>\n<h2")


@pytest.mark.parametrize(
    ("fields", "day", "seen"),
    [
        ({}, TODAY, True),
        ({"expires": "2026-11-10"}, TODAY, False),
        ({"publish_from": "2026-12-01"}, TODAY, False),
        ({"publish_from": "2026-12-01"}, date(2026, 12, 1), True),
        ({"status": "draft"}, TODAY, False),
    ],
)
def test_it_is_seen_when_its_item_is(
    small_site: SmallSite, fields: dict[str, str], day: date, *, seen: bool
) -> None:
    small_site.item("news/flu.md", **fields)
    easy_read(small_site)
    publication = small_site.publication(as_of=day)
    (flu,) = [item for item in publication.catalogue.items if item.kind == "news"]
    assert (publication.easy_read(flu) is not None) == seen


def test_a_draft_is_seen_only_where_drafts_are_asked_for(small_site: SmallSite) -> None:
    small_site.item("news/flu.md")
    easy_read(small_site, status="draft", tested_by="", tested="")
    for drafts in (False, True):
        publication = small_site.publication(drafts=drafts)
        assert (publication.easy_read(publication.of("news")[0]) is not None) == drafts


@pytest.mark.parametrize(
    ("consent", "seen"),
    [
        ("uses: [website]", True),
        ("uses: [audio, print]", False),
        ("uses: [website], withdrawn: 2026-11-20", False),
        ("uses: [website], until: 2026-11-20", False),
    ],
)
@pytest.mark.parametrize("drafts", [False, True])
def test_the_easy_read_of_a_story_goes_with_the_consent(
    small_site: SmallSite, consent: str, *, seen: bool, drafts: bool
) -> None:
    small_site.item("stories/told.md", consent=f"{{reference: PS-1, given: 2026-01-05, {consent}}}")
    easy_read(small_site, "stories/told.easy-read.md")
    publication = small_site.publication(drafts=drafts)
    assert ("stories/told.md" in publication.easy_reads) == seen


def test_a_translation_has_its_own_and_not_its_originals(small_site: SmallSite) -> None:
    small_site.item("news/flu.md")
    small_site.item("news/flu.pl.md", lang="pl", translation_of="flu.md")
    easy_read(small_site)
    publication = small_site.publication()
    original, polish = publication.versions(publication.of("news")[0])
    assert publication.easy_read(original) is not None
    assert publication.easy_read(polish) is None
    easy_read(small_site, "news/flu.pl.easy-read.md", title="Szczepienie")
    publication = small_site.publication()
    found = publication.easy_read(publication.versions(publication.of("news")[0])[1])
    assert found is not None
    assert found.title == "Szczepienie"


def test_the_front_page_of_a_section_may_have_one(small_site: SmallSite) -> None:
    small_site.item("pages/services/index.md")
    easy_read(small_site, "pages/services/index.easy-read.md", body="")
    small_site.picture("pages/services/clinic.jpg")
    easy_read(small_site, "pages/services/index.easy-read.md")
    assert "pages/services/index.md" in small_site.publication().easy_reads


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("flu.easy-read.md", None),
        ("flu.ur.easy-read.md", None),
        ("flu.md", None),
        ("easy-read.md", None),
        ("flu.Easy-Read.md", "flu.easy-read.md"),
        ("flu.easyread.md", "flu.easy-read.md"),
        ("flu.easy_read.md", "flu.easy-read.md"),
        ("flu.easy-read.ur.md", "flu.ur.easy-read.md"),
    ],
)
def test_a_name_that_is_nearly_right_is_put_right(name: str, meant: str | None) -> None:
    assert meant_name(f"news/{name}") == meant


def test_an_item_that_is_wrong_hides_no_problem_of_its_easy_read(small_site: SmallSite) -> None:
    small_site.item("news/flu.md", sumary="Too.")
    easy_read(small_site, body="No picture.\n")
    assert [fault for _, fault in faults(small_site)] == [
        'these words have no picture: "No picture.".',
        '"sumary" is not a field of a news item.',
    ]


def test_words_under_a_heading_have_no_picture_of_the_row_above(small_site: SmallSite) -> None:
    small_site.item("news/flu.md")
    easy_read(small_site, body=f"{ROWS}\nWhen\n----\n\nOn Monday.\n")
    assert faults(small_site) == [(23, 'these words have no picture: "On Monday.".')]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("| A | B |\n| --- | --- |\n| 1 | 2 |", "table"),
        ("> She helped me.", "quotation"),
        ("Yes.[^1]\n\n[^1]: A note.", "footnote"),
        ("    code", "piece of code"),
        ("---", "line across the page"),
        ("Word\n\n:   What it means.", "list of terms"),
    ],
)
def test_only_paragraphs_and_lists_stand_beside_a_picture(
    small_site: SmallSite, words: str, what: str
) -> None:
    small_site.item("news/flu.md")
    easy_read(small_site, body=f"{ROWS}\nWords.\n\n{words}\n")
    found = [fault for _, fault in faults(small_site)]
    assert f"a {what} cannot stand in an easy read." in found


def test_advice_names_long_sentences_too_many_ideas_and_hard_words(
    small_site: SmallSite,
) -> None:
    small_site.item("news/flu.md")
    long = "You can come to the clinic in the town hall, on any day that you like."
    body = (
        f"![A door](clinic.jpg)\n\n{long}\n\n![A nurse](clinic.jpg)\n\n"
        "A vaccination is free. It is quick.\n\n- It is safe.\n- You can sit. You can talk.\n\n"
        "![A form](clinic.jpg)\n\n**Information** means what you should know. Information helps.\n"
    )
    easy_read(small_site, body=body)
    assert [(one.line, one.fault) for one in advised(small_site)] == [
        (9, f'this sentence has 16 words: "{long[:57]}..."'),
        (13, '"vaccination" may be a hard word.'),
        (13, "5 sentences stand beside one picture."),
    ]


def test_hard_words_are_looked_for_in_english_alone(small_site: SmallSite) -> None:
    small_site.item("news/flu.md")
    small_site.item("news/flu.pl.md", lang="pl", translation_of="flu.md")
    words = "![Drzwi](clinic.jpg)\n\nNajpopularniejsze informacje.\n"
    easy_read(small_site, "news/flu.pl.easy-read.md", body=words)
    assert advised(small_site) == []


def test_advice_tells_of_an_item_that_was_changed_after_the_test(small_site: SmallSite) -> None:
    small_site.item("news/flu.md", updated="2026-11-04")
    easy_read(small_site)
    (one,) = advised(small_site)
    assert (one.line, one.fault) == (
        5,
        "the item was changed on 2026-11-04, after this was tested.",
    )


def test_a_film_and_a_reading_are_older_than_changed_words(small_site: SmallSite) -> None:
    for name in ("read.mp3", "film.mp4"):
        small_site.write(f"news/{name}", "recorded")
    small_site.write("news/film.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n")
    small_site.item(
        "news/flu.md",
        updated="2026-11-04",
        read_aloud="{file: read.mp3, reader: A. Reader, date: 2026-11-03}",
        bsl=(
            "{file: film.mp4, transcript: film.vtt, signed_by: A, signer_registration: N 1,"
            " checked_by: B, checker_registration: N 2, date: 2026-11-03}"
        ),
    )
    told = [one.fault for one in advice(small_site.load(), TODAY) if "after they" in one.fault]
    assert told == [
        "the words were changed on 2026-11-04, after they were read.",
        "the words were changed on 2026-11-04, after they were signed.",
    ]


def test_nobody_checks_a_film_that_is_their_own(small_site: SmallSite) -> None:
    small_site.write("news/film.mp4", "film")
    small_site.write("news/film.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n")
    bsl = (
        "{file: film.mp4, transcript: film.vtt, signed_by: A. Signer, signer_registration: N 1,"
        " checked_by: a. signer, checker_registration: N 1, date: 2026-11-03}"
    )
    small_site.item("news/flu.md", bsl=bsl)
    assert faults(small_site) == [(5, "checked_by under bsl is the person who signs.")]


def test_a_translation_takes_neither_the_reading_nor_the_film(small_site: SmallSite) -> None:
    small_site.write("news/read.mp3", "read")
    small_site.item("news/flu.md", read_aloud="{file: read.mp3, reader: A. Reader}")
    small_site.item("news/flu.pl.md", lang="pl", translation_of="flu.md")
    original, polish = (i for i in small_site.load().items if i.kind == "news")
    assert original.read_aloud is not None
    assert polish.read_aloud is None


def test_files_of_an_easy_read_are_not_said_to_be_unused(small_site: SmallSite) -> None:
    small_site.item("news/flu.md")
    small_site.write("news/plan.pdf", "%PDF-1.7")
    easy_read(small_site, body=f"{ROWS}\n[The plan](plan.pdf)\n")
    assert not [one for one in advice(small_site.load(), TODAY) if "no item uses" in one.fault]


def test_the_easy_read_of_a_faulty_item_is_left_out_with_it(small_site: SmallSite) -> None:
    small_site.item("news/flu.md", sumary="Too.")
    small_site.item("news/snow.md")
    easy_read(small_site)
    easy_read(small_site, "news/snow.easy-read.md")
    found = survey(small_site.root).catalogue
    assert found is not None
    assert [one.of for one in found.easy_reads] == ["news/snow.md"]


def test_advice_looks_at_links_and_pictures_of_an_easy_read_too(small_site: SmallSite) -> None:
    small_site.item("news/flu.md")
    small_site.item("news/draft.md", status="draft")
    rows = "![Picture of a door](clinic.jpg)\n\n[Read more](../pages/about.md) or [it](draft.md).\n"
    easy_read(small_site, body=rows)
    assert [(one.line, one.fault) for one in advised(small_site)] == [
        (7, 'the words for a picture begin with "Picture of".'),
        (
            9,
            ('"news/draft.md" is not shown on 2026-11-21, so that nothing leads to it from here.'),
        ),
        (9, 'the link "Read more" says nothing.'),
    ]
