"""Blocks of a document as plain text, with the marks that people write in e-mails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from textwrap import indent

from plugins.alternative_formats.document import (
    Block,
    Divider,
    Facts,
    Figure,
    Heading,
    Labels,
    ListOf,
    Note,
    Paragraph,
    Preformatted,
    Quotation,
    Row,
    Runs,
    Table,
)
from plugins.alternative_formats.text_line import Pen

GAP = "\n\n"


@dataclass
class Writing:
    """A document being written."""

    labels: Labels
    pen: Pen = field(default_factory=Pen)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Yield the text of each block that has any."""
        return (text for block in blocks if (text := self.block(block)))

    def block(self, block: Block) -> str:
        """Return a block's text; "" where it has none."""
        if isinstance(block, Heading):
            return f"{'#' * block.level} {self.line(block.words)}"
        if isinstance(block, Paragraph):
            return self.pen.text(block.words)
        if isinstance(block, ListOf):
            return self._list(block)
        if isinstance(block, Table):
            return GAP.join(self._rows(block))
        if isinstance(block, Figure):
            return self._figure(block)
        return self._other(block)

    def _other(self, block: Quotation | Facts | Row | Preformatted | Divider) -> str:
        if isinstance(block, Quotation):
            return "\n".join(
                f"> {row}".rstrip(" ") for row in GAP.join(self.blocks(block.blocks)).split("\n")
            )
        if isinstance(block, Facts):
            return "\n".join(self._fact(*entry) for entry in block.entries)
        if isinstance(block, Row):
            return GAP.join(self.blocks((block.figure, *block.blocks)))
        return (
            indent(block.text.rstrip("\n"), "    ") if isinstance(block, Preformatted) else "* * *"
        )

    def note(self, note: Note) -> str:
        """Return a footnote."""
        return _hung(f"[{note.number}]", GAP.join(self.blocks(note.blocks)))

    def line(self, runs: Runs) -> str:
        """Return a line that cannot be broken."""
        return self.pen.text(runs).replace("\n", " ")

    def _list(self, block: ListOf) -> str:
        entries = [self._entry(entry) for entry in block.entries]
        if block.start is None:
            marks = ["-"] * len(entries)
        else:
            marks = [f"{number}." for number, _ in enumerate(entries, block.start)]
        between = GAP if any(GAP in entry for entry in entries) else "\n"
        return between.join(map(_hung, marks, entries))

    def _entry(self, blocks: tuple[Block, ...]) -> str:
        """Return an entry: a list within it follows its words at once."""
        text = ""
        for block in blocks:
            if more := self.block(block):
                tight = isinstance(block, ListOf) and GAP not in more
                text += f"{'' if not text else chr(10) if tight else GAP}{more}"
        return text

    def _rows(self, table: Table) -> Iterator[str]:
        """Yield each row as "Day: Monday; Opens: 8am"; a table without rows is its head."""
        for row in table.rows:
            cells = zip(table.head, row, strict=True)
            yield "; ".join(cell for head, words in cells if (cell := self._cell(head, words)))
        if not table.rows:
            yield "; ".join(head for cell in table.head if (head := self.line(cell)))

    def _cell(self, head: Runs, words: Runs) -> str:
        """Return a cell after the heading of its column; "" where it is empty."""
        if not any(run.text for run in words):
            return ""
        named = self.line(head)
        return f"{named}: {self.line(words)}" if named else self.line(words)

    def _fact(self, term: Runs, said: tuple[Block, ...]) -> str:
        named, text = f"{self.line(term).removesuffix(':')}:", GAP.join(self.blocks(said))
        if "\n" not in text:
            return f"{named} {text}"
        return f"{named}\n{indent(text, '  ')}"

    def _figure(self, figure: Figure) -> str:
        if not figure.alt:
            return ""
        under = [figure.caption] if figure.caption else []
        if figure.credit:
            under.append(self.labels.credit.format(name=figure.credit))
        return "\n".join((f"[{self.labels.picture.format(alt=figure.alt)}]", *under))


def _hung(mark: str, text: str) -> str:
    """Return text after a mark, the lines after its first one under the first."""
    return f"{mark} {indent(text, ' ' * (len(mark) + 1)).lstrip(' ')}"
