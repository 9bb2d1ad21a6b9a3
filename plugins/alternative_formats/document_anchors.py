"""Headings in order: no level skipped, no anchor twice, and links within that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from plugins.alternative_formats.document import (
    Block,
    Facts,
    Heading,
    ListOf,
    Paragraph,
    Quotation,
    Row,
    Run,
    Runs,
    Table,
)

Change = Callable[[Run], Run]


def in_order(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, their headings one level below the one before at most, anchors unique."""
    level, taken = 1, set[str]()
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        level = min(block.level, level + 1)
        anchor = unique(block.anchor or "part", taken)
        taken.add(anchor)
        same = (level, anchor) == (block.level, block.anchor)
        yield block if same else Heading(level, block.words, anchor)


def unique(anchor: str, taken: set[str]) -> str:
    """Return an anchor that is not taken."""
    number, found = 1, anchor
    while found in taken:
        number += 1
        found = f"{anchor}-{number}"
    return found


def each_run(blocks: Iterable[Block], change: Change) -> tuple[Block, ...]:
    """Return the blocks with every run changed."""
    return tuple(_changed(block, change) for block in blocks)


def _changed(block: Block, change: Change) -> Block:
    if isinstance(block, Heading | Paragraph):
        words = each_line(block.words, change)
        return block if words is block.words else replace(block, words=words)
    if isinstance(block, ListOf):
        return ListOf(tuple(each_run(entry, change) for entry in block.entries), block.start)
    if isinstance(block, Quotation):
        return Quotation(each_run(block.blocks, change))
    if isinstance(block, Row):
        return Row(block.figure, each_run(block.blocks, change))
    if isinstance(block, Facts):
        said = ((each_line(term, change), each_run(said, change)) for term, said in block.entries)
        return Facts(tuple(said))
    return _table(block, change) if isinstance(block, Table) else block


def _table(table: Table, change: Change) -> Table:
    head, *rows = (
        tuple(each_line(cell, change) for cell in row) for row in (table.head, *table.rows)
    )
    return Table(head, tuple(rows), table.numeric)


def each_line(runs: Runs, change: Change) -> Runs:
    """Return a line with every run changed."""
    changed = tuple(change(run) for run in runs)
    return runs if all(a is b for a, b in zip(changed, runs, strict=True)) else changed
