"""What a place that a site is published to can do, whatever kind of host it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from plugins.publishing.manifest import Manifest

SITE = "site"  # in a release: what is served
MANIFEST = "manifest.json"  # in a release, beside the site


class Teller(Protocol):
    """Is told what begins, and of each thing that is done."""

    def begin(self, stage: str, total: int | None = None) -> None:
        """Note that a stage begins, of `total` things where that is known."""

    def step(self) -> None:
        """Note that one thing of the stage is done."""

    def say(self, line: str) -> None:
        """Show a line that stays."""


@dataclass(frozen=True)
class Around:
    """What a target may know of the machine that publishes."""

    root: Path  # the folder of publish.yaml: relative paths in it begin there
    cache: Path  # a folder of the target's own, which may be deleted at any time
    environment: Mapping[str, str]  # where secrets are
    teller: Teller


class Target(Protocol):
    """A host's side of publishing. Every method raises PublishFault where the host fails.

    The module of each kind, target_KIND.py, gives
    `opened(name: str, settings: KindSettings, around: Around) -> Target`.
    """

    @property
    def name(self) -> str:
        """Its name in publish.yaml."""

    @property
    def url(self) -> str | None:
        """The public address, without a last slash; None where nothing serves it."""

    def lock(self) -> AbstractContextManager[None]:
        """Keep other publishes away; wait for one, or refuse and say who holds it.

        The lock of a process that is dead is taken over.
        """

    def mend(self) -> list[str]:
        """Repair or remove what a killed publish has left; say what. Asked under the lock."""

    def releases(self) -> tuple[Manifest, ...]:
        """Return the whole releases, the oldest first. Never what is half sent."""

    def live(self) -> Manifest | None:
        """Return the release that visitors see."""

    def send(self, folder: Path, manifest: Manifest, teller: Teller) -> None:
        """Bring a whole release to the host without making it live. Send only what changed.

        `folder` is the release: site/, manifest.json, redirects.json, gone.json and whatever
        else lies beside them. Entries that are `carried` are not in it: they are in the live
        release, by the same path.
        """

    def activate(self, release: str) -> None:
        """Make a release live, wholly and at once.

        Where each release has files of its own, those of the live one that `parts_of_pages`
        (carry.py) names are carried into it first: a page that was loaded a moment before finds
        its parts, forwards and backwards.
        """

    def unlike(self, release: Manifest) -> tuple[str, ...]:
        """Return the paths of the live release that are not there as its manifest says.

        They are read back from where they lie, whoever serves them.
        """

    def purge(self, paths: Sequence[str], keep: Manifest) -> tuple[str, ...]:
        """Delete these paths' bytes from every release but what `keep` itself lists of them.

        Manifests of old releases are rewritten. Return what was removed, by release and path.
        """

    def prune(self, keep: int) -> None:
        """Delete old releases; the last `keep` stay, and the live one."""
