"""A site with a story that much else on it names, and where it is published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import brotli
from PIL import Image

from plugins.desk.public_site import PublicSite
from plugins.publishing.content_kept import keep
from plugins.publishing.local_copies import LocalCopies
from plugins.publishing.manifest import Manifest
from plugins.publishing.steps_commands import Chosen, chosen_target, publish_to
from plugins.publishing.withdraw import story_of
from plugins.publishing.withdraw_steps import Withdrawal, withdraw
from tests.publishing.conftest import Said
from tests.site.readable import readable
from tests.small_site import SITE, SmallSite

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
NAME = "Xylophonia"
SILENT_FRAME = b"\xff\xfb\x90\x00" + bytes(413)
CONSENT = """\
consent:
  reference: PS-7
  given: 2026-01-05
  uses: [website, print, audio, social]
"""


@dataclass
class Council:
    """A site with a story in all its forms, and a folder to publish it to."""

    site: SmallSite
    root: Path
    told: Said = field(default_factory=Said)

    @property
    def public(self) -> Path:
        """The target."""
        return self.root / "public"

    def chosen(self) -> Chosen:
        """Return the target, opened again as each command does."""
        chosen = chosen_target(self.root / "publish.yaml", "town", self.told)
        # Whether the site is sound is judged elsewhere, and takes long.
        return replace(chosen, judges=replace(chosen.judges, verify=lambda *_: ()))

    def publish(self, day: date = MONDAY) -> Manifest:
        """Publish as `./run publish` does."""
        as_of = day.isoformat()
        chosen = self.chosen()
        live = publish_to(chosen, lambda url: PublicSite(self.site.root, url, as_of))
        keep(self.site.root, chosen.around.cache)
        return live

    def withdraw(self, wish: str, day: date = MONDAY) -> None:
        """Withdraw as `./run withdraw` does."""
        work = Withdrawal(
            content=self.site.root,
            story=story_of(self.site.root, wish),
            day=day,
            site_of=lambda root, url: PublicSite(root, url, day.isoformat()),
            local=LocalCopies((), (self.root / "output",)),
            teller=self.told,
        )
        withdraw(work, ["town"], lambda _: self.chosen())

    def holding(self, *words: str) -> list[str]:
        """Return the files on the target that hold one of these words, in any packing."""
        wanted = [word.casefold().encode() for word in words]
        return [
            path.relative_to(self.public).as_posix()
            for path in self.files()
            if any(
                word in part.lower()
                for part in (path.as_posix().encode(), *opened(path))
                for word in wanted
            )
        ]

    def files(self) -> Iterator[Path]:
        """Yield every file on the target, of whatever release."""
        return (path for path in sorted(self.public.rglob("*")) if path.is_file())

    def digests(self) -> set[str]:
        """Return what tells each file's bytes."""
        return {hashlib.sha256(path.read_bytes()).hexdigest() for path in self.files()}

    def has_magenta(self) -> list[str]:
        """Return the pictures that show the story's colour."""
        pictures = (path for path in self.files() if path.suffix in {".webp", ".png", ".jpg"})
        return [path.name for path in pictures if _is_magenta(path)]


def opened(path: Path) -> Iterator[bytes]:
    """Yield whatever can be read in a file, however it is packed."""
    data = path.read_bytes()
    if path.suffix == ".br":
        yield brotli.decompress(data)
    yield from readable(data, path.name)


def _is_magenta(path: Path) -> bool:
    with Image.open(path) as image:
        small = image.convert("RGB").resize((8, 8))
    dots = [small.getpixel((x, y)) for x in range(8) for y in range(8)]
    return any(isinstance(dot, tuple) and _is_near(*dot[:3]) for dot in dots)


def _is_near(red: int, green: int, blue: int) -> bool:
    return red > 200 and green < 90 and blue > 200


def plant_story(site: SmallSite, name: str = "bravely", word: str = NAME) -> None:
    """Write a story with a picture, a recording, a translation and an easy read."""
    stem = f"stories/{name}"
    (site.root / "stories").mkdir(exist_ok=True)
    Image.new("RGB", (400, 300), (255, 0, 255)).save(site.root / f"{stem}.png")
    (site.root / f"{stem}.mp3").write_bytes(SILENT_FRAME * 80)
    site.write(f"{stem}.vtt", f"WEBVTT\n\n00:00.000 --> 00:01.000\n{word} speaks.\n")
    site.write(
        f"{stem}.md",
        f"---\ntitle: {word} tells her story\nsummary: How {word} got well.\ndate: 2026-11-01\n"
        f"topics: [Roads]\nplaces: [North Fenwick]\nimage: {{file: {name}.png, alt: {word}}}\n"
        f"{CONSENT}recording: {{file: {name}.mp3, transcript: {name}.vtt}}\n"
        f"redirect_from: [/old/{name}/]\n---\n{word} said so.\n\n![{word}]({name}.png)\n",
    )
    site.item(f"{stem}.ur.md", title=word, body=f"{word}\n", lang="ur", translation_of=f"{name}.md")


def council_at(root: Path, formats: str = "[]") -> Council:
    """Return a site with a story that much else on it names, and where it is published."""
    root.mkdir(exist_ok=True)
    site = SmallSite.at(root / "content")
    site.write("site.yaml", SITE.replace("{every: []}", f"{{every: {formats}}}"))
    plant_story(site)
    site.item("news/roads.md", topics="[Roads]", body="See [it](../stories/bravely.md).\n")
    site.write(
        "editions/autumn.md",
        "---\ntitle: Autumn\nsummary: All of it.\ndate: 2026-11-01\nfrom: 2026-10-01\n"
        "to: 2026-11-30\n---\n",
    )
    (root / "publish.yaml").write_text(
        "targets:\n  town: {kind: folder, path: ./public, purge: [./purge]}\n"
    )
    cdn(root, "cat >> forgotten.txt")
    return Council(site, root)


def cdn(root: Path, command: str) -> None:
    """Let the CDN's command do this."""
    script = root / "purge"
    script.write_text(f"#!/bin/sh\n{command}\n")
    script.chmod(0o755)
