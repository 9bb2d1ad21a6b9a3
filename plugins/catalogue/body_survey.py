"""One walk over a body: its headings, links, pictures and files, and what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags

from plugins.catalogue.body import Heading, Reference
from plugins.catalogue.body_html import HtmlTags
from plugins.catalogue.body_lines import BodyLines
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

WEB = re.compile(r"(https?://[^\s/]|mailto:\S+@|tel:\+?[\d-])", re.IGNORECASE)
# Pelican's own forms are read too; {attach} and the others would copy any file into the site.
PELICAN_FORM = re.compile(r"\{(filename|static)\}/?|\{(\w+)\}")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
FILES = PAPERS + SOUND + VIDEO
CODE = r"(?P<code>(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`))"
INLINE_CODE = re.compile(CODE, re.DOTALL)
COMMENT_OR_CODE_START = re.compile(rf"{CODE}|<!--", re.DOTALL)
# Python-Markdown turns tabs into spaces before it reads anything.
STASHED = "\x02"  # begins Python-Markdown's stand-ins for signs that it keeps aside


@dataclass
class Survey:
    """What one walk over a body finds."""

    path: str
    lines: BodyLines
    folder: Folder
    headings: list[Heading] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    links: list[Reference] = field(default_factory=list)
    pictures: list[Reference] = field(default_factory=list)
    files: list[Reference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    md: Markdown | None = None

    def __post_init__(self) -> None:
        """Begin to note HTML."""
        self.html = HtmlTags(self.lines)

    def words_of(self, element: Element) -> str:
        """Return an element's text as readers see it."""
        text = "".join(element.itertext()).strip()
        if STASHED not in text or self.md is None:
            return text
        inner = strip_tags(render_inner_html(remove_fnrefs(element), self.md))
        return unescape(inner).strip()

    def fault(self, line: int, fault: str, remedy: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.path, line, _unstashed(fault), _unstashed(remedy)))

    def look_at(self, root: Element) -> None:
        """Note and prepare every element that matters."""
        for element in root.iter():
            tag = element.tag
            if anchor := element.get("id"):
                self.anchors.add(anchor)
            if tag in HEADINGS:
                self._heading(element, HEADINGS[tag])
            elif tag == "a" and "footnote" not in element.get("class", ""):
                self._link(element)
            elif tag == "img":
                self._picture(element)
            elif tag in {"ul", "ol"}:
                self._list(element)
            elif tag == "th":
                element.set("scope", "col")
                if not self.words_of(element):  # The empty corner of a table heads nothing.
                    element.tag = "td"
                    del element.attrib["scope"]
        for fault in self.html.faults():
            self.fault(*fault)
        self._refuse_broken_links(root)
        frame_tables(root)

    def look_at_comments(self, plain: str) -> None:
        """Refuse a comment without an end: its words would be published."""
        if "<!--" not in plain:
            return
        for found in COMMENT_OR_CODE_START.finditer(plain):
            if not found["code"]:
                line = self.lines.first_line + plain.count("\n", 0, found.start())
                remedy = "Write --> where the comment ends, or delete it."
                self.fault(line, "a comment begins here with <!-- and has no end.", remedy)

    def look_at_rows(self, root: Element) -> None:
        """Refuse lists and tables that would be run-on text, before the texts are read."""
        for found in run_on(root, INLINE_CODE):
            self.fault(self.lines.line_of(found.row), found.fault, found.remedy)

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
            self.fault(self.lines.line_of(row), fault, remedy)

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
            self.fault(self.lines.line_of(seen, f"{words}]", f"]{rest}"), fault, remedy)

    def _heading(self, element: Element, level: int) -> None:
        text = self.words_of(element)
        line = self.lines.line_of_heading(text)
        before = self.headings[-1].level if self.headings else 1
        shown = short(text)
        if not text:
            remedy = "Write its words after the #, or delete the line."
            self.fault(line, "a heading has no words.", remedy)
        elif level == 1:
            row = self.lines.row(line).lstrip()
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

    def _link(self, element: Element) -> None:
        target = element.get("href", "")
        picture = element.find(".//img")
        text = self.words_of(element) or ("" if picture is None else picture.get("alt", ""))
        line = self.lines.line_of_target(target, text)
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
        line = self.lines.line_of_target(target, alt)
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


def _unstashed(words: str) -> str:
    """Return words with the signs for which Python-Markdown keeps stand-ins."""
    return re.sub(rf"{STASHED}(\d+)\x03", lambda found: chr(int(found[1])), words)


def frame_tables(root: Element) -> None:
    """Put each table in a frame that scrolls by itself, so that a narrow page does not."""
    parents = {child: parent for parent in root.iter() for child in parent if child.tag == "table"}
    labels: dict[str, int] = {}
    heading = ""
    for element in list(root.iter()) if parents else ():
        if element.tag in HEADINGS:
            heading = "".join(element.itertext()).strip()
        if element not in parents:
            continue
        first = next(iter(element.iter("th")), element)
        label = heading or "".join(first.itertext()).strip() or "1"
        labels[label] = labels.get(label, 0) + 1
        number = labels[label]
        element.set("class", "nhsuk-table")
        frame = Element("div", {"class": "app-table", "role": "region", "tabindex": "0"})
        frame.set("aria-label", label if number == 1 else f"{label} ({number})")
        frame.tail, element.tail = element.tail, None
        parent = parents[element]
        parent[list(parent).index(element)] = frame
        frame.append(element)
