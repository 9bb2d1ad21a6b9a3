"""`build` and `check` as an editor runs them: exit codes, words, and the last good site."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from plugins.desk.build import build, last_words
from plugins.desk.fault import MachineFault
from plugins.desk.order import Order, order_from, shown
from plugins.desk.progress import Lines
from plugins.desk.site_build import Written
from tests.small_site import PROJECT, SmallSite

STAGES = ("Reading the content", "Making pictures", "Writing pages", "Making the search index")
COMMAND = [sys.executable, str(PROJECT / "tasks.py")]


def run(
    *words: str | Path, cwd: Path = PROJECT, variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Call a task and return how it ended."""
    return subprocess.run(
        [*COMMAND, *map(str, words)],
        cwd=cwd,
        env={**os.environ, **(variables or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def site(small_site: SmallSite, output: Path) -> list[str | Path]:
    return ["build", "--content", small_site.root, "--output", output, "--as-of", "2026-11-21"]


def digests(folder: Path) -> Mapping[str, str]:
    """Return what stands in each file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_build_says_what_it_made_and_where(small_site: SmallSite, tmp_path: Path) -> None:
    done = run(*site(small_site, Path("public")), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "Reading the content…"
    assert "Built" in lines[-2]
    assert "from 1 item in" in lines[-2]
    assert lines[-1] == "The site is in public."
    assert (tmp_path / "public" / "about" / "index.html").is_file()


def test_only_the_site_that_serve_shows_is_said_to_be_shown_by_it(small_site: SmallSite) -> None:
    assert list(last_words(order_from())) == [
        f"The site is in {shown(PROJECT / 'output')}. ./run serve shows it as you write."
    ]
    content = str(small_site.root)
    for order in (
        order_from(content),
        order_from(as_of="2026-11-03"),
        order_from(output="another-site"),
    ):
        assert list(last_words(order)) == [f"The site is in {shown(order.output)}."]


def test_problems_exit_1_all_of_them_and_the_last_good_site_stays(
    small_site: SmallSite, tmp_path: Path
) -> None:
    output = small_site.build(tmp_path / "public")
    before = digests(output)
    small_site.item("news/a.md", date="yesterday")
    small_site.item("events/b.md", titel="Roads")
    done = run(*site(small_site, output), cwd=tmp_path)
    assert done.returncode == 1
    assert 'content/news/a.md:4: date cannot be "yesterday".\n    ' in done.stderr
    assert 'content/events/b.md:7: "titel" is not a field of an event.\n    ' in done.stderr
    assert done.stderr.endswith("2 problems in the content. Nothing was written.\n")
    assert digests(output) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "public"]


@pytest.mark.parametrize("stage", STAGES)
def test_a_build_killed_at_any_moment_leaves_the_last_good_site(
    small_site: SmallSite, tmp_path: Path, stage: str
) -> None:
    output = small_site.build(tmp_path / "public")
    before = digests(output)
    small_site.item("news/roads.md", title="Roads open again")
    command = [*COMMAND, *map(str, site(small_site, output))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as running:
        assert running.stdout
        for line in running.stdout:
            if line.startswith(stage):
                running.send_signal(signal.SIGKILL)
                break
    assert running.returncode == -signal.SIGKILL
    left = digests(output)
    done = run(*site(small_site, output))
    assert done.returncode == 0, done.stderr
    # On a busy machine the last stage can be over, and the new site in place, before it is killed.
    assert left == before or (stage == STAGES[-1] and left == digests(output))
    assert "Waiting" not in done.stdout
    assert "news/roads/index.html" in digests(output)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "public"]


def test_two_builds_at_once_both_end_well(small_site: SmallSite, tmp_path: Path) -> None:
    output = tmp_path / "public"
    command = [*COMMAND, *map(str, site(small_site, output))]
    both = [
        subprocess.Popen(command, stdout=-1, stderr=-1, text=True, cwd=PROJECT) for _ in range(2)
    ]
    said = [running.communicate() for running in both]
    assert [running.returncode for running in both] == [0, 0], said
    assert sum("Another build writes to" in out for out, _ in said) == 1
    assert (output / "about" / "index.html").is_file()


def test_the_bytes_are_the_same_in_any_time_zone_locale_and_umask(
    small_site: SmallSite, tmp_path: Path
) -> None:
    small_site.item("news/roads.md", topics="[Roads]", places="[North Fenwick]")
    small_site.item("events/fair.md")
    outputs = (tmp_path / "one", tmp_path / "two")
    circumstances = (
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Pacific/Pago_Pago", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    )
    for output, variables in zip(outputs, circumstances, strict=True):
        done = run(*site(small_site, output), variables=variables)
        assert done.returncode == 0, done.stderr
    assert digests(outputs[0]) == digests(outputs[1])


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_what_the_disk_refuses_is_a_plain_fault(
    small_site: SmallSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> Written:
        raise OSError(number, os.strerror(number), str(tmp_path / "public" / "index.html"))

    monkeypatch.setattr("plugins.desk.build.write_site", refuse)
    with pytest.raises(MachineFault, match="The site could not be written: ") as fault:
        build(Order(small_site.root, tmp_path / "public"), Lines())
    assert os.strerror(number) in str(fault.value)


def test_an_error_of_our_own_is_not_called_the_disks(
    small_site: SmallSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forget(*_: object) -> Written:
        raise FileNotFoundError(errno.ENOENT, "No such file", "theme/static/css/gone.css")

    monkeypatch.setattr("plugins.desk.build.write_site", forget)
    with pytest.raises(FileNotFoundError):
        build(Order(small_site.root, tmp_path / "public"), Lines())


def test_a_fault_of_the_program_exits_2_and_says_that_it_is_one(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    program = (PROJECT / "tasks.py").read_text()
    broken = program.replace("with Answers():", "with Answers():\n        _ = 1 / 0")
    assert broken != program
    (tmp_path / "tasks.py").write_text(broken)
    done = subprocess.run(
        [sys.executable, tmp_path / "tasks.py", "check"],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "ZeroDivisionError" in done.stderr
    assert done.stderr.endswith("This is a fault in the program, not in your content.\n")


def test_pelicans_own_command_gives_the_same_site(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.item("news/roads.md")
    ours = small_site.build(tmp_path / "ours")
    theirs = tmp_path / "theirs"
    catalogue = '{"AS_OF": "2026-11-21", "DRAFTS": false, "SITE_URL": null}'
    command = [sys.executable, "-m", "pelican", str(small_site.root), "-s", "pelicanconf.py"]
    command += ["-o", str(theirs), "--fatal=warnings", "-e", f"CATALOGUE={catalogue}"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert digests(theirs) == digests(ours)


def test_check_finds_what_a_build_finds_and_writes_nothing(
    small_site: SmallSite, tmp_path: Path
) -> None:
    small_site.item("news/a.md", date="yesterday", status="draft")
    done = run("check", "--content", small_site.root)
    assert done.returncode == 1
    assert 'news/a.md:4: date cannot be "yesterday".' in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


def test_check_of_good_content_exits_0(small_site: SmallSite) -> None:
    done = run("check", "--content", small_site.root, "--as-of", "2026-11-21")
    assert done.returncode == 0, done.stderr
    assert "1 item, which is shown on 21 November 2026: no problem" in done.stdout


def test_check_says_how_many_of_the_items_a_build_shows(small_site: SmallSite) -> None:
    small_site.item("news/roads.md", title="Roads open")
    small_site.item("news/later.md", date="2026-12-24")
    done = run("check", "--content", small_site.root, "--as-of", "2026-11-21")
    assert "3 items, 2 of them shown on 21 November 2026: no problem" in done.stdout


def test_check_says_what_could_be_better_and_still_exits_0(small_site: SmallSite) -> None:
    small_site.item("news/roads.md", review="2026-11-01")
    done = run("check", "--content", small_site.root, "--as-of", "2026-11-21")
    assert done.returncode == 0, done.stderr
    assert "content/news/roads.md:5: " in done.stdout
    assert "2 items, all of them shown on 21 November 2026: no problem, 1 warning." in done.stdout


def test_check_hears_every_room(small_site: SmallSite) -> None:
    (small_site.root / "news").mkdir()
    (small_site.root / "news" / "road.jpg").write_bytes(b"no picture at all")
    small_site.item("news/roads.md", image="{file: road.jpg, alt: A road.}")
    done = run("check", "--content", small_site.root, "--as-of", "2026-11-21")
    assert done.returncode == 1
    assert "road.jpg" in done.stderr
