"""Markdown to HTML, and all that checks and pages need to know of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from plugins.catalogue.bare_addresses import BareAddress
from plugins.catalogue.body import Body
from plugins.catalogue.body_limits import too_much
from plugins.catalogue.body_lines import BodyLines
from plugins.catalogue.body_survey import CODE, Survey
from plugins.catalogue.fields import Folder
from plugins.catalogue.problem import Problem
from plugins.fast_markdown.contents import FastTocTreeprocessor
from plugins.fast_markdown.hasten import hasten
from plugins.fast_markdown.tables import FastTableProcessor

EXTENSIONS = ("abbr", "def_list", "footnotes", "sane_lists", "tables")
COMMENT_OR_CODE = re.compile(rf"{CODE}|<!--.*?-->", re.DOTALL)
TAG = r"</?[a-zA-Z][^<>]*>|<[!?][^<>]*>"
ASCII_WORD = re.compile("[a-z0-9]+")
TAB = 4  # Python-Markdown turns tabs into spaces before it reads anything.


def read_body(
    markdown: str, first_line: int, path: str, folder: Folder
) -> tuple[Body, list[Problem]]:
    """Return what the Markdown says, and every problem in it that one file alone can show."""
    if faults := list(too_much(markdown)):
        row, fault, remedy = faults[0]
        return Body(first_line=first_line), [Problem(path, first_line + row, fault, remedy)]
    plain = without_comments(markdown)
    lines = BodyLines(plain.expandtabs(TAB).split("\n"), first_line)
    survey = Survey(path, lines, folder)
    survey.look_at_comments(plain)
    converter = _idle.pop() if _idle else _Converter()
    try:
        html = converter.html_of(plain, survey)
    except RecursionError:
        survey.fault(
            first_line,
            "the text has too many lists or quotations inside one another.",
            "Write it with fewer levels.",
        )
        return Body(markdown=plain, first_line=first_line), survey.problems
    # Where an error ended the conversion it is not kept: nobody knows what it remembers.
    _idle.append(converter)
    body = Body(
        markdown=plain,
        html=html,
        first_line=first_line,
        headings=tuple(survey.headings),
        anchors=frozenset(survey.anchors),
        links=tuple(survey.links),
        pictures=tuple(survey.pictures),
        files=tuple(survey.files),
    )
    return body, survey.problems


def without_comments(markdown: str) -> str:
    """Return the text without <!-- comments -->: a note to a colleague is not published.

    Comments inside backticks are shown to readers. Lines keep their numbers.
    """
    if "<!--" not in markdown:
        return markdown

    def kept(found: re.Match[str]) -> str:
        return found[0] if found["code"] else "\n" * found[0].count("\n")

    return COMMENT_OR_CODE.sub(kept, markdown)


def anchor_of(heading: str, separator: str) -> str:
    """Return a heading's anchor: its letters, vowel signs and digits, in any script."""
    if heading.isascii():
        return separator.join(ASCII_WORD.findall(heading.lower().replace("'", "")))
    words = "".join(
        character if unicodedata.category(character)[0] in "LMN" else " "
        for character in unicodedata.normalize("NFC", heading).lower().replace("'", "")
    )
    return separator.join(words.split())


class _NoContents(FastTocTreeprocessor):
    """Names headings only: pages list them from what the survey finds."""

    def build_toc_div(self, toc_list: Sequence[object]) -> Element:
        """Return nothing of a table of contents."""
        del toc_list
        return Element("div")


class _Anchors(TocExtension):
    TreeProcessorClass = _NoContents


class _Reading(Extension):
    """Runs the survey when Python-Markdown has built and named everything."""

    survey: Survey

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Come after the table of contents (5), which gives headings their anchors."""
        # No HTML is let through, so that there is one rule for it wherever it stands.
        md.preprocessors.deregister("html_block")
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "<"]
        md.inlinePatterns.register(_Tag(TAG, md, self), "html", 90)
        md.inlinePatterns.register(BareAddress(md), "bare_address", 85)
        md.inlinePatterns.register(_EmailAddress(r"<([^<> !]+@[^@<> ]+)>", md), "automail", 110)
        table = _Table(md.parser, {"use_align_attribute": False}, self)
        md.parser.blockprocessors.register(table, "table", 75)  # In place of the extension's own.
        md.treeprocessors.register(_RowsProcessor(md, self), "rows", 60)  # inline is 20
        md.treeprocessors.register(_SurveyProcessor(md, self), "survey", 4)


class _Converter:
    """Python-Markdown with our extensions, which takes one body after another."""

    def __init__(self) -> None:
        self.reading = _Reading()
        md = Markdown(
            extensions=[*EXTENSIONS, _Anchors(slugify=anchor_of, marker=""), self.reading],
            output_format="html",
        )
        self.md = hasten(md)

    def html_of(self, markdown: str, survey: Survey) -> str:
        """Return the HTML, and let the survey look at all on the way."""
        self.reading.survey = survey
        survey.md = self.md
        return self.md.reset().convert(markdown)


_idle: list[_Converter] = []


class _Table(FastTableProcessor):
    """Counts the cells of each row: Python-Markdown drops those for which it has no column."""

    def __init__(self, parser: BlockParser, config: dict[str, object], reading: _Reading) -> None:
        super().__init__(parser, config)
        self.reading = reading

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        self.reading.survey.look_at_table_row(row, len(self._split_row(row)), len(align))
        super()._build_row(row, parent, align)  # type: ignore[misc]
        for cell in parent[-1]:
            # The pages' policy forbids styles of their own; numbers stand to the right by a class.
            style, name = cell.attrib.pop("style", ""), "header" if cell.tag == "th" else "cell"
            if "right" in style:
                cell.set("class", f"nhsuk-table__{name}--numeric")


class _Tag(InlineProcessor):
    """Notes HTML, and lets it stand as text."""

    def __init__(self, pattern: str, md: Markdown, reading: _Reading) -> None:
        super().__init__(pattern, md)
        self.reading = reading

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        """Note the tag."""
        del data
        self.reading.survey.html.note(m[0])
        return AtomicString(m[0]), m.start(0), m.end(0)


class _EmailAddress(InlineProcessor):
    """<hello@example.org> as a link; Python-Markdown's own hides it in codes from our checks."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Return the link."""
        del data
        address = self.unescape(m[1]).removeprefix("mailto:")
        link = Element("a", {"href": f"mailto:{address}"})
        link.text = AtomicString(address)
        return link, m.start(0), m.end(0)


class _RowsProcessor(Treeprocessor):
    def __init__(self, md: Markdown, reading: _Reading) -> None:
        super().__init__(md)
        self.reading = reading

    def run(self, root: Element) -> None:
        """Look at the paragraphs while they are still Markdown."""
        self.reading.survey.look_at_rows(root)


class _SurveyProcessor(Treeprocessor):
    def __init__(self, md: Markdown, reading: _Reading) -> None:
        super().__init__(md)
        self.reading = reading

    def run(self, root: Element) -> None:
        """Look at the finished tree."""
        self.reading.survey.look_at(root)
