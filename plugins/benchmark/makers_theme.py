"""Our real theme, by our builds and by Pelican alone: one copy of the program for each."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from plugins.benchmark.corpus import TOPICS, Item
from plugins.benchmark.front_matter_of import for_catalogue
from plugins.benchmark.maker import OUTPUT, Maker
from plugins.benchmark.pictures import write_pictures
from plugins.benchmark.program_copy import program_without_cache
from plugins.benchmark.tool import Word

SITE = """\
name: Anytown Council
short_name: Anytown
summary: A made-up site, to be timed.
address: https://anytown.example
header: {name: Anytown Council}
contact: {address: [1 High Street], email: hello@anytown.example, reply: We reply within a week.}
home: {heading: Hello, text: This site is made up.}
"""
DAY = "2026-11-03"
PORT = "8932"
STATE, EARLIER = "program/.cache/fast_build", "program/.cache/desk"
TEMPLATES = "program/.cache/nhs_theme"  # compiled
WITHOUT_AUDIO = "[large-print, pdf, epub, braille, text]"
# For Pelican alone: the same settings, but for the folders and the day.
SETTINGS = """\
from pelicanconf import *

PATH = {content!r}
OUTPUT_PATH = {output!r}
CATALOGUE = {{"AS_OF": {day!r}, "DRAFTS": False, "SITE_URL": None}}
"""


def _prepare(folder: Path, formats: str) -> None:
    program, content = folder / "program", folder / "content"
    program_without_cache(program)
    (program / "settings.py").write_text(
        SETTINGS.format(content=str(content), output=str(folder / OUTPUT), day=DAY),
        encoding="utf-8",
    )
    write_pictures(content / "news")
    topics = "".join(f"  - name: {name}\n" for name in TOPICS)
    site = f"{SITE}formats: {{every: {formats}}}\ntopics:\n{topics}"
    (content / "site.yaml").write_text(site, encoding="utf-8")


def _page(item: Item) -> str:
    return f"news/{item.slug}/index.html"


def _ours(task: str, folder: Path) -> list[Word]:
    words: list[Word] = [sys.executable, folder / "program" / "tasks.py", task, "--as-of", DAY]
    return [*words, "--content", folder / "content"]


OURS = Maker(
    name="ours",
    prepare=lambda folder: _prepare(folder, "[]"),
    items="content/news",
    source=for_catalogue,
    page=_page,
    template="program/theme/templates/news.html",
    template_line="{% block more %}",
    build=lambda folder: [*_ours("build", folder), "--output", folder / OUTPUT],
    watch=lambda folder: [*_ours("serve", folder), "--port", PORT],
    watched_output=f"program/.cache/preview-{PORT}",
    remembered=(STATE, EARLIER, TEMPLATES),
    kept=(STATE,),
    made="program/.cache/pictures",
    tidies=True,
)

PELICAN = replace(
    OURS,
    name="pelican",
    build=lambda _: [sys.executable, "-m", "pelican", "--quiet", "--settings", "settings.py"],
    watch=None,  # Its --autoreload keeps the content that our catalogue has read at the start.
    runs_in=lambda folder: folder / "program",
    remembered=(TEMPLATES,),
    kept=(),
    tidies=False,
)

THEME_MAKERS = (OURS, PELICAN)

# Every format but those that are spoken: what is made of an item, not only its page.
FORMATS_MAKERS = (replace(OURS, prepare=lambda folder: _prepare(folder, WITHOUT_AUDIO)),)
