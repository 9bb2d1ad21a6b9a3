"""How a document is written as HTML: for a page of the site, or as XHTML for an EPUB."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from plugins.alternative_formats.document import Figure
from plugins.alternative_formats.sentences import Sentence

XHTML = "http://www.w3.org/1999/xhtml"
EPUB = "http://www.idpf.org/2007/ops"
# No heading's anchor holds a full stop.
NOTES_ANCHOR = "notes.all"
NOTES_HEADING = "notes.heading"
XML = "http://www.w3.org/XML/1998/namespace"
RIGHT_TO_LEFT = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"]
)
RIGHT_TO_LEFT_SCRIPTS = frozenset(["arab", "hebr", "syrc", "thaa"])


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """Where a picture lies, and how large it is in pixels."""

    src: str
    width: int
    height: int
    srcset: str | None = None
    sizes: str | None = None


def no_picture(figure: Figure) -> None:
    """Say that no picture can be shown: its alt text stands in its place."""
    del figure


@dataclass(frozen=True, kw_only=True)
class MarkupOptions:
    """What differs between a page of the site and a chapter of an EPUB."""

    picture: Callable[[Figure], PictureFacts | None] = no_picture
    sentences: Sequence[Sentence] = ()  # each of them gets an element with an id
    link: Callable[[str], str] = str  # "#anchor" as it must be written from where it stands
    xhtml: bool = False

    @cached_property
    def by_line(self) -> dict[int, list[Sentence]]:
        """The sentences of each line that has some, in order."""
        found: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            if sentence.line is not None:
                found.setdefault(sentence.line, []).append(sentence)
        return found

    def element(self, tag: str) -> etree._Element:
        """Return a new element that stands nowhere yet."""
        return root(XHTML, tag, epub=EPUB) if self.xhtml else etree.Element(tag)

    def name(self, tag: str) -> str:
        """Return a tag as lxml knows it."""
        return f"{{{XHTML}}}{tag}" if self.xhtml else tag

    def set_language(self, element: etree._Element, language: str) -> None:
        """Say in which language, and so in which direction, an element's words are."""
        element.set("lang", language)
        element.set("dir", direction_of(language))
        if self.xhtml:
            element.set(f"{{{XML}}}lang", language)

    def set_role(self, element: etree._Element, role: str) -> None:
        """Say what an element is; reading systems show a note by its epub:type."""
        element.set("role", f"doc-{role}")
        if self.xhtml and role in {"noteref", "footnote", "endnotes", "backlink"}:
            element.set(f"{{{EPUB}}}type", role)


def root(namespace: str, tag: str, **prefixes: str) -> etree._Element:
    """Return the first element of a file, in a namespace that needs no prefix."""
    # lxml-stubs forgets that the namespace without a prefix is called None.
    return etree.Element(f"{{{namespace}}}{tag}", nsmap={None: namespace, **prefixes})  # type: ignore[dict-item]


def direction_of(language: str) -> str:
    """Return "rtl" where the language's script runs from right to left, or else "ltr"."""
    first, *rest = language.lower().split("-")
    turned = first in RIGHT_TO_LEFT and "latn" not in rest
    return "rtl" if turned or RIGHT_TO_LEFT_SCRIPTS & set(rest) else "ltr"


def sentence_anchor(sentence: str) -> str:
    """Return the id of a sentence's element. No heading's anchor holds a full stop."""
    return f"sentence.{sentence}"


def note_anchor(number: int) -> str:
    """Return the id of a note."""
    return f"note.{number}"


def reference_anchor(number: int) -> str:
    """Return the id of the first reference to a note."""
    return f"reference.{number}"
