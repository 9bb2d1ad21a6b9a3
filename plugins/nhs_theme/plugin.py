"""The Pelican adapter: gives templates their globals, and writes the theme's files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.catalogue.publication import Publication
from plugins.nhs_theme.labels import OUTCOMES, PURPOSES, RATINGS, STATES
from plugins.nhs_theme.making import theme_files
from plugins.nhs_theme.page_globals import PageGlobals
from plugins.nhs_theme.parts import Parts
from plugins.nhs_theme.words import Words

MADE = "NHS_THEME_MADE"  # where this build's globals are kept between its generators


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The room's settings: folders, from the project's own."""

    NODE_MODULES: str = "node_modules"
    CACHE: str = ".cache/nhs_theme"


def page_globals(values: dict[str, Any]) -> PageGlobals:
    """Return what templates may call, from Pelican's settings; made once a build."""
    publication: Publication = values["publication"]
    made: PageGlobals | None = values.get(MADE)
    # Under autoreload the same settings come with newly loaded content.
    if made is None or made.publication is not publication:
        settings = Settings(**values.get("NHS_THEME", {}))
        theme = Path(values["THEME"])
        project = theme.parent
        parts = Parts(
            static=theme / "static",
            node_modules=project / settings.NODE_MODULES,
            cache=project / settings.CACHE,
        )
        made = PageGlobals(
            publication=publication,
            words=Words.from_folder(theme / "locale"),
            files=theme_files(parts, publication.site, values["ROOT"]),
            root=values["ROOT"],
        )
        values[MADE] = made
    return made


def add_globals(generator: Generator) -> None:
    """Let every template call them."""
    generator.env.globals.update(page_globals(generator.settings).by_name())
    generator.env.globals.update(
        STATES=STATES, RATINGS=RATINGS, OUTCOMES=OUTCOMES, PURPOSES=PURPOSES
    )


def write_files(pelican: Pelican) -> None:
    """Write what pages ask for from assets/."""
    files = page_globals(pelican.settings).files
    for name, content in files.published().items():
        path = Path(pelican.output_path) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(add_globals)
    signals.finalized.connect(write_files)
