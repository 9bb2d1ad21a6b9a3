"""The table of contents, without asking every element whether it is a heading."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown.extensions.toc import TocTreeprocessor

_NO_ID = object()


class FastTocTreeprocessor(TocTreeprocessor):
    """Does Python-Markdown's own work on the few elements that it is about."""

    def run(self, doc: Element) -> None:
        """Name the headings, and build the table of contents."""
        self.document = doc
        super().run(_Few(self._wanted(doc)))  # type: ignore[arg-type]

    def replace_marker(self, root: Element, elem: Element) -> None:
        """Put the table of contents into the document itself."""
        del root
        if any(self.marker in (element.text or "") for element in self.document.iter()):
            super().replace_marker(self.document, elem)

    def _wanted(self, doc: Element) -> Iterator[Element]:
        known: dict[object, bool] = {}
        for element in doc.iter():
            tag = element.tag
            if tag not in known:
                known[tag] = isinstance(tag, str) and bool(self.header_rgx.match(tag))
            if known[tag] or element.get("id", _NO_ID) is not _NO_ID:
                yield element


class _Few:
    """Stands for a document whose other elements do not matter."""

    def __init__(self, elements: Iterator[Element]) -> None:
        self.elements = list(elements)

    def iter(self) -> Iterator[Element]:
        """Return the elements in the order of the document."""
        return iter(self.elements)
