"""A small site of a made-up council, for tests to write items into and to build."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PIL import Image

from plugins.catalogue.load import Catalogue, load
from plugins.catalogue.publication import Publication

PROJECT = Path(__file__).parent.parent
TODAY = date(2026, 11, 21)
DEMO_ADDRESS = "https://elrccg.example"
SITE = """\
name: Fenwick Town Council
short_name: FTC
summary: What the council of Fenwick does.
address: https://fenwick.example
header: {name: Fenwick Town Council}
contact:
  address: [Town Hall, Fenwick]
  email: hello@fenwick.example
  reply: We reply within 3 working days.
home: {heading: Welcome to Fenwick, text: We look after the town.}
topics: [{name: Roads}, {name: Mental health}]
places: [{name: North Fenwick}]
languages:
  - {code: ur, name: اردو, english: Urdu, direction: rtl}
  - {code: pl, name: Polski, english: Polish}
formats: {every: []}
"""
FIELDS = {
    "news": "",
    "pages": "",
    "people": "role: Chair",
    "events": "start: 2026-12-01 10:00\nend: 2026-12-01 12:00",
    "meetings": "start: 2026-12-02 13:00\nend: 2026-12-02 15:00\ngroup: Full council",
    "feedback": (
        "heard: Too long.\npeople: 12\nheard_from: drivers\ndid: We mended it.\nstate: done"
    ),
    "campaigns": "starts: 2026-11-16\nends: 2026-11-22",
    "stories": ("consent: {reference: PS-1, given: 2026-01-05, uses: [website, audio, social]}"),
}


@dataclass(frozen=True)
class SmallSite:
    """A content folder in a test's own folder."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> SmallSite:
        """Write a valid site with one page."""
        root.mkdir()
        site = cls(root)
        site.write("site.yaml", SITE)
        site.item("pages/about.md", title="About the council", body="## History\n\nOld.\n")
        return site

    def write(self, path: str, text: str) -> Path:
        """Write a file, with the folders that it needs."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def item(self, path: str, *, body: str | None = None, **fields: str) -> Path:
        """Write a valid item of the folder's kind; fields are given as YAML text."""
        translated = "translation_of" in fields
        own = "" if translated else FIELDS.get(path.split("/", maxsplit=1)[0], "")
        lines = [line for line in own.splitlines() if line.split(":")[0] not in fields]
        given = {"title": "Roads open", "summary": "The roads are open.", "date": "2026-11-01"}
        if translated:
            given |= {"title": "Drogi otwarte", "summary": "Drogi są otwarte."}
        lines += [f"{name}: {value}" for name, value in (given | fields).items()]
        words = body if body is not None else "Słowa.\n" if translated else "Words.\n"
        return self.write(path, "---\n" + "\n".join(lines) + f"\n---\n{words}")

    def picture(self, path: str, size: tuple[int, int] = (64, 48)) -> Path:
        """Write a real picture."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size, (0, 94, 184)).save(file)
        return file

    def load(self) -> Catalogue:
        """Return the folder's catalogue, or raise what is wrong in it."""
        return load(self.root)

    def publication(self, as_of: date = TODAY, *, drafts: bool = False) -> Publication:
        """Return what the public sees on a day."""
        return Publication(self.load(), as_of, drafts)

    def build(self, output: Path, *arguments: str, as_of: date = TODAY) -> Path:
        """Build the site with the real command; return the output folder."""
        done = self.run_build(output, *arguments, as_of=as_of)
        assert done.returncode == 0, done.stdout + done.stderr
        return output

    def run_build(
        self, output: Path, *arguments: str, as_of: date = TODAY
    ) -> subprocess.CompletedProcess[str]:
        """Run the build command and return how it ended."""
        command = [sys.executable, "tasks.py", "build", "--content", str(self.root)]
        command += ["--output", str(output), "--as-of", as_of.isoformat(), *arguments]
        return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
