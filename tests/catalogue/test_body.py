"""Bodies: what Markdown becomes, what is refused, and at which line."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.catalogue.body import Body
from plugins.catalogue.body_reading import read_body
from plugins.catalogue.folder import ContentFolder

FIRST_LINE = 6
FILES = frozenset(
    {
        "news/a.md",
        "news/flu.md",
        "news/clinic.jpg",
        "news/my picture.jpg",
        "news/the plan.pdf",
        "pages/contact.md",
        "pages/about/index.md",
    }
)
FOLDER = ContentFolder(Path("content"), FILES).beside("news/a.md")


def told(markdown: str) -> list[tuple[int, str]]:
    """Return the line and the fault of each problem."""
    found = read_body(markdown, FIRST_LINE, "news/a.md", FOLDER)[1]
    return [(problem.line, problem.fault) for problem in found]


def body(markdown: str) -> Body:
    """Return a body that has no problems."""
    read, problems = read_body(markdown, FIRST_LINE, "news/a.md", FOLDER)
    assert not problems, problems
    return read


def remedy(markdown: str) -> str:
    """Return the remedy of the one problem."""
    (problem,) = read_body(markdown, FIRST_LINE, "news/a.md", FOLDER)[1]
    return problem.remedy


@pytest.mark.parametrize(
    "code",
    [
        "`<b>`",
        "``<script>alert(1)</script>``",
        "`<div>` and `</div>`",
        "a `<div>\n<p>` b",
        "    <iframe src=x>",
        "- a\n\n        <b>code in a list</b>",
        "5 < 6 and 7 > 6, <38 degrees, a<b",
        "a < b > c",
        "\\<b>",
        "&lt;b&gt; &amp; &nbsp; &copy;",
        "<https://nhs.example/a?b=c&d=e>",
        "<hello@fenwick.example>",
    ],
)
def test_what_only_looks_like_html_is_no_problem(code: str) -> None:
    assert told(f"Words.\n\n{code}\n") == []


@pytest.mark.parametrize(
    "html",
    [
        "<b>",
        "<B CLASS=x>",
        "</div>",
        "<br/>",
        "<script>",
        "<img src='x' onerror='y'>",
        "<svg/onload=x>",
        "<!DOCTYPE html>",
        "<?php x ?>",
        "<![CDATA[x]]>",
        "<x-y z>",
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "Words {} words", "- {}", "> {}", "## A {}", "**{}**", "x[^1]\n\n[^1]: {}"]
)
def test_html_never_reaches_the_page(html: str, around: str) -> None:
    text = around.format(html)
    read, problems = read_body(text, FIRST_LINE, "news/a.md", FOLDER)
    assert html not in read.html.removesuffix("</div>")  # Footnotes end so.
    (problem,) = problems
    assert problem.fault == f'HTML, the code of web pages, cannot be used: "{html}".'
    assert problem.line == FIRST_LINE + text.count("\n")


def test_a_comment_is_not_published_wherever_it_stands() -> None:
    read = body(
        "<!-- Ask Jo -->\n\nOne <!-- of\n\nmany --> two.\n\n- three <!-- hush -->\n\n"
        "## Four <!-- psst -- quiet -->\n\n| a |\n|---|\n| five <!-- mum --> |\n"
    )
    for word in ("Jo", "many", "hush", "psst", "quiet", "mum", "!--", "--&gt;"):
        assert word not in read.html
        assert word not in read.markdown
    for word in ("One", "two", "three", "Four", "five"):
        assert word in read.html


def test_a_comment_in_backticks_is_shown() -> None:
    assert "&lt;!-- x --&gt;" in body("Write `<!-- x -->` so.").html


def test_a_comment_moves_no_line() -> None:
    text = "<!--\n[x](gone.md)\n-->\n\n[x](gone.md)\n\n<b>\n"
    assert sorted(line for line, _ in told(text)) == [FIRST_LINE + 4, FIRST_LINE + 6]


def test_a_comment_without_an_end_is_told() -> None:
    assert told("A.\n\nB `<!--` <!-- secret\n\nC") == [
        (FIRST_LINE + 2, "a comment begins here with <!-- and has no end.")
    ]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Where to go", "where-to-go"),
        ("کہاں جانا ہے", "کہاں-جانا-ہے"),
        ("ફ્લૂની રસી", "ફ્લૂની-રસી"),
        ("Gdzie iść?", "gdzie-iść"),
        ("It's *your* `flu` jab & more", "its-your-flu-jab-more"),
        ("Café", "café"),
    ],
)
def test_a_heading_has_an_anchor_in_its_own_script(heading: str, anchor: str) -> None:
    read = body(f"## {heading}\n\n[x](#{anchor})\n")
    assert [one.anchor for one in read.headings] == [anchor]
    assert f'id="{anchor}"' in read.html


def test_a_heading_is_told_as_readers_see_it() -> None:
    read = body("## A \\# *b* `c` &amp; [d](flu.md) ![e](clinic.jpg)\n")
    assert read.headings[0].text == "A # b c & d"


def test_each_heading_has_its_line() -> None:
    read = body("Flu\n\n## Flu\n\n### *Flu* and [flu](flu.md)\n\n## Flu\n\nCold\n----\n")
    assert [heading.line - FIRST_LINE for heading in read.headings] == [2, 4, 6, 8]
    assert [heading.anchor for heading in read.headings] == ["flu", "flu-and-flu", "flu_1", "cold"]


def test_levels_may_rise_by_one_and_fall_by_many() -> None:
    assert told("## A\n\n### B\n\n#### C\n\n## D\n") == []
    assert told("### A\n") == [(FIRST_LINE, 'the heading "A" skips a level.')]


def test_a_target_used_again_has_the_line_of_each_use() -> None:
    text = "flu.md, prefix-flu.md\n\n[a](flu.md)\n\n[b](flu.md)\n\n![c](clinic.jpg)\n"
    assert [link.line - FIRST_LINE for link in body(text).links] == [2, 4]
    assert body(text).pictures[0].line == FIRST_LINE + 6


def test_a_link_by_reference_is_told_where_its_address_stands() -> None:
    read = body("[a][one], [b][one] and [one].\n\n[one]: flu.md 'A title'\n")
    assert [(link.target, link.line) for link in read.links] == [
        ("news/flu.md", FIRST_LINE + 2)
    ] * 3
    assert told("[a][one]\n\n[one]: gone.md\n")[0][0] == FIRST_LINE + 2


def test_links_become_paths_from_the_content_folder() -> None:
    read = body(
        '[a](flu.md#who "Title") [b](../pages/contact.md) [c](the%20plan.pdf)'
        " [d](<the plan.pdf>) [e]({filename}/news/flu.md) [f]({static}the%20plan.pdf)\n"
    )
    assert [link.target for link in read.links] == [
        "news/flu.md#who",
        "pages/contact.md",
        "news/flu.md",
    ]
    assert [file.target for file in read.files] == ["news/the plan.pdf"] * 3
    assert '<a href="{item}news/flu.md#who" title="Title">a</a>' in read.html
    assert read.html.count('href="{file}news/the plan.pdf"') == 3


def test_a_link_to_a_list_of_the_site_waits_for_the_sites_own_folder() -> None:
    assert '<a href="{site}/news/">' in body("[News](/news/)\n").html


def test_an_e_mail_address_is_a_plain_link() -> None:
    read = body("<hello@fenwick.example>\n")
    assert '<a href="mailto:hello@fenwick.example">hello@fenwick.example</a>' in read.html


def test_a_picture_is_a_link_with_its_alt_as_words() -> None:
    read = body("[![The clinic's door](clinic.jpg)](flu.md)\n")
    assert read.links[0].text == "The clinic's door"
    assert '<img alt="The clinic\'s door" src="{picture}news/clinic.jpg">' in read.html


def test_a_picture_with_a_space_is_found_and_its_title_is_not_for_mice_only() -> None:
    read = body('![A clinic](my%20picture.jpg "Seen with a mouse")\n')
    assert read.pictures[0].target == "news/my picture.jpg"
    assert "mouse" not in read.html


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "../../private.md",
        "{attach}flu.md",
        "{item}news/flu.md",
        "{site}/x",
        "C:\\docs\\flu.md",
        "flu.md?x=1",
        "https:",
    ],
)
def test_links_that_lead_nowhere_good_are_refused(target: str) -> None:
    assert len(told(f"[x](<{target}>)\n")) == 1
    assert len(told(f"[x]\n\n[x]: <{target}>\n")) == 1


def test_the_folders_of_windows_lead_nowhere_here() -> None:
    (fault,) = told("[x](<..\\pages\\contact.md>)\n")
    assert fault[1].endswith("leads out of the content folder.")


def test_the_name_that_was_meant_is_offered() -> None:
    assert remedy("[a](../pages/contact/)\n") == 'Did you mean "../pages/contact.md"?'
    assert remedy("[a](../pages/about)\n") == 'Did you mean "../pages/about/index.md"?'
    assert remedy("[a](contact.md)\n").startswith('Did you mean "../pages/contact.md"?')
    assert remedy("![A clinic](Clinic.jpg)\n").startswith(
        'Did you mean "clinic.jpg"? Capital letters count.'
    )


def test_a_table_can_be_reached_and_named_and_has_no_empty_heading() -> None:
    read = body("## Times\n\n|     | Day |\n|---|---|\n| Oadby | Monday |\n")
    assert '<div aria-label="Times" class="app-table" role="region" tabindex="0">' in read.html
    assert '<th scope="col">Day</th>' in read.html
    assert "<td></td>" in read.html


def test_a_column_of_numbers_has_a_class_and_no_column_a_style() -> None:
    html = body("| a | b |\n|:-:|--:|\n| 1 | 2 |\n").html
    assert "style" not in html
    assert '<td class="nhsuk-table__cell--numeric">2</td>' in html
    assert '<th class="nhsuk-table__header--numeric" scope="col">b</th>' in html


def test_footnotes_are_read_like_other_words() -> None:
    read = body("A.[^1]\n\n[^1]: See [the clinics](flu.md).\n")
    assert [(link.target, link.line) for link in read.links] == [("news/flu.md", FIRST_LINE + 2)]
    assert {"fn:1", "fnref:1"} <= read.anchors


def test_a_hashtag_is_told_from_a_heading() -> None:
    assert "\\#FluFighters" in remedy("#FluFighters are here\n")
    assert body("\\#FluFighters are here\n").html == "<p>#FluFighters are here</p>"


@pytest.mark.parametrize(
    ("text", "row", "remedy"),
    [
        ("You need:\n- one\n- two", 1, "Leave an empty line before the list."),
        ("You need:\n* one", 1, "Leave an empty line before the list."),
        ("You need:\n1. one\n2. two", 1, "Leave an empty line before the list."),
        ("You need:\na) one\nb) two", 1, "Leave an empty line before the list."),
        ("> You need:\n> - one", 1, "Leave an empty line before the list."),
        ("- one\n- two\n1. three", 2, "Leave an empty line before the list."),
        ("You need:\n\u2022 one\n\u2022 two", 1, "Begin each line of the list with a hyphen"),
        ("A.\n\n\u2022\tone\n\n\u2022\ttwo", 2, "Begin each line of the list with a hyphen"),
        ("\u00b7 one", 0, "Begin each line of the list with a hyphen"),
        ("You need:\n\u2013 one\n\u2013 two", 1, "Begin each line of the list with a hyphen"),
        ("You need:\n-one\n-two", 1, "Begin each line of the list with a hyphen"),
        ("1) one\n2) two", 0, "Begin each line of the list with a number, a full stop"),
        ("Do:\n(1) one\n(2) two", 1, "Begin each line of the list with a number, a full stop"),
        ("Times:\n| a | b |\n|---|---|\n| 1 | 2 |", 1, "Leave an empty line before the table."),
        ("| a | b |\n| 1 | 2 |", 0, "Write a line like | --- | --- | below its first line"),
        ("a | b\nc | d", 0, "Write a line like | --- | --- | below its first line"),
        ("|---|---|\n| 1 | 2 |", 0, "Write the headings of the columns above this line"),
        ("| a | b |\n|---|\n| 1 | 2 |", 1, "This line has 1 part between bars; write 2"),
    ],
)
def test_a_list_or_table_that_would_run_on_is_told(text: str, row: int, remedy: str) -> None:
    (problem,) = read_body(text, FIRST_LINE, "news/a.md", FOLDER)[1]
    assert problem.line == FIRST_LINE + row
    assert problem.fault.startswith("readers would see ")
    assert problem.remedy.startswith(remedy)


@pytest.mark.parametrize(
    "text",
    [
        "You need:\n\n- one\n- two",
        "- one\n  that goes on\n- two\n\n    - three",
        "1. one\n2. two",
        "We are open \n\u2013 also on Sundays \u2013 until nine.",
        "It costs\n-5 pounds",
        "`one\n- two\n| three |`",
        "Open on Monday | Closed on Sunday",
        "Come on Monday\n2 November",
        "    - code",
        "One \\| two\nthree \\| four",
        "## Who\n- one",
    ],
)
def test_what_only_looks_like_a_list_or_table_is_no_problem(text: str) -> None:
    assert told(f"Words.\n\n{text}\n") == []


def test_a_row_of_other_cells_than_its_table_is_told() -> None:
    text = "| Town | When |\n|---|---|\n| Oadby |\n| Wigston | 9am | 5pm |\nBook first.\n"
    assert [(line - FIRST_LINE, fault.split(":")[0]) for line, fault in told(text)] == [
        (2, "this row of a table has 1 part between bars, and its heading 2"),
        (3, "this row of a table has 3 parts between bars, and its heading 2"),
        (4, "this row of a table has 1 part between bars, and its heading 2"),
    ]
    assert body("| Town | When |\n|---|---|\n| Oadby | |\n| a `|` \\| b | c |\n").html


@pytest.mark.parametrize(
    "text",
    [
        "[the clinics]flu.md",
        "[the clinics] (flu.md)",
        "[the *clinics*] (flu.md)",
        "[the council](flu.md",
        "[the council][about]",
        "[the council]https://x.example",
        "[the council] (https://x.example)",
        "[write] (mailto:hello@fenwick.example)",
        "![a door] (clinic.jpg)",
    ],
)
def test_brackets_that_readers_would_see_are_told(text: str) -> None:
    ((line, fault),) = told(f"Words [sic] (2014).\n\nSee {text}\n\n`[a][b]`\n")
    assert line == FIRST_LINE + 2
    assert fault.startswith('readers would see these brackets, and no link: "')


@pytest.mark.parametrize(
    "text",
    [
        "He said so [sic].",
        "[1] https://x.example",
        "\\[the clinics] (flu.md)",
        "[the clinics](flu.md) (flu.md)",
        "[the clinics][flu] [flu]\n\n[flu]: flu.md",
        "`[x](flu.md`",
        "A claim.[^1] (https://x.example)\n\n[^1]: Its source.",
    ],
)
def test_brackets_that_are_meant_are_no_problem(text: str) -> None:
    assert told(f"{text}\n") == []


@pytest.mark.parametrize(
    ("text", "address", "words"),
    [
        ("See https://nhs.example/flu.", "https://nhs.example/flu", "https://nhs.example/flu"),
        ("(www.nhs.example),", "https://www.nhs.example", "www.nhs.example"),
        ("Or hello@fenwick.example!", "mailto:hello@fenwick.example", "hello@fenwick.example"),
        ("https://a.example/b_(c))", "https://a.example/b_(c)", "https://a.example/b_(c)"),
        ("**https://a.example**", "https://a.example", "https://a.example"),
        ("http://a.example/?b=c&d_e_f", "http://a.example/?b=c&amp;d_e_f", None),
    ],
)
def test_a_bare_address_becomes_a_link(text: str, address: str, words: str | None) -> None:
    assert f'<a href="{address}">{words or address}</a>' in body(text).html


@pytest.mark.parametrize(
    "text", ["@nhs@social.example", "`https://a.example`", "www.", "https://", "a@b", "x.www.a.b"]
)
def test_what_only_looks_like_an_address_is_no_link(text: str) -> None:
    assert "<a" not in body(text).html


def test_the_words_of_a_link_can_be_an_address() -> None:
    html = body("[https://a.example or b@c.example](https://a.example)").html
    assert html == '<p><a href="https://a.example">https://a.example or b@c.example</a></p>'


def test_a_bare_address_has_its_line() -> None:
    links = body("A.\n\nwww.nhs.example\n\nhello@fenwick.example\n").links
    assert [link.line - FIRST_LINE for link in links] == [2, 4]


def test_a_paste_from_word_is_told_once_a_paragraph_in_the_order_of_the_text() -> None:
    pasted = '<p class="MsoNormal"><b>Flu</b> <span>clinics<o:p></o:p></span></p>'
    text = f"Words.\n\n{pasted}\n{pasted}\n\nA **<i>bold</i>** <b>word</b>.\n\n{pasted}\n"
    problems = read_body(text, FIRST_LINE, "news/a.md", FOLDER)[1]
    assert [problem.line - FIRST_LINE for problem in problems] == [2, 5, 7]
    assert ["Ctrl+Shift+V" in problem.remedy for problem in problems] == [True, False, True]
    assert '"<i>"' in problems[1].fault
