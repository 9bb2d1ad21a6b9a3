"""What many files read alike is kept once, and is trusted no further than each read by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.fast_build.common import NONE, THINGS, Common
from plugins.fast_build.store import Rows, Store
from plugins.fast_build.tracing import Read, Trace

HEAD: Trace = ((("head", "news/flu.md"),), (b"flu clinics",))
SITE: Trace = ((("name", "SITEURL"), ("name", "site")), (b"address", b"Anytown"))


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[Rows]:
    """Give the table of a build."""
    store = Store(tmp_path / "state")
    yield Rows(store, "common")
    store.close()


def of_the_site(read: Read) -> bool:
    return read[0] in {"name", "call"}


def joined(*traces: Trace) -> Trace:
    reads, found = zip(*traces, strict=True)
    return tuple(sorted(sum(reads, ()))), tuple(sum(found, ()))


def kept(common: Common, part: Trace) -> str:
    name, written = common.name(part)
    common.keep(name, written)
    return name


def test_the_reads_of_a_content_stay_with_its_file(rows: Rows) -> None:
    assert Common(rows, of_the_site).parted(joined(HEAD, SITE)) == (SITE, HEAD)


def test_a_part_has_the_same_name_in_each_process_and_is_said_once_by_each(rows: Rows) -> None:
    first, second = Common(rows, of_the_site), Common(rows, of_the_site)
    assert first.name(SITE) == second.name(SITE)
    assert first.name(SITE)[1] is None


def test_a_part_holds_where_all_of_it_does_and_is_looked_at_once(rows: Rows) -> None:
    name = kept(Common(rows, of_the_site), SITE)
    looked: list[Trace] = []
    common = Common(rows, of_the_site)
    assert common.holds(name, lambda part: not looked.append(part))  # type: ignore[func-returns-value]
    assert common.holds(name, lambda _: False)
    assert looked == [SITE]
    assert not Common(rows, of_the_site).holds(name, lambda _: False)


def test_a_part_that_is_lost_does_not_hold(rows: Rows) -> None:
    assert not Common(rows, of_the_site).holds("lost", lambda _: True)


def test_what_no_file_has_any_more_is_forgotten(rows: Rows) -> None:
    first = Common(rows, of_the_site)
    names = [kept(first, SITE), kept(first, NONE)]
    second = Common(rows, of_the_site)
    second.holds(names[0], lambda _: True)
    second.forget_the_gone()
    assert rows.names() == {names[0]}


def test_a_function_that_is_asked_for_another_thing_by_each_page_is_not_in_common(
    rows: Rows,
) -> None:
    common = Common(rows, of_the_site)
    reads = [("call", "picture", f"{number}.jpg") for number in range(THINGS + 2)]
    parts = [common.parted(((read,), (b"",))) for read in reads]
    assert [own for _, own in parts] == [NONE] * THINGS + [((r,), (b"",)) for r in reads[THINGS:]]
