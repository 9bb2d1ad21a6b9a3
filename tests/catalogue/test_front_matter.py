"""Front matter: values as text, the line of each, and the body after them."""

from __future__ import annotations

import pytest

from plugins.catalogue.front_matter import FrontMatter, read_front_matter, read_yaml
from plugins.catalogue.problem import ContentError, Problem

TEXT = """\
---
title: Flu clinics open
date: 2026-11-02
heard: 012
start: 10:30
cancelled: no
credit: ~
version: 1.10
image:
  file: clinic.jpg
  alt: "A nurse: at work"
chapters:
  - start: 0:00
    title: Hello
  - {start: 2:10, title: Help}
summary: >-
  Two lines
  become one.
---
Words.

---

More.
"""


def read(text: str) -> FrontMatter:
    """Return what a file of this text says."""
    return read_front_matter(text, "news/a.md")


def problems(text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a file of this text."""
    with pytest.raises(ContentError) as caught:
        read(text)
    return caught.value.problems


def test_every_value_is_the_text_that_was_written() -> None:
    values = read(TEXT).values
    # YAML would make 10, 630, False and 1.1 of these.
    assert values["heard"] == "012"
    assert values["start"] == "10:30"
    assert values["cancelled"] == "no"
    assert values["version"] == "1.10"
    assert values["date"] == "2026-11-02"
    assert values["credit"] is None
    assert values["summary"] == "Two lines become one."


def test_every_value_has_its_line() -> None:
    source = read(TEXT)
    assert source.line_of(("title",)) == 2
    assert source.line_of(("image", "alt")) == 11
    assert source.line_of(("chapters", 0)) == 13
    assert source.line_of(("chapters", 0, "title")) == 14
    assert source.line_of(("chapters", 1, "title")) == 15


def test_what_has_no_line_has_the_line_of_what_is_around_it() -> None:
    assert read(TEXT).line_of(("image", "caption")) == 9
    assert read(TEXT).line_of(("nothing", "at", "all")) == 2


def test_the_body_begins_after_the_second_row_of_hyphens_and_may_hold_a_third() -> None:
    source = read(TEXT)
    assert source.body == "Words.\n\n---\n\nMore.\n\n"
    assert source.body_line == 20


def test_text_in_quotation_marks_is_never_empty() -> None:
    assert read('---\na: "null"\nb: "~"\nc: null\nd: ""\n---\n').values == {
        "a": "null",
        "b": "~",
        "c": None,
        "d": "",
    }


def test_signs_from_word_processors_do_not_move_line_numbers() -> None:
    source = read("---\ntitle: One\u2028line\nsummary: Two\x85words\ndate: x\n---\nA\u2029B\n")
    assert source.values["title"] == "One line"
    assert source.line_of(("date",)) == 4
    assert source.body == "A B\n\n"


def test_all_doubled_fields_are_told_at_once_with_the_first_line() -> None:
    found = problems("---\na: 1\nb: {c: 1, c: 2}\na: 2\n---\n")
    assert [(problem.line, problem.fault) for problem in found] == [
        (3, '"c" is written twice.'),
        (4, '"a" is written twice.'),
    ]
    assert found[1].remedy == "Keep one of the two: the other is on line 2."


@pytest.mark.parametrize("sign", ["\x00", "\x02", "\x0b", "\x1b", "\x7f", "\ufffe", "\ud800"])
def test_invisible_characters_are_refused_in_fields_and_words(sign: str) -> None:
    assert [problem.line for problem in problems(f"---\na: b{sign}\n---\nc{sign}\n")] == [2, 4]


def test_an_invisible_character_cannot_come_in_as_a_code() -> None:
    (problem,) = problems('---\ntitle: x\nsummary: "a\\x02"\n---\n')
    assert (problem.line, problem.fault[:24]) == (3, "there is an invisible ch")


@pytest.mark.parametrize(
    ("text", "sign"), [("*a", "*"), ("&a b", "&"), ("!!str b", "!"), ("!a b", "!")]
)
def test_no_text_loses_a_word_to_a_sign(text: str, sign: str) -> None:
    (problem,) = problems(f"---\ntitle: {text}\n---\n")
    assert problem.fault == f'a text cannot begin with "{sign}".'


def test_a_billion_laughs_are_not_laughed() -> None:
    rows = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    with pytest.raises(ContentError, match="cannot begin with"):
        read_yaml("\n".join(rows), "site.yaml")


def test_a_field_without_a_name_is_told() -> None:
    found = problems("---\n[a, b]: c\n'': d\n? {e: f}\n: g\n---\n")
    assert [problem.fault for problem in found] == ["a field has no name."] * 3


def test_an_empty_file_of_the_site_is_an_empty_set_of_fields() -> None:
    assert read_yaml("# Nothing yet\n", "site.yaml") == ({}, {})


@pytest.mark.parametrize(
    ("row", "remedy"),
    [
        ("title: Flu: what to do", 'title: "Flu: what to do"'),
        ('title: Flu: "what" to do', "title: 'Flu: \"what\" to do'"),
        ("title: @home", 'title: "@home"'),
        ("title: `home`", 'title: "`home`"'),
        ("title: %home", 'title: "%home"'),
        ("title: [New] at home", 'title: "[New] at home"'),
        ("title: Ends with a colon:", 'title: "Ends with a colon:"'),
    ],
)
def test_the_remedy_holds_the_line_as_it_should_be(row: str, remedy: str) -> None:
    (problem,) = problems(f"---\n{row}\n---\n")
    assert problem.remedy == f"Put quotation marks around the whole text:\n{remedy}"
    assert read(f"---\n{remedy}\n---\n").values == {"title": row.removeprefix("title: ")}, (
        "what we tell editors to write must be right"
    )
