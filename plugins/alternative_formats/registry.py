"""Every alternative format, in the order in which pages list them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from plugins.alternative_formats import audio, brf, captions, epub, pdf, pef, speech_format, text
from plugins.alternative_formats.format import AlternativeFormat
from plugins.catalogue.site_formats import FormatName

FORMATS: tuple[AlternativeFormat, ...] = (
    pdf.FORMAT,
    epub.FORMAT,
    brf.FORMAT,
    pef.FORMAT,
    speech_format.FORMAT,
    audio.FORMAT,
    captions.FORMAT,
    text.FORMAT,
)

# What stands behind each word of `formats` in site.yaml. The large-print page is no file.
CHOICES: Mapping[FormatName, tuple[str, ...]] = MappingProxyType(
    {
        "pdf": ("pdf",),
        "epub": ("epub",),
        "braille": ("brf", "pef"),
        "audio": ("speech", "mp3", "vtt"),
        "text": ("txt",),
    }
)
