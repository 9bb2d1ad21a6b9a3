"""True builds of small sites with made-up formats, in a cache of the test's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypedDict, Unpack

from tests.pictures.bare_build import ITEM_TEMPLATES, OTHER_TEMPLATES
from tests.small_site import PROJECT, SITE, TODAY, SmallSite

ALL = "every: [large-print, pdf, epub, braille, audio, text]"
OFFERS = """\
{%- set item = (article or page).item %}{% set there_is = alternatives(item) %}
<script type="application/json">{
{% for one in there_is.offers %}
"{{ one.name }}": {"url": "{{ one.url }}", "bytes": {{ one.bytes|tojson }},
 "seconds": {{ one.seconds|tojson }}, "type": "{{ one.media_type }}", "by": "{{ one.made_by }}",
 "is_page": {{ one.is_page|tojson }}, "label": "{{ one.label }}"},
{% endfor %}
"gaps": [{% for one in there_is.gaps %}["{{ one.name }}", "{{ one.why }}"]{{ "," if not loop.last }}{% endfor %}],
"listen": {{ (there_is.listen.mp3 if there_is.listen else none)|tojson }}
}</script>
"""  # noqa: E501 - a template
READING = "<main><h1>{{ document.title }}</h1>{{ words }}</main><p>{{ address }} {{ page_of }}"
SETTINGS = """\
from pelicanconf import *
PLUGINS = ["plugins.catalogue.plugin", "plugins.pictures.plugin", "plugins.files.plugin",
    "plugins.alternative_formats.plugin"]
THEME = {theme!r}
CATALOGUE = {{"AS_OF": {as_of!r}, "DRAFTS": {drafts!r}, "SITE_URL": {address!r}}}
PICTURES = {{"CACHE": {pictures!r}}}
ALTERNATIVE_FORMATS = {formats!r}
"""


class Changes(TypedDict, total=False):
    """What differs from a plain build."""

    as_of: str
    drafts: bool
    workers: int
    address: str


@dataclass
class FormatsSite:
    """A small site with its cache, its theme and its outputs in one folder."""

    folder: Path
    site: SmallSite
    variables: dict[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path, formats: str = ALL) -> FormatsSite:
        """Write a site of one page that has every format."""
        site = SmallSite.at(folder / "content")
        site.write("site.yaml", SITE.replace("formats: {every: []}", f"formats: {{{formats}}}"))
        templates = folder / "theme" / "templates"
        templates.mkdir(parents=True)
        (folder / "theme" / "locale").symlink_to(PROJECT / "theme" / "locale")
        for name in (*ITEM_TEMPLATES, *OTHER_TEMPLATES):
            (templates / f"{name}.html").write_text(OFFERS if name in ITEM_TEMPLATES else "")
        (templates / "edition.html").write_text(OFFERS)
        for name in ("large_print", "easy_read"):
            (templates / f"{name}.html").write_text(READING)
        return cls(folder, site)

    @property
    def cache(self) -> Path:
        """Where made files are kept."""
        return self.folder / "cache"

    def command(self, output: Path, **changes: Unpack[Changes]) -> list[str]:
        """Return the command that builds it."""
        drafts, workers = changes.get("drafts", False), changes.get("workers", 0)
        settings = self.folder / f"conf-{output.name}-{drafts}-{workers}.py"
        formats = {
            "CACHE": str(self.cache),
            "WORKERS": workers,
            "REGISTRY": "tests.alternative_formats.made_up_formats",
        }
        text = SETTINGS.format(
            theme=str(self.folder / "theme"),
            as_of=changes.get("as_of", TODAY.isoformat()),
            drafts=drafts,
            address=changes.get("address"),
            # Pelican would take a folder "pictures" beside its settings for our room.
            pictures=str(self.folder / "kept-pictures"),
            formats=formats,
        )
        settings.write_text(text)
        command = [sys.executable, "-m", "pelican", str(self.site.root), "-o", str(output)]
        return [*command, "-s", str(settings), "--fatal=warnings"]

    def environment(self) -> dict[str, str]:
        """Return the environment of a build."""
        return {**os.environ, **self.variables}

    def run(self, output: Path, **changes: Unpack[Changes]) -> subprocess.CompletedProcess[str]:
        """Build it and return how that ended."""
        command = self.command(output, **changes)
        return subprocess.run(
            command,
            cwd=PROJECT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def build(self, name: str = "output", **changes: Unpack[Changes]) -> Path:
        """Build it and return the output."""
        output = self.folder / name
        done = self.run(output, **changes)
        assert done.returncode == 0, done.stdout + done.stderr
        return output

    def kept(self) -> dict[str, int]:
        """Return the made files in the cache, with their numbers on the disk: another is anew."""
        # Files in the making have names with a dot in front, and go while they are looked at.
        files = (self.cache / "made").glob("??/[!.]*")
        return {file.name: file.stat().st_ino for file in files if file.suffix != ".json"}


def offers(output: Path, address: str) -> dict[str, Any]:
    """Return what an item's page says of its formats."""
    page = (output / address / "index.html").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(page.partition(">")[2].rpartition("</script>")[0])
    return found
