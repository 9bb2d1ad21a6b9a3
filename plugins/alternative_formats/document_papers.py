"""Files to download, with what sort of file each is."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.alternative_formats.document import Block, ListOf, Paragraph
from plugins.alternative_formats.document_telling import Telling, heading
from plugins.catalogue.kinds import Paper


def papers(given: tuple[Paper, ...], words: str, anchor: str, telling: Telling) -> Iterator[Block]:
    """Yield a heading and the list of the files, if there are any."""
    if not given:
        return
    yield heading(telling.tongue.term(words), anchor)
    yield ListOf(tuple((_paper(paper, telling),) for paper in given))


def _paper(paper: Paper, telling: Telling) -> Paragraph:
    return Paragraph(telling.file(telling.own("documents", paper.title), paper.file))
