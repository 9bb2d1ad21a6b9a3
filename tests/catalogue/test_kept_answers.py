"""An answer is given again while all that was read for it is the same, and made anew otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from plugins.catalogue.kept_answers import KeptAnswers
from plugins.catalogue.load import survey
from plugins.catalogue.publication import Publication
from plugins.catalogue.witness import Witness
from tests.small_site import SmallSite

MADE_BY = b"this program...."


class Builds:
    """Builds of a small site, each of which asks of every item what it shows and links to."""

    def __init__(self, site: SmallSite, folder: Path) -> None:
        """Build nothing yet."""
        self.site = site
        self.folder = folder
        self.known: dict[str, str] = {}  # what a function tells that is not of the publication

    def asked(self, made_by: bytes = MADE_BY) -> tuple[dict[str, Any], list[str]]:
        """Return each item's answer, and for which of them it was made in this build."""
        found = survey(self.site.root, keep_in=self.folder / "readings")
        assert found.catalogue is not None
        publication = Publication(found.catalogue, date(2026, 11, 21))
        witness = Witness(publication)
        told: dict[str, Callable[[str], str | None]] = {"fact": self.fact()}
        witness.witnessed(told)
        kept = KeptAnswers(witness, self.folder / "answers", made_by)
        made: list[str] = []

        def answer(path: str) -> tuple[Any, ...]:
            made.append(path)
            item = publication.at(path)
            assert item is not None
            others = tuple(other.title for other in publication.related(item))
            words = publication.words_of(item, "https://town.example")
            return item.title, words, others, publication.site.name, told["fact"](path)

        answers = {
            item.path: kept.of(item.path, partial(answer, item.path)) for item in publication.items
        }
        kept.save()
        assert {path: answer(path) for path in answers} == answers
        return answers, made[: -len(answers)]

    def fact(self) -> Callable[[str], str | None]:
        """Return a function as rooms have it."""
        known = self.known

        def fact(path: str) -> str | None:
            return known.get(path)

        fact.__module__ = "plugins.files.plugin"
        return fact


@pytest.fixture
def builds(small_site: SmallSite, tmp_path: Path) -> Builds:
    """Give builds of a site of three items, of which the first have once been asked."""
    small_site.item("news/flu.md", title="Flu clinics open on Monday")
    small_site.item("news/roads.md", title="Roads open", related="[flu.md]")
    small_site.item("news/library.md", title="Books", body="Near the [roads](roads.md).")
    builds = Builds(small_site, tmp_path / "kept")
    assert len(builds.asked()[1]) == len(builds.asked()[0])
    return builds


def test_an_answer_is_made_once(builds: Builds) -> None:
    assert builds.asked()[1] == []


def test_whoever_has_read_of_an_item_is_asked_again(builds: Builds) -> None:
    builds.site.item("news/flu.md", title="Flu clinics are full")
    assert {"news/flu.md", "news/roads.md"} <= set(builds.asked()[1])
    assert builds.asked()[1] == []


def test_whoever_links_to_an_item_that_moves_is_asked_again(builds: Builds) -> None:
    builds.site.item("news/roads.md", title="Roads open", related="[flu.md]", slug="all-roads")
    assert "news/library.md" in builds.asked()[1]


def test_an_item_that_nobody_reads_of_leaves_the_others(builds: Builds) -> None:
    builds.site.item("news/library.md", title="Books", body="Near the [roads](roads.md). Open.")
    assert builds.asked()[1] == ["news/library.md"]


def test_what_another_room_tells_is_read_too(builds: Builds) -> None:
    builds.known["news/library.md"] = "open"
    assert builds.asked()[1] == ["news/library.md"]
    assert builds.asked()[0]["news/library.md"][-1] == "open"


def test_the_sites_own_facts_are_read_too(builds: Builds) -> None:
    file = builds.site.root / "site.yaml"
    file.write_text(file.read_text().replace("name: ", "name: New ", 1))
    assert len(builds.asked()[1]) == len(builds.asked()[0])


def test_what_another_program_found_is_not_believed(builds: Builds) -> None:
    answers, made = builds.asked(b"another program.")
    assert len(made) == len(answers)


@pytest.mark.parametrize("damage", [lambda _: b"", lambda data: data[:-2], lambda data: data[::-1]])
def test_damage_is_never_fatal(builds: Builds, damage: Callable[[bytes], bytes]) -> None:
    for file in (builds.folder / "answers").iterdir():
        file.write_bytes(damage(file.read_bytes()))
    answers, made = builds.asked()
    assert len(made) == len(answers)


def test_what_was_asked_of_an_item_that_goes_is_forgotten(builds: Builds) -> None:
    (builds.site.root / "news/library.md").unlink()
    builds.asked()
    kept = b"".join(file.read_bytes() for file in (builds.folder / "answers").iterdir())
    assert b"news/flu.md" in kept
    assert b"news/library.md" not in kept
    assert b"Books" not in kept
