"""Plain text, which every device opens: .txt.

UTF-8 with its mark (BOM): the file travels without the header that names its encoding, and
without the mark browsers and phones read it as another. Lines end as text/plain has them (RFC
2046, 4.1.1). A paragraph is one line, however long: whatever shows it breaks it to its own width,
and a screen reader does not stop where somebody else's line ended.
"""

from __future__ import annotations

from plugins.alternative_formats.document import Document
from plugins.alternative_formats.format import AlternativeFormat, Commission
from plugins.alternative_formats.text_blocks import Writing
from plugins.catalogue.site_formats import FormatSettings

LAYOUT = 2  # another number for another layout: files in caches are then made again
WIDEST_RULE = 40  # signs under the title


def text_of(document: Document) -> str:
    """Return a document as text, line by line as on Unix."""
    writing = Writing(document.labels)
    parts = [_title(document.title), *writing.blocks(document.blocks)]
    if document.notes:
        parts.append(f"## {document.labels.notes}")
        parts += (writing.note(note) for note in document.notes)
    return "\n\n".join((*parts, _imprint(document))) + "\n"


def _title(title: str) -> str:
    return f"{title}\n{'=' * min(len(title), WIDEST_RULE)}"


def _imprint(document: Document) -> str:
    return f"* * *\n\n{document.publisher}\n{document.labels.original}: {document.address}"


def render(commission: Commission) -> bytes:
    """Return the file."""
    return text_of(commission.document).replace("\n", "\r\n").encode("utf-8-sig")


def recipe(settings: FormatSettings) -> str:
    """Return what else changes the bytes: only the layout."""
    del settings
    return f"txt {LAYOUT}"


FORMAT = AlternativeFormat(
    name="txt",
    suffix=".txt",
    media_type="text/plain",
    use="website",
    recipe=recipe,
    render=render,
)
