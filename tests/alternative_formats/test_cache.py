"""Made files are proved before they are used again, and leave when no site uses them."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from plugins.alternative_formats.cache import Cache
from plugins.alternative_formats.cache_lists import (
    KEPT,
    Presence,
    SiteLists,
    Uses,
    read_uses,
    write_uses,
)

KEY, OTHER = "ab12", "cd34"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Give a cache that holds one file."""
    found = Cache(tmp_path / "made")
    found.keep(KEY, b"a large-print page", seconds=240.5)
    return found


def fresh(cache: Cache) -> Cache:
    """Return the cache as the next build finds it on another machine."""
    return Cache(cache.folder)


def test_what_was_kept_is_found_with_its_facts(cache: Cache) -> None:
    for one in (cache, fresh(cache)):
        made = one.find(KEY)
        assert made
        assert (made.bytes, made.seconds) == (18, 240.5)
        assert one.read(KEY) == b"a large-print page"
        assert one.find(OTHER) is None


@pytest.mark.parametrize("damage", [b"", b"a large", b"a large-print page!", b"a large-print pagf"])
def test_a_damaged_file_counts_as_absent_whether_or_not_it_was_proved_before(
    cache: Cache, damage: bytes
) -> None:
    assert cache.find(KEY)
    file = cache.file(KEY)
    before = file.stat()
    file.write_bytes(damage)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    for one in (cache, fresh(cache)):
        assert one.find(KEY) is None
        assert one.read(KEY) is None


@pytest.mark.parametrize("facts", ["", "{", "[]", "null", '{"key": "ab12"}', '{"other": 1}'])
def test_a_file_without_whole_facts_counts_as_absent(cache: Cache, facts: str) -> None:
    cache.file(f"{KEY}.json").write_text(facts)
    assert fresh(cache).find(KEY) is None
    cache.file(f"{KEY}.json").unlink()
    assert fresh(cache).find(KEY) is None


def test_a_copy_of_the_cache_is_proved_anew_whatever_its_times_say(
    cache: Cache, tmp_path: Path
) -> None:
    cache.find(KEY)
    copy = Cache(tmp_path / "elsewhere", dict(cache.proved))
    shutil.copytree(cache.folder, copy.folder)  # Times are copied too.
    assert copy.find(KEY)
    time_of = copy.file(KEY).stat()
    copy.file(KEY).write_bytes(b"a large-print pagf")
    os.utime(copy.file(KEY), ns=(time_of.st_atime_ns, time_of.st_mtime_ns))
    assert Cache(copy.folder, dict(cache.proved)).find(KEY) is None


def test_a_list_comes_back_as_it_was(cache: Cache, tmp_path: Path) -> None:
    cache.find(KEY)
    place = tmp_path / "sites" / "one.json"
    write_uses(place, Uses({"news/flu.md": (KEY,)}, cache.proved))
    uses = read_uses(place)
    assert uses.items == {"news/flu.md": (KEY,)}
    assert uses.proved == cache.proved
    for text in ("", "{", "[]", '{"form": 0}'):
        place.write_text(text)
        assert read_uses(place).items == {}


def lists_of(cache: Cache) -> SiteLists:
    """Return the lists beside a cache."""
    return SiteLists(cache, cache.folder.with_name("sites"))


def test_what_any_site_uses_stays_and_all_else_goes(cache: Cache, tmp_path: Path) -> None:
    lists = lists_of(cache)
    for name, key in (("one", KEY), ("two", OTHER)):
        cache.keep(key, b"words")
        place = lists.of(tmp_path / name, drafts=False)
        write_uses(place, Uses({"news/flu.md": (key,)}, {}))
    cache.keep("ef56", b"nobody's")
    (cache.folder / "ef" / ".new-half").write_bytes(b"half")
    lists.prune()
    assert cache.keys() == {KEY, OTHER}
    assert not list(cache.folder.rglob(".new-*"))
    write_uses(lists.of(tmp_path / "two", drafts=False), Uses({}, {}))
    lists.prune()
    assert cache.keys() == {KEY}
    assert [file.name for file in cache.folder.rglob("*") if file.is_file()] != []


def test_a_site_that_nobody_builds_any_more_lets_go(cache: Cache, tmp_path: Path) -> None:
    lists = lists_of(cache)
    place = lists.of(tmp_path, drafts=True)
    write_uses(place, Uses({"news/flu.md": (KEY,)}, {}))
    for age, stays in ((KEPT - 60, True), (KEPT + 60, False)):
        os.utime(place, (time.time() - age, time.time() - age))
        lists.prune()
        assert (cache.keys() == {KEY}) is stays


def test_what_nobody_may_see_leaves_both_lists_of_its_content(cache: Cache, tmp_path: Path) -> None:
    lists = lists_of(cache)
    uses = Uses({"stories/told.md": (KEY,), "news/flu.md": (OTHER,)}, {})
    places = [lists.of(tmp_path, drafts=drafts) for drafts in (False, True)]
    elsewhere = lists.of(tmp_path / "other", drafts=False)
    for place in (*places, elsewhere):
        write_uses(place, uses)
    lists.withhold(tmp_path, lambda: {"news/flu.md", "news/new.md"})
    assert [list(read_uses(place).items) for place in places] == [["news/flu.md"]] * 2
    assert read_uses(elsewhere).items == uses.items


def test_no_list_says_where_content_lies(cache: Cache, tmp_path: Path) -> None:
    place = lists_of(cache).of(tmp_path, drafts=False)
    write_uses(place, Uses({"news/flu.md": (KEY,)}, {}))
    assert str(tmp_path).encode() not in place.read_bytes()
    assert tmp_path.name not in place.name


def test_only_the_build_that_ends_last_is_alone(tmp_path: Path) -> None:
    first, second = (Presence(tmp_path / "building.lock") for _ in range(2))
    first.begin()
    second.begin()
    with first.ending() as alone:
        assert not alone
    with second.ending() as alone:
        assert alone
