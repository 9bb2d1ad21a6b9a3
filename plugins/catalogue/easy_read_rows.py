"""The rows of an easy read: what stands where it cannot be shown beside a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.catalogue.body import Body
from plugins.catalogue.fields import short
from plugins.catalogue.problem import Problem

PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)\s*")
ANY_PICTURE = re.compile(r"!\[[^\]]*\](\(|\[)")
DEEPEST = 3  # level of headings
HOW = (
    "Write ![A nurse at work](nurse.jpg) on a line of its own, then an empty line, then the words"
    " that go with it."
)
# What Markdown makes of rows that cannot stand beside a picture, and by what it begins.
UNFIT = (
    ("table", "<table", re.compile(r".*\|")),
    ("quotation", "<blockquote", re.compile(r"\s*>")),
    ("footnote", 'class="footnote', re.compile(r".*\[\^")),
    ("list of terms", "<dl", re.compile(r"\s*:\s")),
    ("piece of code", "<pre", re.compile(r" {4,}\S|\t")),
    ("line across the page", "<hr", re.compile(r"\s*([-*_] ?){3,}\s*$")),
)


@dataclass(frozen=True)
class Row:
    """A picture, and the lines of Markdown with its words."""

    line: int
    words: tuple[tuple[int, str], ...]

    @property
    def markdown(self) -> str:
        """The words, each on its line below the picture."""
        last = self.words[-1][0] if self.words else self.line
        by_line = dict(self.words)
        return "\n".join(by_line.get(line, "") for line in range(self.line + 1, last + 1))


def rows_of(body: Body) -> tuple[Row, ...]:
    """Return the rows of an easy read."""
    rows: list[tuple[int, list[tuple[int, str]]]] = []
    for line, text, is_heading in _written(body):
        if PICTURE.fullmatch(text):
            rows.append((line, []))
        elif rows and not is_heading:
            rows[-1][1].append((line, text))
    return tuple(Row(line, tuple(words)) for line, words in rows)


def problems_of_rows(body: Body, path: str) -> Iterator[Problem]:
    """Yield each place that breaks the order of a picture, then its words."""
    yield from _of_unfit(body, path)
    yield from _of_pictures_among_words(body, path)
    yield from _of_order(body, path)
    for heading in body.headings:
        if heading.level > DEEPEST:
            fault = f'the heading "{short(heading.text)}" is too deep for an easy read.'
            yield Problem(path, heading.line, fault, "Begin headings with ##, or at most ###.")


def _written(body: Body) -> Iterator[tuple[int, str, bool]]:
    """Yield line, text, and whether it is a heading, of each row that is not empty."""
    headings = {heading.line for heading in body.headings}
    for line, text in enumerate(body.markdown.split("\n"), start=body.first_line):
        underline = line - 1 in headings and re.fullmatch(r"(=+|-+)\s*", text) is not None
        if text.strip():
            yield line, text, line in headings or underline


def _of_order(body: Body, path: str) -> Iterator[Problem]:
    """Yield words that have no picture before them, and pictures without words after them."""
    picture: int | None = None  # The line of a picture whose words have not come yet.
    has_picture = told = False
    for line, text, is_heading in _written(body):
        is_picture = PICTURE.fullmatch(text) is not None
        if picture is not None and (is_picture or is_heading):
            yield _without_words(path, picture)
        if is_picture or is_heading:
            has_picture, picture, told = is_picture, line if is_picture else None, False
        elif ANY_PICTURE.search(text):
            has_picture, picture = True, None  # It is told of elsewhere.
        elif not has_picture and not told:
            fault = f'these words have no picture: "{short(text)}".'
            remedy = f"Put a picture before them: each row is a picture, then its words. {HOW}"
            yield Problem(path, line, fault, remedy)
            told = True
        else:
            picture = None
    if picture is not None:
        yield _without_words(path, picture)


def _without_words(path: str, line: int) -> Problem:
    remedy = f"Write one or two short sentences after it, or delete it. {HOW}"
    return Problem(path, line, "this picture has no words after it.", remedy)


def _of_pictures_among_words(body: Body, path: str) -> Iterator[Problem]:
    rows = ["", *body.markdown.split("\n"), ""]
    for number, text in enumerate(rows[1:-1], start=1):
        line = body.first_line + number - 1
        if PICTURE.fullmatch(text):
            if rows[number - 1].strip() or rows[number + 1].strip():
                fault = "an empty line is missing before or after this picture."
                yield Problem(path, line, fault, f"A picture stands by itself. {HOW}")
        elif ANY_PICTURE.search(text):
            fault = "this picture stands among words."
            yield Problem(path, line, fault, f"Give it a line of its own. {HOW}")


def _of_unfit(body: Body, path: str) -> Iterator[Problem]:
    rows = list(enumerate(body.markdown.split("\n"), start=body.first_line))
    for what, mark, begins in UNFIT:
        if mark in body.html:
            line = next((line for line, row in rows if begins.match(row)), body.first_line)
            fault = f"a {what} cannot stand in an easy read."
            yield Problem(path, line, fault, "Say it in short sentences, each with a picture.")
