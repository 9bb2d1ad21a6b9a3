"""Articles and pages that note who reads them, and leave their words on the disk till then."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlparse

from pelican import contents, signals
from pelican.settings import DEFAULT_CONFIG

from plugins.fast_build import tracing
from plugins.fast_build.dates import in_figures
from plugins.fast_build.links import has_links, is_plain, joined, may_link_files
from plugins.fast_build.tracing import Read, noted

# Whoever hears these may change contents between two pages: no page can wait then, nor be kept.
WHILE_WRITING = (signals.article_generator_write_article, signals.page_generator_write_page)
USUAL_LINKS = DEFAULT_CONFIG["INTRASITE_LINK_REGEX"]
DATES = frozenset({"date", "modified"})
# Where addresses are kept till an attribute is set, for they may be reckoned of any.
ADDRESSES: Mapping[str, str] = MappingProxyType({"url": "_url", "save_as": "_save_as"})
_get, _set = object.__getattribute__, object.__setattr__


def may_change() -> bool:
    """Tell whether somebody may change contents between two pages."""
    return any(signal.receivers for signal in WHILE_WRITING)


class Observed(contents.Content):
    """A content whose reads are noted while pages are rendered."""

    @property
    def _content(self) -> str:
        own = _get(self, "__dict__")
        words: str | None = own.get("_words")
        return str(own["_body"].read()) if words is None else words

    @_content.setter
    def _content(self, words: str) -> None:
        self.__dict__["_words"] = words

    # What lists ask for is given without a look at further attributes: each would be noted again.

    @property
    def url(self) -> str:
        """Return the address."""
        found: str | None = _get(self, "__dict__").get("_url")
        return self.get_url_setting("url") if found is None else found

    @property
    def save_as(self) -> str:
        """Return where the page is written."""
        found: str | None = _get(self, "__dict__").get("_save_as")
        return self.get_url_setting("save_as") if found is None else found

    @property
    def content(self) -> str:
        """Return the words with their links."""
        return self.get_content(_get(self, "__dict__")["_context"].get("localsiteurl", ""))

    @property
    def summary(self) -> str:
        """Return the summary."""
        return self.get_summary(_get(self, "__dict__")["_context"].get("localsiteurl", ""))

    @summary.setter
    def summary(self, value: str) -> None:
        """Leave it, as Pelican does: it is made of the field."""

    def get_content(self, siteurl: str) -> str:
        """Return the words with their links. Not memoized: each reader reads, and memory is spared.

        It is what Pelican's function does without its decorator; with it where words change while
        pages are written, for there it gives those of before.
        """
        if may_change():
            return str(super().get_content(siteurl))
        if "_get_content" in _get(self, "__dict__") or _makes_words(type(self)):
            words: str = contents.Content.__dict__["get_content"].func(self, siteurl)
            return words
        return self._update_content(self._content, siteurl)

    def get_summary(self, siteurl: str) -> str:
        """Return the summary, in the same way."""
        if may_change():
            return str(super().get_summary(siteurl))
        fields = _get(self, "__dict__")["metadata"]
        if "summary" in fields:
            return fields["summary"]  # type: ignore[no-any-return]
        summary: str = contents.Content.__dict__["get_summary"].func(self, siteurl)
        return summary

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute."""
        own = _get(self, "__dict__")
        own["_url"] = own["_save_as"] = None
        _set(self, name, in_figures(value) if name in DATES else value)

    def get_url_setting(self, key: str) -> str:
        """Return url or save_as: every list asks for them, and they take Pelican some time."""
        own, name = _get(self, "__dict__"), ADDRESSES.get(key)
        found: str | None = own.get(name) if name else None
        if found is None:
            found = str(super().get_url_setting(key))
            if name:
                own[name] = found
        return found

    def get_relative_source_path(self, source_path: str | None = None) -> str | None:
        """Return the path from the content folder, of this content or of another file."""
        own = _get(self, "__dict__")
        if not source_path and "relative_source_path" in own:
            return str(self.relative_source_path)
        if not source_path:
            path: str | None = own["source_path"]
            root = f"{own['settings']['PATH']}/"
            if path and path[0] == "/" and path.startswith(root) and os.path.normpath(path) == path:
                return path[len(root) :]
        if source_path and ".." not in source_path and not os.path.isabs(source_path):
            return os.path.normpath(source_path)
        found: str | None = super().get_relative_source_path(source_path)
        return found

    @property
    def relative_dir(self) -> str:
        """Return the folder of this content, from the content folder."""
        return os.path.dirname(str(self.get_relative_source_path()))

    def get_static_links(self) -> set[str]:
        """Return the files that the words link to: as they were kept, or of words of today."""
        if "_words" in self.__dict__:
            return set(super().get_static_links()) if _may_link_files(self) else set()
        return set(self._static_links)

    def get_attached_links(self) -> set[str]:
        """Return the files that are to lie beside this content, by every name they may go by."""
        if "_words" in self.__dict__:
            return set(_attached(self)) if _may_link_files(self) else set()
        return set(self._attached_links)

    def refresh_metadata_intersite_links(self) -> None:
        """Put addresses into the links of the fields, where there are any."""
        fields = self.settings["FORMATTED_FIELDS"]
        values = [self.metadata.get(name) for name in fields]
        if any(isinstance(value, str) and has_links(value) for value in values):
            self.__dict__.pop("_head_digest", None)  # Its head is not its file's alone any more.
            super().refresh_metadata_intersite_links()
        elif "summary" in fields and "_summary" in self.__dict__:
            self.metadata["summary"] = self._summary

    def is_valid(self) -> bool:
        """Tell whether it may be published: what is kept was so, under the same settings."""
        return "_body" in self.__dict__ or super().is_valid()

    def _has_valid_save_as(self) -> bool:
        """Tell whether its page lies in the output: Pelican looks where it would come to lie."""
        name = self.save_as
        inside = ".." not in name and not name.startswith("/")
        return inside or bool(super()._has_valid_save_as())

    def _link_replacer(self, siteurl: str, m: re.Match[str]) -> str:
        own, value = _get(self, "__dict__"), m["value"]
        if m["what"] == "filename" and is_plain(value) and not own["settings"]["RELATIVE_URLS"]:
            path = value[1:] if value[0] == "/" else self._beside(value)
            target = own["_context"]["generated_content"].get(path)
            address = joined(siteurl, target.url) if target else None
            if address is not None:
                return f"{m['markup']}{m['quote']}{address}{m['quote']}"
        replaced: str = super()._link_replacer(siteurl, m)
        return replaced

    def _beside(self, name: str) -> str | None:
        """Return the path from the content folder of a plain path from this content."""
        folder = _get(self, "__dict__")["relative_source_path"].rpartition("/")[0]
        if ".." in folder:
            return self.get_relative_source_path(os.path.join(self.relative_dir, name))
        return f"{folder}/{name}" if folder else name

    def _update_content(self, content: str, siteurl: str) -> str:
        usual = _get(self, "__dict__")["settings"]["INTRASITE_LINK_REGEX"] == USUAL_LINKS
        # Pelican's expression takes its time; most summaries and many bodies have no such link.
        if usual and content and not has_links(content):
            return content
        linked: str = super()._update_content(content, siteurl)
        return linked


def _makes_words(kind: type[Observed]) -> bool:
    """Tell whether a plugin has its own words for all contents of a kind."""
    return hasattr(kind, "_get_content")


def _attached(content: Observed) -> Iterator[str]:
    for match in content._get_intrasite_link_regex().finditer(content._content):  # noqa: SLF001 - our own content
        if match.group("what") == "attach":
            value = match.group("value")
            # The ways in which Pelican looks for it.
            for link in (value, unquote(value), unescape(value)):
                path = urlparse(link).path
                inside = (
                    path[1:] if path.startswith("/") else os.path.join(content.relative_dir, path)
                )
                yield str(content.get_relative_source_path(inside))


def _may_link_files(content: Observed) -> bool:
    """Tell whether the words may have such links: Pelican's expression takes its time."""
    usual = content.settings["INTRASITE_LINK_REGEX"] == USUAL_LINKS
    return not usual or may_link_files(content._content)  # noqa: SLF001 - our own content


class Article(Observed, contents.Article):
    """An article. Pelican takes settings such as ARTICLE_URL by the name of this class."""


class Page(Observed, contents.Page):
    """A page."""


def reads_of(path: str) -> tuple[Read, Read]:
    """Return the names of the two reads of a content: of its fields, and of its words."""
    return ("head", path), ("body", path)


@contextmanager
def observed() -> Iterator[None]:
    """Note every read of contents inside the block, in this process."""
    # Only while pages are rendered, for it costs.
    Observed.__getattribute__ = _noting  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        del Observed.__getattribute__


def _noting(content: Observed, name: str) -> Any:
    reads = tracing._noted  # noqa: SLF001 - its door takes time, and so many come here
    if reads is not None:
        reads.add(_get(content, "__dict__")["_reads"][name == "_content"])
    return _get(content, name)


class LinkTargets(dict[str, Any]):
    """What links in contents may lead to, by path; a read of what is not there is noted too."""

    def __init__(self, name: str) -> None:
        """Begin with nothing. The name is that of Pelican's context: "static_content"."""
        super().__init__()
        self.name = name

    def get(self, path: str, default: Any = None) -> Any:
        """Return the content at a path."""
        reads = noted()
        if reads is not None:
            reads.add(("link", self.name, path))
        return super().get(path, default)
