"""Everything that can happen to a site between two builds, each as a kind and two numbers.

A number is taken modulo what there is to choose from, so that any sequence of them is one that
can be played, and any part of it too: a failure is shrunk to the edits that it needs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from tests.fast_build import plain_plugins, plain_theme
from tests.fast_build.plain_site import ANCHOR, Item, PlainSite

T = TypeVar("T")
LATER = datetime(2099, 1, 1, tzinfo=UTC).timestamp()


@dataclass(frozen=True)
class Edit:
    """What happens, to which of the things there are, and how."""

    kind: str
    which: int
    how: int

    def do(self, site: PlainSite) -> None:
        """Let it happen."""
        EDITS[self.kind](site, self.which, self.how)


def of(things: Sequence[T], number: int) -> T:
    """Return one of some things."""
    return things[number % len(things)]


def _names(site: PlainSite, *, anchor: bool = False) -> list[str]:
    return sorted(name for name in site.items if anchor or name != ANCHOR)


WORDS = ("Come early.", "Bring a *friend*.", "<b>No</b> letter is needed", "Ring the bell", "")


def _links(site: PlainSite, number: int) -> str:
    """Return a link of one of the kinds that contents may have."""
    name = of(_names(site, anchor=True), number // 8)
    title = f'<a href="{{filename}}/{name}">see</a>'
    return of(
        (
            title,
            '<a href="{static}/files/map.txt">map</a>',
            '<a href="{static}/files/new1.txt">new</a>',
            '<a href="{attach}../attached/form.txt">form</a>',
            '<a href="{attach}/files/plan.txt">plan</a>',
            '<a href="{filename}/articles/new2.md">new</a>',
            '<a href="{tag}winter">winter</a> <a href="{category}Events">events</a>',
            "{{notice}}",
        ),
        number,
    )


def body(site: PlainSite, which: int, how: int) -> None:
    """Write other words into an item."""
    name = of(_names(site, anchor=True), which)
    words = f"{of(WORDS, how)} {how % 7}"
    if how % 3 == 0 and name != ANCHOR:
        words += " " + _links(site, how // 3)
    site.put(name, Item(site.items[name].fields, words))


def asking(site: PlainSite, which: int, how: int) -> None:
    """Write words into an item that a plugin changes."""
    name = of(_names(site), which)
    site.put(name, Item(site.items[name].fields, f"{{{{notice}}}} {how % 9}"))


_FIELDS: Mapping[str, tuple[str | None, ...]] = {
    "title": ("Flu", "Choir & café", "The *same*", "Flu", None),
    "date": ("2026-02-01 10:00", "2026-03-05", "2025-12-31 23:30", "2026-04-01", "Monday", None),
    "modified": ("2026-04-01", "2026-05-01 12:00", None),
    "category": ("News", "Events", "People", None),
    "tags": ("winter", "winter, flu", "Winter", "", None),
    "authors": ("Ann", "Ben, Ann", None),
    "status": ("draft", "hidden", "published", "skip", None),
    "lang": ("cy", "ur", "en", None),
    "slug": ("flu-clinics", "about", None),
    "summary": ("In short", 'See <a href="{filename}/pages/about.md">us</a>', None),
    "template": ("special", "plain", None),
    "box": ("fancy", "plain", "new", None),
    "save_as": ("own/{stem}.html", "own/{stem}/index.html", None),
    "url": ("own/{stem}.html", None),
    "translation": ("true", "false", None),
    "keywords": ("one", "two", None),
}


def field(site: PlainSite, which: int, how: int) -> None:
    """Write another value into a field, or take it out."""
    name = of(_names(site), which)
    item = site.items[name]
    key = of(list(_FIELDS), how)
    value = of(_FIELDS[key], how // len(_FIELDS))
    stem = Path(name).stem.partition(".")[0]
    fields = {other: kept for other, kept in item.fields.items() if other != key}
    if value is not None:
        # Two titles that are one would make two files at one address; as a rule they are two.
        told_apart = f"{value} {stem}" if key == "title" else value.replace("{stem}", stem)
        if key == "template":
            told_apart = f"{value}_{name.partition('/')[0]}"
        fields = {"title": "", **fields, key: told_apart}
        fields = {other: kept for other, kept in fields.items() if kept or other != "title"}
    site.put(name, Item(fields, item.body))


def new(site: PlainSite, which: int, how: int) -> None:
    """Write a new item."""
    stem = f"new{which % 4}"
    suffix = of((".html", ".md"), how)
    if how % 4 == 3:
        site.put(f"pages/{stem}{suffix}", Item({"title": f"Page {stem}"}, of(WORDS, how)))
        return
    fields = {"title": stem, "date": f"2026-0{1 + how % 6}-11", "category": of(("News", "X"), how)}
    site.put(f"articles/{stem}{suffix}", Item(fields, f"{of(WORDS, how)} {_links(site, how)}"))


def rename(site: PlainSite, which: int, how: int) -> None:
    """Give an item's file another name."""
    name = of(_names(site), which)
    path = Path(name)
    other = str(path.with_name(f"renamed{how % 3}{''.join(path.suffixes)}"))
    if other not in site.items:
        item = site.items.pop(name)
        site.path(f"content/{name}").rename(site.path(f"content/{other}"))
        site.items[other] = item


def delete(site: PlainSite, which: int, _how: int) -> None:
    """Delete an item, while some remain."""
    names = _names(site)
    if len(names) > 5:
        site.remove(of(names, which))


def translate(site: PlainSite, which: int, how: int) -> None:
    """Write a translation of an item."""
    name = of([name for name in _names(site) if name.count(".") == 1] or [ANCHOR], which)
    path = Path(name)
    language = of(("cy", "ur"), how)
    fields = {**site.items[name].fields, "lang": language}
    fields.pop("save_as", None)
    fields["slug"] = fields.get("slug") or _slug(fields.get("title", ""))
    site.put(str(path.with_suffix(f".{language}{path.suffix}")), Item(fields, of(WORDS, how)))


def _slug(title: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split()) or "none"


_STATIC = ("files/map.txt", "files/plan.txt", "files/new1.txt", "files/deep/new.txt")
_ATTACHED = "attached/form.txt"


def static(site: PlainSite, which: int, how: int) -> None:
    """Write a static file, new or changed."""
    site.write(f"content/{of((*_STATIC, _ATTACHED), which)}", f"Something {how % 50}\n")


def static_gone(site: PlainSite, which: int, _how: int) -> None:
    """Delete a static file."""
    site.path(f"content/{of(_STATIC, which)}").unlink(missing_ok=True)


_WITHOUT = ("partials/foot.html", "partials/box-new.html", "tag.html", "categories.html")


def template(site: PlainSite, which: int, how: int) -> None:
    """Change a template, a partial or a file of macros."""
    name = of(list(plain_theme.TEMPLATES), which)
    text = plain_theme.TEMPLATES[name]
    mark = f"v{how % 5}"
    changed = text.replace("{% endblock %}", f"{mark}{{% endblock %}}", 1)
    site.write(f"theme/templates/{name}", f"{text}{mark}" if changed == text else changed)


def template_new(site: PlainSite, which: int, how: int) -> None:
    """Write a template that was missing, or would have come from elsewhere."""
    site.write(f"theme/templates/{of(_WITHOUT, which)}", f"{{{{ SITENAME }}}} {how % 5}\n")


def template_gone(site: PlainSite, which: int, how: int) -> None:
    """Delete a template: another of its name stands in, or none."""
    names = [*_WITHOUT, "category.html", "archives.html", "partials/end.html", "author.html"]
    name = of(names, which) if how % 5 else of(list(plain_theme.TEMPLATES), which)
    site.path(f"theme/templates/{name}").unlink(missing_ok=True)


def template_page(site: PlainSite, _which: int, how: int) -> None:
    """Change a template that stands among the contents."""
    site.write("content/extra.html", f"{plain_theme.EXTRA}{how % 5}")


def theme_file(site: PlainSite, which: int, how: int) -> None:
    """Write a static file of the theme, or delete one."""
    name = of(("look.css", "new.css"), which)
    if how % 4:
        site.write(f"theme/static/{name}", f"p {{ margin: {how % 9}em }}\n")
    else:
        site.path(f"theme/static/{name}").unlink(missing_ok=True)


def data(site: PlainSite, which: int, how: int) -> None:
    """Change a file of data that a plugin reads."""
    name = of(("notice", "opening", "ways"), which)
    site.write(f"data/{name}.json", json.dumps({name: f"From {how % 12}"}))


_SETTINGS: Mapping[str, tuple[Any, ...]] = {
    "RELATIVE_URLS": (False, True),
    "SITEURL": ("https://example.org", ""),
    "SITENAME": ("Another clinic", "A clinic"),
    "AUTHOR": ("Nobody", "The clinic"),
    "DEFAULT_PAGINATION": (2, False, 3),
    "SUMMARY_MAX_LENGTH": (3, None, 6),
    "SUMMARY_MAX_PARAGRAPHS": (1, None),
    "ARTICLE_ORDER_BY": ("title", "reversed-date"),
    "PAGE_ORDER_BY": ("title", "basename"),
    "NEWEST_FIRST_ARCHIVES": (False, True),
    "FEED_MAX_ITEMS": (2, None, 4),
    "FEED_APPEND_REF": (True, False),
    "TAG_FEED_ATOM": ("feeds/tag-{slug}.atom.xml", None),
    "YEAR_ARCHIVE_SAVE_AS": ("", "{date:%Y}/index.html"),
    "DAY_ARCHIVE_SAVE_AS": ("{date:%Y-%m-%d}.html", ""),
    "WITH_FUTURE_DATES": (True, False),
    "DEFAULT_DATE": ("fs", "2026-01-05", None),
    "DEFAULT_LANG": ("cy", "en"),
    "DEFAULT_METADATA": ({"keywords": "many"}, {}),
    "DEFAULT_CATEGORY": ("Rest", "misc"),
    "PAGE_SAVE_AS": ("p/{slug}/index.html", "pages/{slug}.html"),
    "AUTHOR_SAVE_AS": ("", "author/{slug}.html"),
    "SLUGIFY_SOURCE": ("basename", "title"),
    "OUTPUT_SOURCES": (True, False),
    "STATIC_PATHS": (["files", "attached"], ["files"]),
    "EXTRA_PATH_METADATA": ({"files/map.txt": {"path": "way.txt"}}, {}),
    "FORMATTED_FIELDS": (["summary", "keywords"], ["summary"]),
    "DIRECT_TEMPLATES": (
        ["index", "archives"],
        ["index", "tags", "categories", "authors", "archives"],
    ),
    "TEMPLATE_PAGES": ({}, {"extra.html": "extra/shown.html"}),
    "ARTICLE_TRANSLATION_ID": (None, "slug"),
    "MARKDOWN": (
        {"extension_configs": {"markdown.extensions.toc": {}}, "output_format": "html5"},
        {"extension_configs": {}, "output_format": "html5"},
    ),
}


def setting(site: PlainSite, which: int, how: int) -> None:
    """Give a setting another value."""
    name = of(list(_SETTINGS), which)
    site.settings[name] = of(_SETTINGS[name], how)


def day(site: PlainSite, _which: int, how: int) -> None:
    """Let days pass, on a site where articles wait for theirs, or where they do no longer."""
    site.settings["WITH_FUTURE_DATES"] = how % 4 == 0
    site.today += timedelta(days=how % 20)


_CODE = {
    "clinic_words": ('UNIT = "words"', 'UNIT = "terms"'),
    "clinic_neighbours": ("listed = generator.articles", "listed = generator.articles[::-1]"),
    "clinic_notice": ('"NOTICE"', '"SITENAME"'),
    "clinic_opening": ("lambda: read", "lambda: '!' + read"),
}


def plugin(site: PlainSite, which: int, how: int) -> None:
    """Change a plugin's code."""
    name = of(list(_CODE), which)
    text = plain_plugins.PLUGINS[name]
    site.write(f"site_plugins/{name}.py", text.replace(*_CODE[name]) if how % 2 else text)


def _outputs(site: PlainSite) -> list[Path]:
    return sorted(
        path
        for path in site.output.rglob("*")
        if path.is_file() and path.relative_to(site.output).as_posix() not in site.foreign
    )


def output_gone(site: PlainSite, which: int, _how: int) -> None:
    """Delete a file of the output."""
    if outputs := _outputs(site):
        of(outputs, which).unlink()


def output_altered(site: PlainSite, which: int, how: int) -> None:
    """Alter a file of the output, which has the same size then or another."""
    if outputs := _outputs(site):
        path = of(outputs, which)
        words = path.read_bytes()
        path.write_bytes(words[::-1] if how % 2 and words[::-1] != words else words + b"!")
        # However coarse the clock is, a hand is slower.
        os.utime(path, (LATER + how, LATER + how))


def foreign(site: PlainSite, which: int, how: int) -> None:
    """Put a file into the output that no build has written."""
    name = of(("CNAME", "news/own.txt", "deep/er/own.html"), which)
    path = site.output / name
    path.parent.mkdir(parents=True, exist_ok=True)
    site.foreign[name] = f"own {how % 9}".encode()
    path.write_bytes(site.foreign[name])


def state(site: PlainSite, which: int, how: int) -> None:
    """Damage what was remembered: cut it, alter a byte, take it away, make it another version's."""
    kept = sorted(path for path in site.path("kept").rglob("*") if path.is_file())
    if not kept:
        return
    path = of(kept, which)
    words = bytearray(path.read_bytes())
    place = how // 4 % (len(words) or 1)
    match how % 4:
        case 0:
            path.write_bytes(words[:place])
        case 1 if words:
            words[place] ^= 0x41
            path.write_bytes(words)
        case 2:
            path.unlink()
        case _:
            path.write_bytes(words.replace(b"fast-build 1", b"fast-build 0", 1))


def tick(site: PlainSite, which: int, how: int) -> None:
    """Write other words of the same size, while the clock stands still.

    A file of a time that is still to come stands for one that was written a moment ago.
    """
    name = of(_names(site, anchor=True), which)
    path = site.put(name, Item(site.items[name].fields, f"Same size {how % 10}"))
    os.utime(path, (LATER, LATER))


def touch(site: PlainSite, which: int, how: int) -> None:
    """Give a file another time, and nothing else."""
    path = site.path(f"content/{of(_names(site), which)}")
    os.utime(path, (1_770_000_000 + how % 100 * 86_400,) * 2)


def plugins(site: PlainSite, which: int, _how: int) -> None:
    """Let other plugins work."""
    site.settings["PLUGINS"] = list(of(plain_plugins.TOGETHER, which))


def asked(site: PlainSite, which: int, _how: int) -> None:
    """Build by the command, or by a program."""
    site.asked = which % 2 == 0


def cores(site: PlainSite, _which: int, how: int) -> None:
    """Let the work be much, so that it is shared among processes, or little."""
    site.few = 24 if how % 4 else 2


def again(_site: PlainSite, _which: int, _how: int) -> None:
    """Change nothing."""


EDITS: Mapping[str, Callable[[PlainSite, int, int], None]] = {
    one.__name__: one
    for one in (
        body,
        asking,
        field,
        new,
        rename,
        delete,
        translate,
        static,
        static_gone,
        template,
        template_new,
        template_gone,
        template_page,
        theme_file,
        data,
        setting,
        day,
        plugin,
        output_gone,
        output_altered,
        foreign,
        state,
        tick,
        touch,
        cores,
        plugins,
        asked,
        again,
    )
}
