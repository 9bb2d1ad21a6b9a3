"""What the public may read: the words of all that is shown, and of the program itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from babel import Locale, UnknownLocaleError
from pydantic import BaseModel

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Notice
from plugins.catalogue.publication import Publication
from plugins.publishing.verify_readable import readable
from plugins.publishing.verify_words import Vocabulary

PROGRAM = ("plugins/**/*", "theme/**/*")
WORDY = frozenset({".css", ".html", ".js", ".json", ".po", ".py", ".svg", ".toml", ".typ", ".xml"})
SOURCES = frozenset({".md", ".yaml"})
REMARK = re.compile(r"<!--(.*?)-->", re.DOTALL)
ITEM_LINK = re.compile(r'href="\{item\}[^"]*"')  # It may lead to an item that is hidden.
# Fields that are never shown, and those that name other items, which may be hidden.
NOT_SHOWN = frozenset({"origin", "reference", "real_name", "related", "translation_of"})


def vocabulary(publication: Publication, program: Path, code: Iterable[Path]) -> Vocabulary:
    """Return all public words; `code` are files of the built site that hold no item's words."""
    public = Vocabulary()
    for text in (*_shown(publication), *_names_of_languages(publication)):
        public.add(text)
    for path in sorted(named_files(publication)):
        for _, text in readable((publication.root / path).read_bytes(), path):
            public.add(text)
    for pattern in PROGRAM:
        for file in sorted(program.glob(pattern)):
            if file.suffix in WORDY and file.is_file():
                public.add(file.read_text("utf-8", "replace"))
    for file in code:
        public.add(file.read_text("utf-8", "replace"), runs=False)
    return public


def named_files(publication: Publication) -> frozenset[str]:
    """Return the content's files that something published names."""
    named = {text for model in _models(publication) for text in _texts(model)}
    for model in _models(publication):
        if isinstance(model, Item | EasyRead):
            named.update(one.target for one in (*model.body.pictures, *model.body.files))
    known = publication.catalogue.files & named
    return frozenset(path for path in known if PurePosixPath(path).suffix not in SOURCES)


def unnamed_files(publication: Publication) -> tuple[str, ...]:
    """Return the content's files that nothing published names; Markdown is no such file."""
    rest = publication.catalogue.files - named_files(publication)
    return tuple(sorted(path for path in rest if PurePosixPath(path).suffix not in SOURCES))


def shown_sources(publication: Publication) -> frozenset[str]:
    """Return the Markdown files that are shown today."""
    models = (one for one in _models(publication) if isinstance(one, Item | EasyRead | Notice))
    return frozenset(model.origin.path for model in models)


def _models(publication: Publication) -> tuple[BaseModel, ...]:
    notices = (one for one in publication.catalogue.notices if one.is_live(publication.as_of))
    easy = publication.easy_reads.values()
    return (publication.site, *publication.items, *easy, *notices)


def _shown(publication: Publication) -> Iterator[str]:
    for model in _models(publication):
        yield " ".join(_texts(model))
        if isinstance(model, Item | EasyRead):
            yield ITEM_LINK.sub("", REMARK.sub(" ", model.body.html))
            yield REMARK.sub(" ", model.body.markdown)
    # The address of a story that is gone stays.
    yield from (one.url for one in (*publication.items, *publication.tombstones))


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a model's fields in their order."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in NOT_SHOWN:
                yield from _texts(getattr(value, name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from (str(key), *_texts(one))
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _texts(one)
    elif value is not None:
        yield str(value)


def _names_of_languages(publication: Publication) -> Iterator[str]:
    """Yield the words of dates and languages, which each page says in its own."""
    site = publication.site
    for code in (site.lang, *(one.code for one in site.languages)):
        try:
            locale = Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        yield " ".join(locale.languages.values())
        for names in (locale.months, locale.days):
            for widths in names.values():
                yield from (" ".join(one.values()) for one in widths.values())
