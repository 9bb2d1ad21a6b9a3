"""A small Pelican site with something of everything, on the disk, to be edited."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache
from pelican.settings import read_settings

from tests.fast_build import plain_plugins, plain_theme


class Compiled(BytecodeCache):
    """Keeps what templates are compiled to, by their source, for the many builds of one process."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.known: dict[tuple[str, str], bytes] = {}

    def __deepcopy__(self, _: object) -> Compiled:
        """Stay the one that there is."""
        return self

    def __reduce__(self) -> str:
        """Write it down by its name: what it keeps makes it no other setting."""
        return "COMPILED"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is known of a source."""
        if known := self.known.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a source was compiled to."""
        self.known[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


COMPILED = Compiled()
# Nobody edits it, so that no feed is ever without a date: an empty one is dated by the clock.
ANCHOR = "articles/anchor.md"


@dataclass
class Item:
    """One file of content: Pelican's fields, and words."""

    fields: dict[str, str]
    body: str

    def text(self, suffix: str) -> str:
        """Return the file in one of the formats that Pelican reads."""
        if suffix == ".html":
            fields = "".join(
                f'<meta name="{name}" content="{value}">'
                for name, value in self.fields.items()
                if name != "title"
            )
            title = self.fields.get("title", "")
            return (
                f"<html><head><title>{title}</title>{fields}</head>"
                f"<body><p>{self.body}</p></body></html>"
            )
        return "".join(f"{name}: {value}\n" for name, value in self.fields.items()) + (
            f"\n{self.body}\n"
        )


@dataclass
class PlainSite:
    """The site: items, other files by their path from its folder, and settings."""

    folder: Path
    items: dict[str, Item] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    today: datetime = datetime(2026, 3, 6, tzinfo=UTC)
    asked: bool = True  # as a command does it, which first looks whether anything has changed
    few: int = 24  # items or pages that are too few for a further process
    foreign: dict[str, bytes] = field(default_factory=dict)  # in output, and not ours

    @classmethod
    def at(cls, folder: Path) -> PlainSite:
        """Write the site that all sequences begin with."""
        site = cls(folder)
        for name, text in _files():
            site.write(name, text)
        for name, item in _items():
            site.put(name, item)
        return site

    @property
    def output(self) -> Path:
        """Where fast builds write."""
        return self.folder / "output"

    def path(self, name: str) -> Path:
        """Return the path of a file of the site."""
        return self.folder / name

    def write(self, name: str, text: str) -> Path:
        """Write a file of the site."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def put(self, name: str, item: Item) -> Path:
        """Write an item."""
        self.items[name] = item
        return self.write(f"content/{name}", item.text(Path(name).suffix))

    def remove(self, name: str) -> None:
        """Delete an item."""
        del self.items[name]
        self.path(f"content/{name}").unlink()

    def settings_for(self, output: Path) -> dict[str, Any]:
        """Return Pelican's settings for a build into a folder."""
        given = {**self._settings(), "OUTPUT_PATH": str(output)}
        settings: dict[str, Any] = read_settings(None, override=given)
        return settings

    def _settings(self) -> Mapping[str, Any]:
        return {
            **copy.deepcopy(dict(_SETTINGS)),
            "PATH": str(self.path("content")),
            "THEME": str(self.path("theme")),
            "CACHE_PATH": str(self.path("kept")),
            "PLUGIN_PATHS": [str(self.path("site_plugins"))],
            "FAST_BUILD": self._how(),
            **self.settings,
        }

    def _how(self) -> Mapping[str, Any]:
        if not self.asked:
            return {"FILES": [str(self.path("data/opening.json"))]}
        return {
            "FILES": [str(path) for path in sorted(self.path("data").iterdir())],
            "ASKED": repr(sorted(self.settings.items())),
        }


_SETTINGS: Mapping[str, Any] = {
    "SITENAME": "A clinic",
    "SITEURL": "",
    "AUTHOR": "The clinic",
    "TIMEZONE": "Europe/London",
    "DEFAULT_LANG": "en",
    "DEFAULT_DATE_FORMAT": "%Y-%m-%d",
    "RELATIVE_URLS": True,
    "ARTICLE_PATHS": ["articles"],
    "PAGE_PATHS": ["pages"],
    "STATIC_PATHS": ["files"],
    "ARTICLE_URL": "{category}/{slug}.html",
    "ARTICLE_SAVE_AS": "{category}/{slug}.html",
    "DEFAULT_PAGINATION": 3,
    "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html",
    "MONTH_ARCHIVE_SAVE_AS": "{date:%Y}/{date:%m}/index.html",
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "FEED_ALL_RSS": "feeds/all.rss.xml",
    "FEED_RSS": "feeds/articles.rss.xml",
    "CATEGORY_FEED_ATOM": "feeds/{slug}.atom.xml",
    "AUTHOR_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": "feeds/all-{lang}.atom.xml",
    "FEED_MAX_ITEMS": 4,
    "TEMPLATE_PAGES": {"extra.html": "extra/shown.html"},
    "LINKS": [],
    "PLUGINS": list(plain_plugins.TOGETHER[0]),
    "MARKDOWN": {"extension_configs": {}, "output_format": "html5"},
    "SUMMARY_MAX_LENGTH": 6,
    "JINJA_ENVIRONMENT": {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": [],
        "bytecode_cache": COMPILED,
    },
}


def _files() -> Iterator[tuple[str, str]]:
    for name, text in plain_theme.TEMPLATES.items():
        yield f"theme/templates/{name}", text
    yield "theme/static/look.css", "p { margin: 0 }\n"
    for name, text in plain_plugins.PLUGINS.items():
        yield f"site_plugins/{name}.py", text
    yield "content/extra.html", plain_theme.EXTRA
    yield "content/files/map.txt", "The map\n"
    yield "content/files/plan.txt", "The plan\n"
    yield "content/attached/form.txt", "The form\n"
    yield "data/notice.json", json.dumps({"notice": "Closed on Monday"})
    yield "data/ways.json", json.dumps({"ways": "Ring the bell"})
    yield "data/opening.json", json.dumps({"opening": "From nine"})


def _article(title: str, day: int, **more: str) -> dict[str, str]:
    return {"title": title, "date": f"2026-0{1 + day % 3}-{day:02} 10:00", **more}


def _items() -> Iterator[tuple[str, Item]]:
    yield ANCHOR, Item(_article("Anchor", 1, category="News"), "It stays.")
    yield (
        "articles/flu.md",
        Item(
            _article("Flu clinics", 5, category="News", tags="flu, winter", authors="Ann, Ben"),
            "Come to *us*, or see the [page]({filename}/pages/about.md) and the "
            "[map]({static}/files/map.txt). Bring something to read, and a friend.",
        ),
    )
    yield (
        "articles/flu.cy.md",
        Item(
            _article("Clinigau ffliw", 5, category="News", lang="cy", slug="flu-clinics")
            | {"save_as": "cy/flu.html", "url": "cy/flu.html"},
            "Dewch at *ni*.",
        ),
    )
    yield (
        "articles/walk.html",
        Item(
            _article("A walk", 9, category="Events", tags="winter", summary="Walk with us"),
            '<a href="{filename}flu.md#us">Flu</a> <a href="{tag}winter">winter</a> and {{notice}}',
        ),
    )
    yield (
        "articles/group.html",
        Item(
            _article("A group", 12, category="Events", authors="Ben", modified="2026-03-01"),
            '<a href="{category}News">news</a>, <a href="{author}Ann">Ann</a>, '
            '<a href="{index}">home</a>: a group for all who want to talk about it',
        ),
    )
    yield (
        "articles/form.html",
        Item(
            _article("A form", 14, category="News", tags="forms"),
            '<a href="{static}../files/plan.txt">the form</a>',
        ),
    )
    yield (
        "articles/draft.html",
        Item(_article("A draft", 20, category="News", status="draft"), "Not yet."),
    )
    yield (
        "articles/hidden.html",
        Item(_article("Hidden", 21, category="News", status="hidden"), "By its address."),
    )
    yield (
        "pages/about.md",
        Item({"title": "About"}, "We are *here*. [A walk]({filename}/articles/walk.html)"),
    )
    yield (
        "pages/about.cy.html",
        Item({"title": "Amdanom", "slug": "about", "lang": "cy"}, "Dyma ni."),
    )
    yield (
        "pages/find.html",
        Item({"title": "Find us", "template": "special_pages", "box": "plain"}, "By the river."),
    )
    yield "pages/old.html", Item({"title": "Old", "status": "hidden"}, "Long ago.")
