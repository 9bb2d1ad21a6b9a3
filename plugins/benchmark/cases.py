"""What happens to a site before it is built again, and how to see that the build has noticed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from types import MappingProxyType

from plugins.benchmark.corpus import UNLINKED, Item, one_more
from plugins.benchmark.fault import BenchFault
from plugins.benchmark.maker import Site


@dataclass(frozen=True)
class Scene:
    """The items of a site, and the word that marks this round's edits."""

    items: list[Item]
    round: int

    @property
    def mark(self) -> str:
        """A word that stands nowhere else."""
        return f"edited{self.round}"

    @property
    def edited(self) -> Item:
        """The item whose body is edited: one from the middle."""
        return self.items[len(self.items) // 2]

    @property
    def retitled(self) -> Item:
        """The item whose title is edited."""
        return self.items[len(self.items) // 3]

    @property
    def added(self) -> Item:
        """The item that is added."""
        return one_more(len(self.items))

    @property
    def deleted(self) -> Item:
        """The item that is deleted: nobody links to it."""
        numbers = range(len(self.items) - 1, -1, -1)
        last = len(list(takewhile(lambda number: number % 10 != UNLINKED, numbers)))
        return self.items[len(self.items) - 1 - last]


@dataclass(frozen=True)
class Case:
    """A change, and how to see in the output that a build has noticed it."""

    title: str
    change: Callable[[Site, Scene], None]
    seen: Callable[[Site, Scene], bool]

    def check(self, site: Site, scene: Scene) -> None:
        """Stop where a build was fast because it did not do its work."""
        if not self.seen(site, scene):
            fault = f"{site.maker.name} did not write what changed: {self.title}."
            raise BenchFault(fault, f"Look into {site.folder}.")


def _shows(site: Site, item: Item, words: str) -> bool:
    page = site.page(item)
    return page.is_file() and words in page.read_text(encoding="utf-8")


def _there(site: Site, scene: Scene) -> list[Item]:
    return [item for item in scene.items if site.file(item).exists()]


def _forget(site: Site, scene: Scene) -> None:
    del scene
    site.forget()


def _check_out_again(site: Site, scene: Scene) -> None:
    site.forget(all_but_conversions=True)
    for item in _there(site, scene):
        # A checkout writes each file anew: its time tells nothing.
        os.utime(site.file(item))


def _whole(site: Site, scene: Scene) -> bool:
    return all(_shows(site, item, "</html>") for item in _there(site, scene))


def _delete(site: Site, scene: Scene) -> None:
    site.file(scene.deleted).unlink()


def _is_gone(site: Site, scene: Scene) -> bool:
    return not (site.maker.tidies and site.page(scene.deleted).exists())


CASES: Mapping[str, Case] = MappingProxyType(
    {
        "cold": Case("cold", _forget, _whole),
        "nothing": Case("nothing changed", lambda *_: None, _whole),
        "body": Case(
            "one body edited",
            lambda site, scene: site.write_item(scene.edited.with_body(scene.mark)),
            lambda site, scene: _shows(site, scene.edited, scene.mark),
        ),
        "title": Case(
            "one title edited",
            lambda site, scene: site.write_item(scene.retitled.with_title(scene.mark)),
            lambda site, scene: _shows(site, scene.retitled, scene.mark),
        ),
        "added": Case(
            "one item added",
            lambda site, scene: site.write_item(scene.added),
            lambda site, scene: _shows(site, scene.added, scene.added.title),
        ),
        "deleted": Case("one item deleted", _delete, _is_gone),
        "template": Case(
            "one template changed",
            lambda site, scene: site.edit_template(scene.mark),
            lambda site, scene: _shows(site, scene.edited, f"<p>{scene.mark}</p>"),
        ),
        "kept": Case("clean checkout, conversions kept", _check_out_again, _whole),
    }
)


def restore(site: Site, scene: Scene, template: str) -> None:
    """Make the site as it was before the round; what is built stays."""
    for item in {scene.edited, scene.retitled, scene.deleted}:
        site.write_item(item)
    site.file(scene.added).unlink(missing_ok=True)
    site.template.write_text(template, encoding="utf-8")


def saved(item: Item, number: int) -> Item:
    """Return an item as it is saved the so-many-th time while a maker watches."""
    return replace(item, body=f"{item.body}\n\nSaved: save{number}end.")
