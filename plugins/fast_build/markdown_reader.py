"""Pelican's reader of Markdown, with a converter that is made once and made fast."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from pelican import readers
from pelican.urlwrappers import Category
from pelican.utils import SafeDatetime, pelican_open

from plugins.fast_markdown.hasten import hasten
from plugins.fast_markdown.reuse import is_reusable

DATES = frozenset({"date", "modified"})
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d)(?::(\d\d))?)?", re.ASCII)
# Words that begin with a letter, and signs that mean nothing to any part of Python-Markdown.
PLAIN_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:,? [A-Za-z0-9]+)*\.?", re.ASCII)
META_PRIORITY = 27  # as Python-Markdown's extension registers it


class MarkdownReader(readers.MarkdownReader):
    """Gives the same as Pelican's. It has its name, too: contents tell by whom they were read."""

    _md: Any

    def __init__(self, settings: Any) -> None:
        """Take Pelican's settings."""
        super().__init__(settings)
        self._ready: Markdown | None = None
        self._slugs: dict[str, str] = {}

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the body's HTML and the metadata."""
        self._source_path = source_path
        # It is put back only if all went well: a failed conversion leaves its marks in it.
        ready, self._ready = self._ready, None
        self._md = ready or hasten(Markdown(**self.settings["MARKDOWN"]))
        with pelican_open(source_path) as text:
            words = self._md.reset().convert(text) if ready else self._md.convert(text)
        if not hasattr(self._md, "Meta"):
            return words, {}
        md, meta = self._md, self._md.preprocessors["meta"]
        reusable = ready is not None or is_reusable(md)
        if reusable and not any(map(_has_glossary, md.registeredExtensions)):
            self._md = _Fields(md)
        metadata = self._parse_metadata(md.Meta)
        if reusable:
            # Pelican takes it out, to convert what stands in fields.
            md.preprocessors.register(meta, "meta", META_PRIORITY)
            self._ready = md
        return words, metadata

    def process_metadata(self, name: str, value: Any) -> Any:
        """Return what a field says; a date as most are written is understood at once."""
        found = DATE.fullmatch(value) if name in DATES and isinstance(value, str) else None
        if found is not None:
            with suppress(ValueError):
                return SafeDatetime(*(int(part or 0) for part in found.groups()))
        made = super().process_metadata(name, value)
        if type(made) is Category:
            known = self._slugs.get(made.name)
            if known:
                made._slug = known  # noqa: SLF001 - as the category itself reckons it
            else:
                self._slugs[made.name] = made.slug
        return made


class _Fields:
    """Markdown for what stands in fields: plain words need no converting."""

    def __init__(self, md: Markdown) -> None:
        self.preprocessors = md.preprocessors
        self._md = md

    def reset(self) -> None:
        """Wait: plain words leave nothing behind."""

    def convert(self, text: str) -> str:
        """Return the HTML."""
        if PLAIN_WORDS.fullmatch(text):
            return f"<p>{text}</p>"
        html: str = self._md.reset().convert(text)
        return html


def _has_glossary(extension: Extension) -> bool:
    return isinstance(extension, AbbrExtension) and bool(extension.getConfig("glossary"))


def read_markdown_fast(of: readers.Readers) -> None:
    """Let Markdown be read so, where the site has no reader of its own for it."""
    for ending, reader in of.readers.items():
        if type(reader) is readers.MarkdownReader:
            of.readers[ending] = MarkdownReader(reader.settings)
