"""A document as an EPUB 3.3: for reading apps, at any size, aloud with each sentence marked."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from plugins.alternative_formats.epub_archive import MEDIA_TYPE
from plugins.alternative_formats.epub_book import book
from plugins.alternative_formats.epub_pictures import RECIPE as PICTURES
from plugins.alternative_formats.format import AlternativeFormat, Commission
from plugins.alternative_formats.speech import unpack
from plugins.catalogue.site_formats import FormatSettings

LAYOUT = 1  # another layout makes other bytes: count it up
SPEECH = "speech"


def render(commission: Commission) -> bytes:
    """Return a document's EPUB, with the reading where there is one."""
    packed = commission.made.get(SPEECH)
    narration = unpack(packed) if packed else None
    return book(commission.document, commission.content, narration, style_sheet())


def recipe(settings: FormatSettings) -> str:
    """Return what changes an EPUB's bytes besides its document."""
    del settings
    style = sha256(style_sheet()).hexdigest()[:16]
    return f"{LAYOUT} lxml {version('lxml')} style {style} pictures {PICTURES}"


@cache
def style_sheet() -> bytes:
    """Return how it looks where the reader's own settings do not say."""
    return Path(__file__).with_name("epub.css").read_bytes()


FORMAT = AlternativeFormat(
    name="epub",
    suffix=".epub",
    media_type=MEDIA_TYPE,
    use="print",
    recipe=recipe,
    render=render,
    needs=(SPEECH,),
)
