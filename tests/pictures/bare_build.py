"""A true Pelican build of a small site, with templates that show only what a test looks at."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.small_site import PROJECT, SmallSite

ITEM_TEMPLATES = (
    "news", "story", "page", "person", "event", "meeting", "feedback", "campaign", "show",
    "episode",
)  # fmt: skip
OTHER_TEMPLATES = (
    "index", "category", "tag", "tags", "archives", "period_archives", "search", "404", "place",
    "places", "tombstone",
)  # fmt: skip
ITEM = """\
{%- set item = (article or page).item %}
<img class="card" src="{{ card(item) }}">
{%- if item.image %}{% set shown = picture(item.image) %}
<img class="main" src="{{ shown.src }}" srcset="{{ shown.srcset }}" width="{{ shown.width }}"
 height="{{ shown.height }}">
{%- endif %}
{%- for recording in item.recordings %}{% set file = file_of(recording.file) %}
<source src="{{ file.url }}" type="{{ file.media_type }}" data-seconds="{{ file.seconds }}">
<track src="{{ file_of(recording.transcript).url }}">
{%- for cue in transcript_of(recording) %}<p>{{ cue.speaker }}: {{ cue.text }}</p>{% endfor %}
{%- endfor %}
{%- for paper in item.papers %}{% set file = file_of(paper) %}
<a class="paper" href="{{ file.url }}">{{ file.label }}, {{ file.bytes }}</a>
{%- endfor %}
{{ (article or page).content|safe }}
"""
SETTINGS = """\
from pelicanconf import *
PLUGINS = ["plugins.catalogue.plugin", "plugins.pictures.plugin", "plugins.files.plugin"]
THEME = {theme!r}
CATALOGUE = {{"AS_OF": "2026-11-21", "DRAFTS": False, "SITE_URL": {address!r}}}
PICTURES = {{"CACHE": {cache!r}}}
"""


def build(
    site: SmallSite, output: Path, *, address: str = "https://fenwick.example", cwd: Path = PROJECT
) -> subprocess.CompletedProcess[str]:
    """Build a small site with these two rooms and the catalogue; return how it ended."""
    own = output.parent / f"{output.name}-settings"
    templates = own / "theme" / "templates"
    templates.mkdir(parents=True, exist_ok=True)
    for name in (*ITEM_TEMPLATES, *OTHER_TEMPLATES):
        text = ITEM if name in ITEM_TEMPLATES else '<img class="card" src="{{ card(None) }}">'
        (templates / f"{name}.html").write_text(text)
    cache = str(output.parent / "cache")
    settings = SETTINGS.format(theme=str(own / "theme"), address=address, cache=cache)
    (own / "conf.py").write_text(settings)
    command = [sys.executable, "-m", "pelican", str(site.root), "-o", str(output)]
    command += ["-s", str(own / "conf.py"), "--fatal=warnings"]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def files_in(output: Path) -> dict[str, bytes]:
    """Return every file of an output by its path."""
    return {
        file.relative_to(output).as_posix(): file.read_bytes()
        for file in sorted(output.rglob("*"))
        if file.is_file()
    }
