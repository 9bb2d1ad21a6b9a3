"""The Pelican adapter: gives templates their globals, and writes the theme's files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.catalogue.interface_words import Words
from plugins.catalogue.labels import EACH_MONTH, OUTCOMES, PURPOSES
from plugins.catalogue.publication import Publication
from plugins.nhs_theme.labels import RATINGS, STATES
from plugins.nhs_theme.making import theme_files
from plugins.nhs_theme.page_globals import PageGlobals
from plugins.nhs_theme.parts import Parts

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
        theme = Path(values["THEME"])
        parts = Parts(
            static=theme / "static",
            node_modules=theme.parent / _settings(values).NODE_MODULES,
            cache=_cache(values),
        )
        made = PageGlobals(
            publication=publication,
            words=Words.from_folder(theme / "locale"),
            files=theme_files(parts, publication.site, values["ROOT"]),
            root=values["ROOT"],
        )
        values[MADE] = made
    return made


def _settings(values: dict[str, Any]) -> Settings:
    return Settings(**values.get("NHS_THEME", {}))


def _cache(values: dict[str, Any]) -> Path:
    return Path(values["THEME"]).parent / _settings(values).CACHE


def add_globals(generator: Generator) -> None:
    """Let every template call them."""
    generator.env.globals.update(page_globals(generator.settings).by_name())
    # Pelican gives each generator an environment of its own, which would compile them all again.
    env = generator.env
    ways = (env.autoescape, env.trim_blocks, env.lstrip_blocks)  # what compiling depends on
    compiled = _cache(generator.settings) / "-".join(("templates", *(str(way) for way in ways)))
    compiled.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    # A build has environments of its own: within one, nobody need look whether a template changed.
    env.auto_reload = False
    generator.env.globals.update(
        STATES=STATES,
        RATINGS=RATINGS,
        OUTCOMES=OUTCOMES,
        PURPOSES=PURPOSES,
        EACH_MONTH=EACH_MONTH,
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
