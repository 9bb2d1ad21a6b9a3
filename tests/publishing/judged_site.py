"""A small built site with much that must stay hidden, and copies of it to plant faults in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from plugins.catalogue.publication import Publication
from plugins.publishing.verify_finding import Finding
from plugins.publishing.verify_looking import Looking
from plugins.publishing.verify_site import BuiltSite
from tests.podcast.sound_samples import mp3
from tests.small_site import SITE, SmallSite

ADDRESS = "https://fenwick.example"
NEWS = "news/roads/index.html"
FEED = "podcasts/talk/feed.xml"
SOUND = "podcasts/talk/one"
SHOW = """\
title: Town Talk
summary: What the council does.
date: 2026-01-05
author: Fenwick Town Council
email: talk@fenwick.example
owner: {name: The press office, email: press@fenwick.example}
feed_guid: 2f1a0f7e-6d1c-5b0c-9a63-6a1c0e0c1111
image: {file: artwork.png, alt: A town hall.}
categories: [Government]
explicit: false
licence: {name: cc-by-4.0}
"""
EPISODE = """\
title: Flu clinics open
summary: Who can have the vaccine.
guid: 5b9c4a52-1f0e-5c3a-8a55-b6f7c1d20001
date: 2026-11-03
recording: {file: one.mp3, transcript: one.vtt}
"""
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Asha>Flu clinics open on Monday.\n"
SAID = "WEBVTT\n\n00:00.000 --> 00:02.000\nThe nightingale ward smelled of wallpaper paste.\n"
CONSENT = "{reference: PS-1977-42, given: 2026-01-05, known_as: Margaret, %s}"
USES = "uses: [website, print, audio]"
SENTENCE = "Our lollipop crossing returns beside the old brewery once winter gritting has finished"


def write(site: SmallSite) -> SmallSite:
    """Write what is shown, and what is not."""
    formats = "formats: {every: [], kinds: {people: [large-print, pdf, epub, text]}}"
    given = SITE.replace("formats: {every: []}", formats)
    site.write("site.yaml", f"{given}# Ask Bartholomew before the turquoise relaunch.\n")
    site.write("podcasts/talk/show.md", f"---\n{SHOW}---\nAbout the show.\n")
    site.write("podcasts/talk/one.md", f"---\n{EPISODE}---\nWords.\n")
    site.write("podcasts/talk/one.vtt", VTT)
    for name in ("artwork", "copy-of-artwork"):
        site.picture(f"podcasts/talk/{name}.png", (1400, 1400))
    mp3(site.root / "podcasts/talk/one.mp3", 3)
    site.item(
        "news/roads.md", body="All roads are open.\n\n<!-- Marmaduke said zinc or copper -->\n"
    )
    site.item("people/asha.md", title="Asha Example")
    _write_stories(site)
    shared = "The library opens again on Monday morning after nine long weeks of building work."
    site.item("news/library.md", title="Library opens", body=shared)
    draft = f"{SENTENCE}.\n\n{shared}\n"
    site.item("news/crossings.md", title="Lollipop crossing beside the brewery", status="draft",
              body=draft, image="{file: secret-plan.png, alt: A plan}")  # fmt: skip
    site.picture("news/secret-plan.png", (90, 60))
    site.item("news/later.md", title="Zeppelin tours over Fenwick announced", date="2027-01-01")
    site.item("events/over.md", title="Kazoo orchestra finale", expires="2026-11-01")
    site.write("meetings/minutes-in-private.pdf", "%PDF-1.4 not for the public")
    site.write("notices/soon.md", "---\ntitle: Quicksand by the harbour\ntext: Keep away.\n"
               "level: warning\nfrom: 2027-01-01\n---\n")  # fmt: skip
    return site


def _write_stories(site: SmallSite) -> None:
    hidden = f"{USES}, real_name: Philippa Underhill-Grey"
    site.item("stories/live.md", title="The ward was kind", consent=CONSENT % hidden)
    site.write("stories/taken-back.vtt", SAID)
    mp3(site.root / "stories/taken-back.mp3", 2)
    site.item(
        "stories/taken-back.md",
        title="Nobody told me about the tangerine tablets",
        slug="my-aubergine",
        consent=CONSENT.replace("Margaret", "Cornelia") % f"{USES}, withdrawn: 2026-06-01",
        recording="{file: taken-back.mp3, transcript: taken-back.vtt}",
    )


@dataclass
class Said:
    """A teller that keeps what it is told."""

    lines: list[str] = field(default_factory=list)

    def begin(self, stage: str, total: int | None = None) -> None:
        """Keep the stage."""
        self.lines.append(f"{stage} {total}")

    def step(self) -> None:
        """Keep nothing."""

    def say(self, line: str) -> None:
        """Keep the line."""
        self.lines.append(line)


@dataclass(frozen=True)
class Judged:
    """One copy of the built site, to plant a fault in and to ask a judge."""

    folder: Path
    publication: Publication
    said: Said = field(default_factory=Said)
    address: str = ADDRESS

    def copy(self, folder: Path) -> Judged:
        """Return a copy to change."""
        return Judged(shutil.copytree(self.folder, folder), self.publication)

    def looking(self, **changes: int | str) -> Looking:
        """Return what judges are told."""
        return Looking(self.address, self.said, **changes)  # type: ignore[arg-type]

    @property
    def site(self) -> BuiltSite:
        """The site as judges see it."""
        return BuiltSite(self.folder, self.address)

    def read(self, path: str) -> str:
        """Return a file's text."""
        return (self.folder / path).read_text(encoding="utf-8")

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file, with the folders that it needs."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def change(self, path: str, old: str, new: str) -> None:
        """Change a text; it must be there."""
        text = self.read(path)
        assert old in text, (path, old)
        self.write(path, text.replace(old, new, 1))

    def add(self, path: str, html: str) -> None:
        """Add markup to the words of a page."""
        self.change(path, "</main>", f"{html}</main>")


Judge = Callable[[Judged], Iterable[Finding]]


def told(findings: Iterable[Finding]) -> list[str]:
    """Return the places and faults, without remedies."""
    found = sorted(set(findings))
    assert all(finding.remedy.endswith((".", "…}", "once")) for finding in found), found
    return [f"{finding.path}: {finding.fault}" for finding in found]
