"""Markdown to HTML, with the facts that checks and pages need: headings, links, pictures, files.

The HTML holds no address yet: links to items begin with {item}, pictures with {picture} and
other files with {file}, each followed by a path from the content folder; links to /a/page/ of
the site begin with {site}.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import chain
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.tables import TableProcessor
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from plugins.catalogue.bare_addresses import BareAddress
from plugins.catalogue.broken_links import broken_links
from plugins.catalogue.fields import (
    PAPERS,
    PICTURES,
    SOUND,
    VIDEO,
    Folder,
    either,
    short,
    where_to_put,
)
from plugins.catalogue.problem import Problem
from plugins.catalogue.run_on import counted, run_on

EXTENSIONS = ("abbr", "def_list", "footnotes", "sane_lists", "tables")
WEB = re.compile(r"(https?://[^\s/]|mailto:\S+@|tel:\+?[\d-])", re.IGNORECASE)
# Pelican's own forms are read too; {attach} and the others would copy any file into the site.
PELICAN_FORM = re.compile(r"\{(filename|static)\}/?|\{(\w+)\}")
HEADING = re.compile(r"h([1-6])")
FILES = PAPERS + SOUND + VIDEO
CODE = r"(?P<code>(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`))"
INLINE_CODE = re.compile(CODE, re.DOTALL)
COMMENT_OR_CODE = re.compile(rf"{CODE}|<!--.*?-->", re.DOTALL)
COMMENT_OR_CODE_START = re.compile(rf"{CODE}|<!--", re.DOTALL)
TAG = r"</?[a-zA-Z][^<>]*>|<[!?][^<>]*>"
TAB = 4  # Python-Markdown turns tabs into spaces before it reads anything.
STASHED = "\x02"  # begins Python-Markdown's stand-ins for signs that it keeps aside
PLAYER = (
    "Other websites' players cannot be shown. Put the recording into the fields of a story or"
    " an episode, or link to it: [Watch the film](https://...)."
)
# What a word processor or another website leaves in what is pasted.
OF_A_PASTE = re.compile(r"\sstyle=|\sclass=|<o:|<font|<span|<w:|\slang=", re.IGNORECASE)
PASTE_AGAIN = (
    "It comes with text that is copied from Word or a website. Delete the text and paste it again"
    " as plain text: Ctrl+Shift+V. Then write its headings and lists anew."
)
INSTEAD_OF_HTML = {
    "a": "Write a link as [its words](its address).",
    "b": "Write bold words as **bold**.",
    "strong": "Write bold words as **bold**.",
    "i": "Write words with emphasis as *emphasis*.",
    "em": "Write words with emphasis as *emphasis*.",
    "br": "Leave an empty line, and a new paragraph begins.",
    "p": "Leave an empty line, and a new paragraph begins.",
    "h1": "Write a heading as ## Heading.",
    "h2": "Write a heading as ## Heading.",
    "h3": "Write a heading as ### Heading.",
    "img": "Write a picture as ![what it shows](picture.jpg).",
    "iframe": PLAYER,
    "video": PLAYER,
    "audio": PLAYER,
    "embed": PLAYER,
    "object": PLAYER,
    "script": "Delete it: programs cannot stand in a page.",
    "style": "Delete it: the look of pages is the same everywhere.",
    "ul": "Write a list as lines that begin with a hyphen and a space.",
    "ol": "Write a list as lines that begin with 1. and a space.",
    "table": "Write a table with | between its cells: docs/editors.md shows one.",
}


@dataclass(frozen=True)
class Heading:
    """A heading of the body."""

    level: int  # 2 to 6: the title is 1
    anchor: str
    text: str
    line: int


@dataclass(frozen=True)
class Reference:
    """A link, picture or file that the body names."""

    target: str  # a web address, "#anchor", "/address/", or a path from the content folder
    text: str
    line: int


@dataclass(frozen=True)
class Body:
    """An item's words."""

    markdown: str = ""
    html: str = ""
    first_line: int = 1
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    links: tuple[Reference, ...] = ()
    pictures: tuple[Reference, ...] = ()
    files: tuple[Reference, ...] = ()


EMPTY_BODY = Body()


def read_body(
    markdown: str, first_line: int, path: str, folder: Folder
) -> tuple[Body, list[Problem]]:
    """Return what the Markdown says, and every problem in it that one file alone can show."""
    plain = without_comments(markdown)
    survey = _Survey(path, plain.expandtabs(TAB).split("\n"), first_line, folder)
    survey.look_at_comments(plain)
    converter = Markdown(
        extensions=[*EXTENSIONS, "toc", _Reading(survey)],
        extension_configs={"toc": {"slugify": anchor_of, "marker": ""}},
        output_format="html",
    )
    try:
        html = converter.convert(plain)
    except RecursionError:
        survey.fault(
            first_line,
            "the text has too many lists or quotations inside one another.",
            "Write it with fewer levels.",
        )
        return Body(markdown=plain, first_line=first_line), survey.problems
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

    def kept(found: re.Match[str]) -> str:
        return found[0] if found["code"] else "\n" * found[0].count("\n")

    return COMMENT_OR_CODE.sub(kept, markdown)


def anchor_of(heading: str, separator: str) -> str:
    """Return a heading's anchor: its letters, vowel signs and digits, in any script."""
    words = "".join(
        character if unicodedata.category(character)[0] in "LMN" else " "
        for character in unicodedata.normalize("NFC", heading).lower().replace("'", "")
    )
    return separator.join(words.split())


@dataclass
class _Survey:
    """What one walk over a body finds."""

    path: str
    rows: list[str]
    first_line: int
    folder: Folder
    headings: list[Heading] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    links: list[Reference] = field(default_factory=list)
    pictures: list[Reference] = field(default_factory=list)
    files: list[Reference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    md: Markdown | None = None
    _found: dict[str, int] = field(default_factory=dict)
    _heading_row: int = -1
    _opened: set[str] = field(default_factory=set)
    _tags: list[tuple[int, int, str]] = field(default_factory=list)

    def words_of(self, element: Element) -> str:
        """Return an element's text as readers see it."""
        text = "".join(element.itertext()).strip()
        if STASHED not in text or self.md is None:
            return text
        inner = strip_tags(render_inner_html(remove_fnrefs(element), self.md))
        return unescape(inner).strip()

    def line_of(self, *texts: str) -> int:
        """Return the next line that holds one of the texts, the first of them for choice.

        Python-Markdown keeps no line numbers.
        """
        for text in texts:
            start = self._found.get(text, -1) + 1
            for index in chain(range(start, len(self.rows)), range(start)):
                if text in self.rows[index]:
                    self._found[text] = index
                    return self.first_line + index
        return self.first_line

    def line_of_target(self, target: str, words: str) -> int:
        """Return the line of a link or picture that leads to this target."""
        marks = (f"]({target}", f"](<{target}", f"]: {target}", f"]: <{target}", f"<{target}>")
        return self.line_of(*marks, target, words) if target else self.line_of(f"[{words}]", "]()")

    def fault(self, line: int, fault: str, remedy: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.path, line, fault, remedy))

    def look_at(self, root: Element) -> None:
        """Note and prepare every element that matters."""
        for element in root.iter():
            if anchor := element.get("id"):
                self.anchors.add(anchor)
            if heading := HEADING.fullmatch(str(element.tag)):
                self._heading(element, int(heading[1]))
            elif element.tag == "a" and "footnote" not in element.get("class", ""):
                self._link(element)
            elif element.tag == "img":
                self._picture(element)
            elif element.tag in {"ul", "ol"}:
                self._list(element)
            elif element.tag == "th":
                element.set("scope", "col")
                if not self.words_of(element):  # The empty corner of a table heads nothing.
                    element.tag = "td"
                    del element.attrib["scope"]
        self._refuse_html()
        self._refuse_broken_links(root)
        _frame_tables(root)

    def look_at_comments(self, plain: str) -> None:
        """Refuse a comment without an end: its words would be published."""
        for found in COMMENT_OR_CODE_START.finditer(plain):
            if not found["code"]:
                line = self.first_line + plain.count("\n", 0, found.start())
                remedy = "Write --> where the comment ends, or delete it."
                self.fault(line, "a comment begins here with <!-- and has no end.", remedy)

    def look_at_tag(self, tag: str) -> None:
        """Note HTML: it could break the page, its accessibility and its security policy."""
        name = _name_of(tag)
        if tag.startswith("</") and name in self._opened:
            return  # Its beginning was noted.
        self._opened.add(name)
        first_row = tag.split("\n", maxsplit=1)[0]
        line = self.line_of(first_row)
        column = self.rows[line - self.first_line].find(first_row)
        self._tags.append((line, column, tag))

    def _refuse_html(self) -> None:
        """Tell each paragraph's HTML once, by what stands first in it."""
        told = set()
        for line, _, tag in sorted(self._tags):
            paragraph = self._paragraph_of(line)
            if paragraph in told:
                continue
            told.add(paragraph)
            pasted = any(
                OF_A_PASTE.search(other)
                for at, _, other in self._tags
                if self._paragraph_of(at) == paragraph
            )
            remedy = INSTEAD_OF_HTML.get(_name_of(tag)) or (
                "Write it in Markdown. Where readers should see the sign itself, put backticks"
                " around it: `<b>`."
            )
            pasted = pasted and remedy is not PLAYER
            fault = f'HTML, the code of web pages, cannot be used: "{short(tag)}".'
            self.fault(line, fault, PASTE_AGAIN if pasted else remedy)

    def _paragraph_of(self, line: int) -> int:
        """Return where the paragraph of a line begins."""
        row = line - self.first_line
        while row > 0 and self.rows[row - 1].strip():
            row -= 1
        return row

    def look_at_rows(self, root: Element) -> None:
        """Refuse lists and tables that would be run-on text, before the texts are read."""
        for found in run_on(root, INLINE_CODE):
            self.fault(self.line_of(found.row), found.fault, found.remedy)

    def look_at_table_row(self, row: str, cells: int, columns: int) -> None:
        """Refuse a row of other cells than its table: they would be lost, or stand wrongly."""
        if cells != columns:
            fault = (
                f"this row of a table has {counted(cells)} between bars, and its heading"
                f' {columns}: "{short(row)}".'
            )
            remedy = (
                "Give it as many as the heading has; a cell can be empty: | Oadby | |. Where the"
                " table ends above, leave an empty line."
            )
            self.fault(self.line_of(row), fault, remedy)

    def _refuse_broken_links(self, root: Element) -> None:
        for seen in broken_links(root):
            words, _, rest = seen.partition("]")
            address = re.match(r"[\s(]*([^\s()\[\]]+)", rest)
            link = f"{words.removeprefix('!')}]({address[1] if address else 'flu-clinics.md'})"
            fault = f'readers would see these brackets, and no link: "{short(seen)}".'
            remedy = (
                f"Write the address in round brackets, right after the words: {short(link)}. Where"
                " square brackets are meant, write \\[ for the first."
            )
            self.fault(self.line_of(seen, f"{words}]", f"]{rest}"), fault, remedy)

    def _heading(self, element: Element, level: int) -> None:
        text = self.words_of(element)
        line = self._line_of_heading(text)
        before = self.headings[-1].level if self.headings else 1
        shown = short(text)
        if not text:
            remedy = "Write its words after the #, or delete the line."
            self.fault(line, "a heading has no words.", remedy)
        elif level == 1:
            row = self.rows[line - self.first_line].lstrip()
            hashtag = re.match(r"#\w+", row)
            remedy = (
                f"Write \\{hashtag[0]} to begin a line with a hashtag, or ## and a space for a"
                " heading."
                if hashtag
                else "Write ## instead of #, or delete it: title in the fields is the heading."
            )
            self.fault(line, f'"{shown}" is a heading of the level of the title.', remedy)
        elif level > before + 1:
            marks = "#" * (before + 1)
            remedy = f"Write {marks} before it. People who listen to a page go by the levels."
            self.fault(line, f'the heading "{shown}" skips a level.', remedy)
        self.headings.append(Heading(max(level, 2), element.get("id", ""), text, line))

    def _line_of_heading(self, text: str) -> int:
        """Return the next line that is written as a heading, best one with all these words."""
        rows = [n for n in range(self._heading_row + 1, len(self.rows)) if self._is_heading(n)]
        letters = _letters(text)
        fitting = (n for n in rows if letters in _letters(self.rows[n]))
        self._heading_row = next(fitting, rows[0] if rows else 0)
        return self.first_line + self._heading_row

    def _is_heading(self, number: int) -> bool:
        below = self.rows[number + 1] if number + 1 < len(self.rows) else ""
        row = self.rows[number].lstrip("> ")
        return row.startswith("#") or bool(row and re.fullmatch(r"(=+|-+)\s*", below))

    def _link(self, element: Element) -> None:
        target = element.get("href", "")
        picture = element.find(".//img")
        text = self.words_of(element) or ("" if picture is None else picture.get("alt", ""))
        line = self.line_of_target(target, text)
        if not target:
            remedy = "Write where it leads between the round brackets, like (flu-clinics.md)."
            self.fault(line, f'the link "{short(text)}" has no address.', remedy)
            return
        if not text and picture is None:
            remedy = "Write what the reader will find there between the square brackets."
            self.fault(line, f'the link to "{short(target)}" has no words.', remedy)
        if WEB.match(target) or target.startswith(("#", "/")):
            self.links.append(Reference(target, text, line))
            if re.match(r"/($|[^/])", target):
                element.set("href", f"{{site}}{target}")
            return
        path, mark, anchor = target.partition("#")
        found = self._content_path(path, line, "link")
        if found is None:
            return
        suffix = PurePosixPath(found).suffix.lower()
        if suffix == ".md":
            self.links.append(Reference(f"{found}{mark}{anchor}", text, line))
            element.set("href", f"{{item}}{found}{mark}{anchor}")
        elif suffix in PAPERS + SOUND + VIDEO:
            self.files.append(Reference(found, text, line))
            element.set("href", f"{{file}}{found}")
        else:
            remedy = f"Link to an item (.md), or to a file that ends in {either(FILES)}."
            if suffix in PICTURES:
                remedy = f"To show a picture, write ! before it: ![What it shows]({short(target)})."
            self.fault(line, f'a link cannot lead to "{short(target)}".', remedy)

    def _picture(self, element: Element) -> None:
        target = element.get("src", "")
        alt = element.get("alt", "").strip()
        line = self.line_of_target(target, alt)
        if not alt:
            remedy = (
                "Say in one sentence what it shows, between the square brackets:"
                f" ![The door of the clinic]({short(target)})."
            )
            fault = f'the picture "{short(target)}" has no words for people who do not see it.'
            self.fault(line, fault, remedy)
        if re.match(r"(https?:)?//|data:", target, re.IGNORECASE):
            remedy = "Save the picture beside this file, if you may use it, and write its name."
            self.fault(line, f'the picture "{short(target)}" is on another website.', remedy)
            return
        found = self._content_path(target, line, "picture")
        if found is None:
            return
        if PurePosixPath(found).suffix.lower() not in PICTURES:
            remedy = f"Use a picture that ends in {either(PICTURES)}."
            self.fault(line, f'"{short(target)}" is not a picture that pages can show.', remedy)
            return
        self.pictures.append(Reference(found, alt, line))
        element.set("src", f"{{picture}}{found}")
        if "title" in element.attrib:
            del element.attrib["title"]  # Seen with a mouse only.

    def _content_path(self, target: str, line: int, what: str) -> str | None:
        shown = f'the {what} "{short(target)}"'
        form = PELICAN_FORM.match(target)
        if form and form[2]:
            remedy = "Write only the name of a file beside this one, without the curly brackets."
            self.fault(line, f"{shown} uses {{{form[2]}}}, which is not allowed.", remedy)
            return None
        if re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
            remedy = "Write an address that begins with https://, or mailto: and an e-mail address."
            self.fault(line, f"{shown} is of a type that cannot be used.", remedy)
            return None
        # {filename}/news/x.md counts from the content folder.
        from_root = form is not None and form[0].endswith("/")
        plain = unquote(target[form.end() :] if form else target)
        path = self.folder.resolve(f"/{plain}" if from_root else plain)
        if path is None:
            remedy = "Move the file into the content folder, and write its name as seen from here."
            self.fault(line, f"{shown} leads out of the content folder.", remedy)
        elif not self.folder.exists(path):
            fault = f"{shown} leads to a file that is not there."
            self.fault(line, fault, where_to_put(self.folder, plain, path))
        else:
            return path
        return None

    @staticmethod
    def _list(element: Element) -> None:
        style = "bullet" if element.tag == "ul" else "number"
        element.set("class", f"nhsuk-list nhsuk-list--{style}")


def _frame_tables(root: Element) -> None:
    """Put each table in a frame that scrolls by itself, so that a narrow page does not."""
    labels: dict[str, int] = {}
    heading = ""
    for parent, element in list(_with_parents(root)):
        if HEADING.fullmatch(str(element.tag)):
            heading = "".join(element.itertext()).strip()
        if element.tag != "table":
            continue
        first = next(iter(element.iter("th")), element)
        label = heading or "".join(first.itertext()).strip() or "1"
        labels[label] = labels.get(label, 0) + 1
        number = labels[label]
        element.set("class", "nhsuk-table")
        frame = Element("div", {"class": "app-table", "role": "region", "tabindex": "0"})
        frame.set("aria-label", label if number == 1 else f"{label} ({number})")
        frame.tail, element.tail = element.tail, None
        parent[list(parent).index(element)] = frame
        frame.append(element)


def _with_parents(element: Element) -> Iterator[tuple[Element, Element]]:
    for child in element:
        yield element, child
        yield from _with_parents(child)


def _name_of(tag: str) -> str:
    """Return a tag's name: "b" of "</b>"."""
    return re.sub(r"[^\w:].*", "", tag.lstrip("</"), flags=re.DOTALL).lower()


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


class _Reading(Extension):
    """Runs the survey when Python-Markdown has built and named everything."""

    def __init__(self, survey: _Survey) -> None:
        super().__init__()
        self.survey = survey

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Come after the table of contents (5), which gives headings their anchors."""
        # No HTML is let through, so that there is one rule for it wherever it stands.
        md.preprocessors.deregister("html_block")
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "<"]
        md.inlinePatterns.register(_Tag(TAG, md, self.survey), "html", 90)
        md.inlinePatterns.register(BareAddress(md), "bare_address", 85)
        md.inlinePatterns.register(_EmailAddress(r"<([^<> !]+@[^@<> ]+)>", md), "automail", 110)
        table = _Table(md.parser, {"use_align_attribute": False}, self.survey)
        md.parser.blockprocessors.register(table, "table", 75)  # In place of the extension's own.
        md.treeprocessors.register(_RowsProcessor(md, self.survey), "rows", 60)  # inline is 20
        md.treeprocessors.register(_SurveyProcessor(md, self.survey), "survey", 4)


class _Table(TableProcessor):
    """Counts the cells of each row: Python-Markdown drops those for which it has no column."""

    def __init__(self, parser: BlockParser, config: dict[str, object], survey: _Survey) -> None:
        super().__init__(parser, config)
        self.survey = survey

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        self.survey.look_at_table_row(row, len(self._split_row(row)), len(align))  # type: ignore[attr-defined]
        super()._build_row(row, parent, align)  # type: ignore[misc]
        for cell in parent[-1]:
            # The pages' policy forbids styles of their own; numbers stand to the right by a class.
            style, name = cell.attrib.pop("style", ""), "header" if cell.tag == "th" else "cell"
            if "right" in style:
                cell.set("class", f"nhsuk-table__{name}--numeric")


class _Tag(InlineProcessor):
    """Notes HTML, and lets it stand as text."""

    def __init__(self, pattern: str, md: Markdown, survey: _Survey) -> None:
        super().__init__(pattern, md)
        self.survey = survey

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        """Note the tag."""
        del data
        self.survey.look_at_tag(m[0])
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
    def __init__(self, md: Markdown, survey: _Survey) -> None:
        super().__init__(md)
        self.survey = survey

    def run(self, root: Element) -> None:
        """Look at the paragraphs while they are still Markdown."""
        self.survey.look_at_rows(root)


class _SurveyProcessor(Treeprocessor):
    def __init__(self, md: Markdown, survey: _Survey) -> None:
        super().__init__(md)
        self.survey = survey
        survey.md = md

    def run(self, root: Element) -> None:
        """Look at the finished tree."""
        self.survey.look_at(root)
