"""Who reads what of the catalogue is told by name, and the name finds it again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from plugins.catalogue.load import load
from plugins.catalogue.publication import Publication
from plugins.catalogue.witness import EAR, UNKNOWN, Ear, Read, Remembered, Witness
from tests.small_site import SmallSite

HEARD: list[set[Read]] = []


@contextmanager
def apart() -> Iterator[set[Read]]:
    """Listen to a block."""
    HEARD.append(set())
    try:
        yield HEARD[-1]
    finally:
        HEARD.pop()


@pytest.fixture
def witness(small_site: SmallSite) -> Iterator[Witness]:
    """Give a witness of a small site, to whom somebody listens."""
    small_site.item("news/flu.md", title="Flu clinics open on Monday")
    small_site.item("news/roads.md", title="Roads open", related="[flu.md]")
    own = Witness(Publication(load(small_site.root), date(2026, 11, 21)))
    before = Ear(EAR.noted, EAR.apart)
    own.hear(lambda: HEARD[-1] if HEARD else None, apart)
    yield own
    EAR.noted, EAR.apart = before.noted, before.apart


def as_text(value: object) -> bytes:
    """Digest by words."""
    return repr(value).encode()


def test_fields_and_words_of_an_item_are_two_reads(witness: Witness) -> None:
    item = witness.publication.of("news")[0]
    with witness.observing(), apart() as fields:
        _ = item.title
    with witness.observing(), apart() as words:
        _ = item.body
    assert fields == {("item", item.path)}
    assert words == {("words", item.path)}


def test_a_question_to_the_publication_is_told_and_not_what_answering_it_reads(
    witness: Witness,
) -> None:
    roads = witness.publication.at("news/roads.md")
    with witness.observing(), apart() as reads:
        found = witness.publication.related(roads)  # type: ignore[arg-type]
    assert [item.path for item in found] == ["news/flu.md"]
    (read,) = reads
    assert read[:2] == ("publication", "related")
    assert b"flu" in witness.look(read, lambda items: as_text([item.path for item in items]))


def test_of_what_is_gone_nothing_can_be_told(witness: Witness, small_site: SmallSite) -> None:
    roads = witness.publication.at("news/roads.md")
    with witness.observing(), apart() as reads:
        witness.publication.related(roads)  # type: ignore[arg-type]
    (small_site.root / "news/roads.md").unlink()
    later = Witness(Publication(load(small_site.root), date(2026, 11, 21)))
    assert later.look(reads.pop(), as_text) == b""


def test_every_page_that_shows_what_was_made_once_has_read_what_it_was_made_of(
    witness: Witness,
) -> None:
    item = witness.publication.of("news")[0]
    kept: Remembered[str, str] = Remembered()
    with witness.observing():
        with apart() as first:
            kept.of("header", lambda: item.title)
        with apart() as second:
            kept.of("header", lambda: "never made again")
    assert first == second == {("item", item.path)}


def test_what_was_made_while_nobody_listened_is_made_again_for_the_first_who_does(
    witness: Witness,
) -> None:
    item = witness.publication.of("news")[0]
    kept: Remembered[str, str] = Remembered()
    assert kept.of("header", lambda: "before") == "before"
    with witness.observing(), apart() as reads:
        assert kept.of("header", lambda: item.title) == item.title
    assert reads == {("item", item.path)}


def test_calls_of_functions_that_know_more_are_told_with_their_arguments(witness: Witness) -> None:
    sizes = {"a.pdf": 3}
    given: dict[str, Any] = {"size_of": lambda path: sizes[path], "upper": str.upper}
    given["size_of"].__module__ = "plugins.files.plugin"
    witness.witnessed(given)
    with apart() as reads:
        assert given["size_of"]("a.pdf") == 3
        assert given["upper"]("a") == "A"
    (read,) = reads
    assert witness.look(read, as_text) == b"3"
    sizes["a.pdf"] = 4
    assert witness.look(read, as_text) == b"4"


def test_an_argument_that_cannot_be_written_down_makes_the_page_each_time(witness: Witness) -> None:
    sizes = {"a.pdf": 3}
    given: dict[str, Any] = {"count": lambda ask: ask(sizes)}
    given["count"].__module__ = "plugins.files.plugin"
    witness.witnessed(given)
    with apart() as reads:
        given["count"](lambda found: found["a.pdf"])
    assert reads == {UNKNOWN}
    assert witness.look(UNKNOWN, as_text) == b""
