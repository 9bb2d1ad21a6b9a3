"""Small releases to send, as the build leaves them, and a teller that keeps what it is told."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.publishing.manifest import Entry, Manifest, manifest_of, to_json
from plugins.publishing.target import Around

PAGE = "text/html; charset=utf-8"
BUILT_FROM = {"as_of": "2026-11-21", "content": "0" * 64, "site_url": "https://www.example.org"}


@dataclass
class Told:
    """Keeps the lines that are said."""

    lines: list[str] = field(default_factory=list)

    def begin(self, stage: str, total: int | None = None) -> None:
        """Keep nothing of it."""

    def step(self) -> None:
        """Keep nothing of it."""

    def say(self, line: str) -> None:
        """Keep the line."""
        self.lines.append(line)


@dataclass(frozen=True)
class Release:
    """A release that is made ready in a folder."""

    folder: Path
    manifest: Manifest


def release_at(
    folder: Path,
    number: int,
    files: Mapping[str, bytes],
    *,
    carried: tuple[Entry, ...] = (),
    gone: tuple[str, ...] = (),
) -> Release:
    """Write a release of these files."""
    for path, content in files.items():
        file = folder / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    built = manifest_of(
        folder / "site",
        release=f"{number:06}",
        built_from=BUILT_FROM,
        media_type=lambda _: PAGE,
        tombstones=gone,
    )
    manifest = replace(built, entries=(*built.entries, *carried))
    (folder / "manifest.json").write_text(to_json(manifest), encoding="utf-8")
    (folder / "gone.json").write_text(f'{{"gone": {list(gone)!r}}}'.replace("'", '"'))
    (folder / "redirects.json").write_text("{}")
    return Release(folder, manifest)


def around(folder: Path, told: Told | None = None, **variables: str) -> Around:
    """Return what a target may know of this machine."""
    return Around(folder, folder / "cache", {**os.environ, **variables}, told or Told())
