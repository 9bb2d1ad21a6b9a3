"""The four site makers with plain templates: the same pages of the same items by each."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from plugins.benchmark.corpus import Item
from plugins.benchmark.front_matter_of import for_eleventy, for_hugo, for_pelican
from plugins.benchmark.maker import OUTPUT, Maker
from plugins.benchmark.pictures import write_pictures
from plugins.benchmark.program_copy import program_without_cache
from plugins.benchmark.programs import NPM_FOLDER, eleventy, hugo
from plugins.benchmark.tool import Word

PLAIN = Path(__file__).with_name("plain")
PORT = "8931"
FAST = '\nPELICAN_CLASS = "plugins.fast_build.pelican.FastPelican"\n'


def _page(item: Item) -> str:
    return f"items/{item.slug}/index.html"


def _pelican(folder: Path) -> None:
    shutil.copytree(PLAIN / "pelican", folder, dirs_exist_ok=True)
    write_pictures(folder / "content" / "images")


def _ours(folder: Path) -> None:
    _pelican(folder)
    # A copy, so that whoever works on the program meanwhile does not change what is measured.
    program_without_cache(folder / "program")
    with (folder / "settings.py").open("a", encoding="utf-8") as settings:
        settings.write(FAST)


def _hugo(folder: Path) -> None:
    shutil.copytree(PLAIN / "hugo", folder, dirs_exist_ok=True)
    write_pictures(folder / "static" / "images")


def _eleventy(folder: Path) -> None:
    shutil.copytree(PLAIN / "eleventy", folder, dirs_exist_ok=True)
    write_pictures(folder / "content" / "images")
    (folder / "node_modules").symlink_to(NPM_FOLDER / "node_modules")


def _hugo_words(folder: Path) -> list[Word]:
    # Where an output is named, Hugo would look for it below its source.
    return ["--source", folder, "--destination", folder / OUTPUT, "--cacheDir", folder / ".cache"]


PELICAN_TEMPLATE = "theme/templates/article.html"

OURS = Maker(
    name="ours",
    prepare=_ours,
    items="content/items",
    source=for_pelican,
    page=_page,
    template=PELICAN_TEMPLATE,
    template_line="</ul>",
    build=lambda folder: [sys.executable, "-m", "plugins.fast_build", folder / "settings.py"],
    watch=lambda folder: [
        *(sys.executable, "-m", "plugins.fast_build", "--watch"),
        folder / "settings.py",
    ],
    runs_in=lambda folder: folder / "program",
    remembered=("cache",),
    kept=("cache",),
    tidies=True,
)

PELICAN = Maker(
    name="pelican",
    prepare=_pelican,
    items="content/items",
    source=for_pelican,
    page=_page,
    template=PELICAN_TEMPLATE,
    template_line="</ul>",
    build=lambda folder: [
        *(sys.executable, "-m", "pelican", "--quiet", "--settings"),
        folder / "settings.py",
    ],
    watch=lambda folder: [
        *(sys.executable, "-m", "pelican", "--quiet", "--autoreload", "--settings"),
        folder / "settings.py",
    ],
)

HUGO = Maker(
    name="hugo",
    prepare=_hugo,
    items="content/items",
    source=for_hugo,
    page=_page,
    template="layouts/page.html",
    template_line="</ul>",
    build=lambda folder: [hugo(), "build", "--quiet", *_hugo_words(folder)],
    watch=lambda folder: [
        *(hugo(), "server", "--disableLiveReload", "--quiet"),  # It writes to disk by itself.
        *("--bind", "127.0.0.1", "--port", PORT),
        *_hugo_words(folder),
    ],
    remembered=(".cache", "resources"),
)

ELEVENTY = Maker(
    name="eleventy",
    prepare=_eleventy,
    items="content/items",
    source=for_eleventy,
    page=_page,
    template="_includes/item.njk",
    template_line="</ul>",
    build=lambda _: [*eleventy(), "--quiet"],
    watch=lambda _: [*eleventy(), "--quiet", "--incremental", "--watch"],
    remembered=(".cache",),  # of its plugins that fetch
)

PLAIN_MAKERS = (OURS, PELICAN, HUGO, ELEVENTY)
