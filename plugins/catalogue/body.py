"""Markdown to HTML, with the facts that checks and pages need: headings, links, pictures, files.

The HTML holds no address yet: links to items begin with {item}, pictures with {picture} and
other files with {file}, each followed by a path from the content folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify_unicode
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from plugins.catalogue.fields import PAPERS, PICTURES, SOUND, VIDEO, Folder
from plugins.catalogue.problem import Problem

EXTENSIONS = ("abbr", "def_list", "footnotes", "sane_lists", "tables")
WEB = re.compile(r"(https?://[^\s/]|mailto:\S+@|tel:\+?[\d-])", re.IGNORECASE)
# Pelican's own forms are read too; {attach} and the others would copy any file into the site.
PELICAN_FORM = re.compile(r"\{(filename|static)\}/?|\{(\w+)\}")
HEADING = re.compile(r"h([1-6])")


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
    survey = _Survey(path, markdown.splitlines(), first_line, folder)
    converter = Markdown(
        extensions=[*EXTENSIONS, "toc", _Reading(survey)],
        extension_configs={"toc": {"slugify": slugify_unicode, "marker": ""}},
        output_format="html",
    )
    html = converter.convert(markdown).replace("<p></p>\n", "")  # Left by a comment.
    survey.look_at_raw_html(converter.htmlStash.rawHtmlBlocks)
    body = Body(
        markdown=markdown,
        html=html,
        first_line=first_line,
        headings=tuple(survey.headings),
        anchors=frozenset(survey.anchors),
        links=tuple(survey.links),
        pictures=tuple(survey.pictures),
        files=tuple(survey.files),
    )
    return body, survey.problems


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
    _found: dict[str, int] = field(default_factory=dict)

    def line_of(self, text: str) -> int:
        """Return the next line that holds the text: Python-Markdown keeps no line numbers."""
        start = self._found.get(text, -1) + 1
        for index in chain(range(start, len(self.rows)), range(start)):
            if text in self.rows[index]:
                self._found[text] = index
                return self.first_line + index
        return self.first_line

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
        _frame_tables(root)

    def look_at_raw_html(self, blocks: list[str | Element]) -> None:
        """Refuse HTML: it could break the page, its accessibility and its security policy."""
        for block in blocks:
            text = str(block).strip()
            if text.startswith(("&", "<!--")) or not text:
                continue
            tag = text.splitlines()[0][:60]
            remedy = (
                "Say it in Markdown. To show such a text to readers, put backticks around it,"
                " like `<b>`."
            )
            self.fault(self.line_of(tag[:20]), f'HTML cannot be used here: "{tag}".', remedy)

    def _heading(self, element: Element, level: int) -> None:
        text = "".join(element.itertext()).strip()
        line = self.line_of(text.split("\n")[0]) if text else self.first_line
        before = self.headings[-1].level if self.headings else 1
        if level == 1:
            remedy = "Write ## instead of #: the title is the page's one heading of level 1."
            self.fault(line, f'the heading "{text}" has the level of the title.', remedy)
        elif level > before + 1:
            marks = "#" * (before + 1)
            remedy = f"Write {marks} before it: screen readers use the levels as a table of contents."
            self.fault(line, f'the heading "{text}" skips a level.', remedy)
        if not text:
            self.fault(line, "a heading has no words.", "Write words after the ##, or delete it.")
        self.headings.append(Heading(max(level, 2), element.get("id", ""), text, line))

    def _link(self, element: Element) -> None:
        target = element.get("href", "")
        text = "".join(element.itertext()).strip()
        line = self.line_of(target) if target else self.line_of(text)
        if not text and element.find(".//img") is None:
            remedy = "Write what the reader will find there between the square brackets."
            self.fault(line, f'the link to "{target}" has no words.', remedy)
        if WEB.match(target) or target.startswith(("#", "/")):
            self.links.append(Reference(target, text, line))
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
            endings = ", ".join(PAPERS + SOUND + VIDEO)
            remedy = f"Link to an item (.md), or to a file that ends in {endings}."
            self.fault(line, f'the link "{target}" leads to a file of another type.', remedy)

    def _picture(self, element: Element) -> None:
        target = element.get("src", "")
        alt = element.get("alt", "").strip()
        line = self.line_of(target)
        if not alt:
            remedy = "Write what it shows between the square brackets: ![The clinic's door](x.jpg)."
            self.fault(line, f'the picture "{target}" has no words for those who do not see it.', remedy)
        if re.match(r"(https?:)?//|data:", target):
            remedy = "Save the picture beside this file, and write its name."
            self.fault(line, f'the picture "{target}" is on another website.', remedy)
            return
        found = self._content_path(target, line, "picture")
        if found is None:
            return
        if PurePosixPath(found).suffix.lower() not in PICTURES:
            remedy = f"Use a picture that ends in {', '.join(PICTURES)}."
            self.fault(line, f'the picture "{target}" is not of a type that pages show.', remedy)
            return
        self.pictures.append(Reference(found, alt, line))
        element.set("src", f"{{picture}}{found}")
        if "title" in element.attrib:
            del element.attrib["title"]  # Seen with a mouse only.

    def _content_path(self, target: str, line: int, what: str) -> str | None:
        form = PELICAN_FORM.match(target)
        if form and form[2]:
            remedy = "Write only the name of a file beside this one, without the braces."
            self.fault(line, f'the {what} "{target}" uses {{{form[2]}}}.', remedy)
            return None
        # {filename}/news/x.md counts from the content folder.
        from_root = form is not None and form[0].endswith("/")
        plain = target[form.end() :] if form else target
        path = self.folder.resolve(f"/{plain}" if from_root else plain)
        if path is None:
            remedy = "Move the file into the content folder, and write its name as seen from here."
            self.fault(line, f'the {what} "{target}" leads out of the content folder.', remedy)
        elif re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
            remedy = "Write an address that begins with https://, or an e-mail after mailto:."
            self.fault(line, f'the {what} "{target}" is of a type that cannot be used.', remedy)
        elif not self.folder.exists(path):
            remedy = f"Put the file at {path} in the content folder, or correct the name."
            self.fault(line, f'the {what} "{target}" leads to a file that is not there.', remedy)
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
        first = next((cell for cell in element.iter("th")), element)
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


class _Reading(Extension):
    """Runs the survey when Python-Markdown has built and named everything."""

    def __init__(self, survey: _Survey) -> None:
        super().__init__()
        self.survey = survey

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Come after the table of contents (5), which gives headings their anchors."""
        md.treeprocessors.register(_SurveyProcessor(md, self.survey), "survey", 4)
        md.postprocessors.register(_WithoutComments(md), "without_comments", 40)


class _SurveyProcessor(Treeprocessor):
    def __init__(self, md: Markdown, survey: _Survey) -> None:
        super().__init__(md)
        self.survey = survey

    def run(self, root: Element) -> None:
        self.survey.look_at(root)


class _WithoutComments(Postprocessor):
    """An editor's note to a colleague must not be published: comments go."""

    def run(self, text: str) -> str:
        blocks = self.md.htmlStash.rawHtmlBlocks
        for index, block in enumerate(blocks):
            if isinstance(block, str) and block.strip().startswith("<!--"):
                blocks[index] = ""
        return text
