"""What is missing is made, once, whole, and the same however many processes make it."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.alternative_formats.cache import Cache
from plugins.alternative_formats.making import Job, Shop, Wanted, make_all
from plugins.catalogue.site_formats import FormatSettings
from tests.alternative_formats.formats_site import FormatsSite
from tests.alternative_formats.samples import ENGLISH
from tests.site.test_same_bytes import differing, digests
from tests.small_site import PROJECT

MARK = "BUILD_OF_A_TEST"
FILES = 7  # of an item, the speech with them


@pytest.fixture
def formats(tmp_path: Path) -> FormatsSite:
    """Give a site of twelve items with every format."""
    found = FormatsSite.at(tmp_path)
    for number in range(11):
        found.site.item(f"news/roads-{number}.md", title=f"Road {number} is open")
    return found


def test_a_second_build_makes_nothing(formats: FormatsSite) -> None:
    first = formats.build("one")
    before = formats.kept()
    assert len(before) == 12 * FILES
    second = formats.build("two")
    assert formats.kept() == before
    assert differing(first, second) == []


def test_only_the_edited_item_is_made_again(formats: FormatsSite) -> None:
    formats.build()
    before = formats.kept()
    formats.site.item("news/roads-3.md", title="Road 3 is shut")
    output = formats.build()
    after = formats.kept()
    assert len(after) == len(before)
    assert len(after.items() - before.items()) == FILES
    text = (output / "news/roads-3/roads-3.txt").read_text(encoding="utf-8")
    assert "Road 3 is shut" in text


def test_another_recipe_makes_everything_again(formats: FormatsSite) -> None:
    formats.build()
    before = formats.kept()
    formats.variables["RECIPE"] = "a newer typesetter"
    formats.build()
    assert not formats.kept().items() & before.items()
    assert len(formats.kept()) == 12 * FILES


def test_another_picture_makes_its_item_again(formats: FormatsSite) -> None:
    formats.site.picture("news/road.png")
    formats.site.item("news/roads-0.md", body="![A road](road.png)\n")
    formats.build()
    before = formats.kept()
    formats.site.picture("news/road.png", (80, 60))
    formats.build()
    assert len(formats.kept().items() - before.items()) == FILES


def test_workers_make_the_same_bytes(formats: FormatsSite) -> None:
    alone = formats.build("alone")
    shutil.rmtree(formats.cache)
    assert differing(alone, formats.build("together", workers=2)) == []
    assert len(formats.kept()) == 12 * FILES


def test_a_file_that_was_changed_in_the_site_is_made_again(formats: FormatsSite) -> None:
    output = formats.build()
    whole = digests(output)
    with (output / "news/roads-1/roads-1.pdf").open("ab") as file:
        file.write(b"a program that signs PDFs")
    assert digests(formats.build("two")) == whole


def test_a_cache_from_another_machine_is_used(formats: FormatsSite, tmp_path: Path) -> None:
    formats.build()
    shutil.copytree(formats.cache, tmp_path / "restored", copy_function=shutil.copyfile)
    shutil.rmtree(formats.cache)
    (tmp_path / "restored").rename(formats.cache)
    content = formats.site.root.rename(formats.folder / "another-checkout")
    content.rename(formats.site.root)
    before = formats.kept()
    # A disk that lost the end of a file, and one that lost its facts.
    short, bare = sorted(before)[:2]
    cache = Cache(formats.cache / "made")
    cache.file(short).write_bytes(cache.file(short).read_bytes()[:-1])
    cache.file(f"{bare}.json").unlink()
    formats.build()
    after = formats.kept()
    assert after.keys() == before.keys()
    assert {key for key in after if after[key] != before[key]} <= {short, bare}
    assert cache.find(short)
    assert cache.find(bare)


def test_a_withdrawn_storys_files_leave_the_site_and_the_cache(formats: FormatsSite) -> None:
    consent = "{reference: PS-1, given: 2026-01-05, uses: [website, print, audio]"
    formats.site.item("stories/told.md", title="Xylocanary", consent=f"{consent}}}")
    formats.build("public")
    formats.build("preview", drafts=True)
    assert len(formats.kept()) == 13 * FILES
    formats.site.item(
        "stories/told.md", title="Xylocanary", consent=f"{consent}, withdrawn: 2026-11-20}}"
    )
    output = formats.build("public")
    # Though the preview, which has not been built since, used them too.
    assert len(formats.kept()) == 12 * FILES
    assert sorted(path.name for path in (output / "stories/told").iterdir()) == ["index.html"]
    for folder in (output, formats.cache):
        for path in folder.rglob("*"):
            assert not (path.is_file() and b"Xylocanary" in path.read_bytes()), path


def test_a_consent_that_is_narrowed_takes_its_formats_along(formats: FormatsSite) -> None:
    consent = "{{reference: PS-1, given: 2026-01-05, uses: [website{}]}}"
    formats.site.item("stories/told.md", consent=consent.format(", print, audio"))
    formats.build()
    formats.site.item("stories/told.md", consent=consent.format(""))
    formats.build()
    assert len(formats.kept()) == 12 * FILES + 1  # the text


@pytest.mark.parametrize("workers", [0, 2])
def test_a_format_that_breaks_says_of_which_item(formats: FormatsSite, workers: int) -> None:
    formats.variables["BROKEN"] = "Road 7 is open"
    done = formats.run(formats.folder / "output", workers=workers)
    assert done.returncode != 0
    said = " ".join(re.sub(r"__init__.py:\d+", "", done.stdout + done.stderr).split())
    assert "This document breaks the program." in said
    assert "While making epub of news/roads-7.md." in said
    assert running(formats) == []


@pytest.mark.parametrize("workers", [0, 2])
def test_what_the_machine_lacks_is_its_own_fault(formats: FormatsSite, workers: int) -> None:
    formats.variables["VOICELESS"] = "yes"
    done = formats.run(formats.folder / "output", workers=workers)
    assert done.returncode == 2
    assert "This machine has no voice." in " ".join(done.stdout.split())
    assert "in render" not in done.stdout + done.stderr


def test_a_worker_is_replaced_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.alternative_formats.tool.MOST", 2)
    shop = Shop(
        settings=FormatSettings(),
        content=tmp_path,
        cache=tmp_path / "made",
        registry="tests.alternative_formats.made_up_formats",
    )
    wanted = (Wanted(format="txt", key=f"{number:04}", needs={}) for number in range(7))
    jobs = (Job(subject="news/flu.md", document=ENGLISH, wanted=(one,)) for one in wanted)
    done = [made["txt"].key for _, made in make_all(jobs, shop, 2)]
    assert sorted(done) == [f"{number:04}" for number in range(7)]
    assert Cache(shop.cache).keys() == set(done)


def running(formats: FormatsSite) -> list[int]:
    """Return the processes that a build of this site has started and that run on."""
    mark = f"{MARK}={formats.folder}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
            if mark in (folder / "environ").read_bytes().split(b"\0") and state != "Z":
                found.append(int(folder.name))
        except OSError:  # It has ended meanwhile, or is another's.
            continue
    return found


def kill(build: subprocess.Popen[bytes]) -> None:
    """End a build as a machine does that runs out of memory."""
    build.kill()


def interrupt(build: subprocess.Popen[bytes]) -> None:
    """End a build by Ctrl-C, which a terminal sends to the whole group."""
    os.killpg(build.pid, signal.SIGINT)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no list of processes here")
@pytest.mark.parametrize("end", [kill, interrupt])
def test_a_build_that_is_ended_leaves_no_half_file_and_no_process(
    formats: FormatsSite, end: Callable[[subprocess.Popen[bytes]], None]
) -> None:
    formats.variables |= {"SLOW": "0.03", MARK: str(formats.folder)}
    whole = digests(formats.build("whole", workers=2))
    shutil.rmtree(formats.cache)
    chance = random.Random(7)  # noqa: S311 - chance that comes again
    caught = 0
    for _ in range(20):
        aim = len(formats.kept()) + chance.randrange(1, 20)
        with subprocess.Popen(
            formats.command(formats.folder / "output", workers=2),
            cwd=PROJECT,
            env=formats.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as build:
            while build.poll() is None and len(formats.kept()) < aim:
                time.sleep(0.005)
            time.sleep(0.03 * chance.random())
            was_running = build.poll() is None
            if was_running:
                end(build)
        until = time.monotonic() + 5
        while running(formats) and time.monotonic() < until:
            time.sleep(0.05)
        assert running(formats) == []
        if not was_running:  # On a busy machine a build can be over before it is looked at.
            shutil.rmtree(formats.cache)
            continue
        cache = Cache(formats.cache / "made")
        facts = {key for key in cache.keys() if cache.file(f"{key}.json").exists()}  # noqa: SIM118
        assert all(cache.find(key) for key in facts)
        caught += 1
        if caught == 4:
            break
    assert caught == 4
    kept = formats.kept()
    assert digests(formats.build("output", workers=2)) == whole
    # What the ended builds had finished was not made again, and what they had begun is gone.
    assert len(kept.items() & formats.kept().items()) >= 4
    assert not list(formats.cache.rglob(".new-*"))
