"""Every alternative format, in the order in which pages list them."""

from __future__ import annotations

from plugins.alternative_formats.format import AlternativeFormat

FORMATS: tuple[AlternativeFormat, ...] = ()
