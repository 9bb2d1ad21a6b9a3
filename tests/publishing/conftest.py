"""A folder to publish to, and a site of a few pages to publish."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from plugins.publishing.manifest import Manifest
from plugins.publishing.steps_commands import Chosen, chosen_target, publish_to
from plugins.publishing.target_folder import FolderTarget
from tests.publishing.pages_site import PagesSite
from tests.small_site import SmallSite

TARGETS = "targets:\n  demo: {kind: folder, path: ./public, keep: 3, wait: 0}\n"


@dataclass
class Said:
    """A teller that keeps what it is told."""

    lines: list[str] = field(default_factory=list)

    def begin(self, stage: str, total: int | None = None) -> None:
        """Keep the stage."""
        del total
        self.lines.append(stage)

    def step(self) -> None:
        """Keep nothing."""

    def say(self, line: str) -> None:
        """Keep the line."""
        self.lines.append(line)

    @property
    def all(self) -> str:
        """All of it."""
        return "\n".join(self.lines)


@dataclass
class Publishing:
    """A project with a publish.yaml, and editions of a small site to publish there."""

    root: Path
    content: SmallSite
    said: Said = field(default_factory=Said)

    @property
    def file(self) -> Path:
        """Where the targets stand."""
        return self.root / "publish.yaml"

    def chosen(self, name: str | None = None) -> Chosen:
        """Return a target; these few pages are no site, so nothing looks at what was built."""
        chosen = chosen_target(self.file, name, self.said)
        judges = dataclasses.replace(chosen.judges, verify=lambda *_: ())
        return dataclasses.replace(chosen, judges=judges)

    def publish(self, edition: int, *, dry_run: bool = False) -> Manifest:
        """Publish an edition to the only target."""
        site = PagesSite(self.content.root, edition)
        return publish_to(self.chosen(), lambda _: site, dry_run=dry_run)

    def publish_confirmed_by(
        self, confirm: Callable[[Manifest], Sequence[object]], edition: int
    ) -> Manifest:
        """Publish an edition that somebody else looks at."""
        chosen = self.chosen()
        judges = dataclasses.replace(chosen.judges, confirm=lambda release, _: confirm(release))
        site = PagesSite(self.content.root, edition)
        return publish_to(dataclasses.replace(chosen, judges=judges), lambda _: site)

    @property
    def folder(self) -> FolderTarget:
        """Return the folder target."""
        target = self.chosen().target
        assert isinstance(target, FolderTarget)
        return target

    @property
    def public(self) -> Path:
        """Where it is published."""
        return self.root / "public"

    def page(self, path: str = "index.html") -> str:
        """Return what a visitor reads."""
        return (self.public / "current/site" / path).read_text()


@pytest.fixture
def publishing(tmp_path: Path) -> Publishing:
    """Give a project with one folder target."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "publish.yaml").write_text(TARGETS)
    return Publishing(root, SmallSite.at(tmp_path / "content"))
