"""The Pelican adapter: formats are planned and made before any page is written, as pages list them.

A tool that the machine lacks stops what is for the public, and is only told of in a preview.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican import Pelican, signals
from pelican.contents import Content
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.alternative_formats.document import Document, Figure
from plugins.alternative_formats.document_of import Doors
from plugins.alternative_formats.making_site import Silent
from plugins.alternative_formats.markup import as_html, words
from plugins.alternative_formats.markup_options import MarkupOptions, PictureFacts
from plugins.alternative_formats.planning import Plan
from plugins.alternative_formats.planning_tools import MissingToolError
from plugins.alternative_formats.room import Room, Settings
from plugins.catalogue.interface_words import Words
from plugins.catalogue.kept_files import kept_in
from plugins.catalogue.problem import Problem
from plugins.catalogue.publication import Publication
from plugins.catalogue.published_files import PublishedFiles
from plugins.catalogue.room import room_of
from plugins.catalogue.spoken import SpokenItem
from plugins.catalogue.witness import apart

ROOM = "ALTERNATIVE_FORMATS_ROOM"
PAGE_WIDTH = "(min-width: 62em) 720px, 100vw"

logger = logging.getLogger(__name__)


class FormatPages(Generator):
    """Writes the pages in large print, and those in Easy Read."""

    def generate_output(self, writer: Writer) -> None:
        """Write them."""
        room = _room(self.settings)
        contents = {content.item.path: content for content in _contents(self.context)}
        for plan in room.plans.all():
            content = contents[plan.item.path]
            if plan.has_large_print:
                self._write(writer, "large_print", "large-print", plan, content)
            if plan.easy_read:
                self._write(writer, "easy_read", "easy-read", plan, content)

    def _write(
        self, writer: Writer, template: str, name: str, plan: Plan, content: Content
    ) -> None:
        address = f"{content.item.url}{name}/"
        document = partial(
            _room(self.settings).plans.documents.of, plan.item.path, easy_read=plan.easy_read
        )
        pictures = tuple(self.env.globals["picture"](one) for one in plan.pictures)
        options = MarkupOptions(picture=self._picture)
        writer.write_file(
            f"{address}index.html",
            self.get_template(template),
            self.context,
            url=address,
            address=address,  # Pelican keeps url to itself.
            template_name=template,
            item=content.item,
            article=content,
            document=(reading := Reading((plan.document, pictures), document, options)),
            words=reading,
        )

    def _picture(self, figure: Figure) -> PictureFacts:
        made = self.env.globals["picture"](figure.picture)
        return PictureFacts(made.src, made.width, made.height, made.srcset, PAGE_WIDTH)


@dataclass(frozen=True)
class Reading:
    """An item to be read on a page of its own; its document is made when the page is."""

    rests_on: object  # What has the same of this has the same words.
    _document: Callable[[], Document]
    _options: MarkupOptions

    def __reduce__(self) -> tuple[type, tuple[object]]:
        """Let it be known by what it rests on."""
        return tuple, ((self.rests_on,),)

    @property
    def title(self) -> str:
        """The title of the document."""
        with apart():
            return self._document().title

    @property
    def summary(self) -> str:
        """The summary of the document."""
        with apart():
            return self._document().summary

    def __html__(self) -> str:
        """Return the words of the document as HTML."""
        with apart():
            return _html(self._document(), self._options)


def _html(document: Document, options: MarkupOptions) -> Markup:
    return Markup(as_html(words(document, options)))  # noqa: S704 - lxml has escaped it


def _contents(context: dict[str, Any]) -> Iterator[Content]:
    for name in ("articles", "pages"):
        for content in context[name]:
            yield content
            yield from content.translations


def open_room(pelican: Pelican) -> None:
    """Add this room's problems to what stops a build, and let other rooms ask what is spoken."""
    pelican.settings.setdefault("CONTENT_CHECKS", []).append(problems)
    pelican.settings["SPOKEN_ITEMS"] = spoken_items


def problems(pelican: Pelican) -> tuple[Problem, ...]:
    """Return everything that a format cannot carry."""
    room = _room(pelican.settings)
    if room.publication.drafts:
        for line in room.missing:
            tell = pelican.settings.setdefault("REMARKS", [])
            tell.append(line)
            logger.info(line)
    return room.plans.problems


def spoken_items(settings: dict[str, Any]) -> tuple[SpokenItem, ...]:
    """Return the items that anybody may hear."""
    return _room(settings).spoken()


def format_pages(pelican: Pelican) -> type[Generator]:
    """Give Pelican our generator, where the machine has what the public was promised."""
    room = _room(pelican.settings)
    if room.missing and not room.publication.drafts:
        raise MissingToolError(room.missing)
    return FormatPages


def add_globals(generator: Generator) -> None:
    """Give templates what there is of each item, and of all together."""
    room = _room(generator.settings)

    def measured_words(lang: str) -> Markup:
        """Return what the build measured, for the accessibility statement in a language."""
        blocks = room.plans.documents.measured_in(lang)
        statement = room.plans.documents.of(room.plans.documents.of_statement[0].path)
        return _html(replace(statement, blocks=blocks, notes=()), MarkupOptions())

    generator.env.globals.update(
        alternatives=room.alternatives,
        measured=lambda: room.plans.measured,
        measured_words=measured_words,
    )


def make(generators: Iterable[Generator]) -> None:
    """Make what is missing: pages tell how large each file is."""
    for generator in generators:
        room = _room(generator.settings)
        _ = room.made
        generator.settings["LEFT_OUT"] = room.left_out
        return


def write(pelican: Pelican) -> None:
    """Write the files."""
    room = _room(pelican.settings)
    room.made.write(Path(pelican.output_path))
    room.leave()


def _room(settings: dict[str, Any]) -> Room:
    def room() -> Room:
        files: PublishedFiles = settings["PUBLISHED_FILES"](settings)
        return Room(
            settings=Settings(**settings.get("ALTERNATIVE_FORMATS", {})),
            publication=settings["publication"],
            root=settings["ROOT"],
            doors=_doors(settings, files),
            files=files,
            progress=settings.get("TELLER") or Silent(),
            keep_in=kept_in(settings, "formats"),
            locale=Path(settings["THEME"]) / "locale",
        )

    return room_of(settings, ROOM, room)


def _doors(settings: dict[str, Any], files: PublishedFiles) -> Doors:
    publication: Publication = settings["publication"]
    # A preview makes the very files that the public will have, with the public's address in them.
    site_url = publication.site.address if publication.drafts else settings["SITEURL"]

    def file_url(path: str) -> str:
        url = files.url_of(path) or ""
        return f"{site_url}{url.removeprefix(settings['ROOT'])}" if url[:1] == "/" else url

    return Doors(
        site_url=site_url,
        words=Words.from_folder(Path(settings["THEME"]) / "locale"),
        cues=files.cues_of,
        file_url=file_url,
    )


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(open_room)
    signals.get_generators.connect(format_pages)
    signals.generator_init.connect(add_globals)
    signals.all_generators_finalized.connect(make)
    signals.finalized.connect(write)
