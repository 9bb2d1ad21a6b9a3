"""Libraries that a machine lacks come from its own packages: real apt, on an archive of ours."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plugins.desk import system_parts
from plugins.desk.system_parts import LOCK_FILE
from tests.desk.bare_program import PROJECT, BareProgram, path_without

APT = pytest.mark.skipif(not shutil.which("apt-get"), reason="This system has no apt.")
NOBODY = 65534
FETCHING = "Setting up, once: tiny from the system's packages…\n"
NOT_FETCHED = "They could not be fetched. All goes on without braille; tried again in an hour.\n"
PART = "# A library that no machine has.\nof-nowhere: tiny\n"


def archive(folder: Path, *, trusted: bool = True) -> dict[str, str]:
    """Make an archive with a package named tiny in it; return the variables that lead apt to it."""
    package = folder / "package"
    (package / "DEBIAN").mkdir(parents=True)
    (package / "usr" / "lib").mkdir(parents=True)
    (package / "usr" / "lib" / "libof-nowhere.so").write_text("a library")
    control = (
        "Package: tiny\nVersion: 1.0\nArchitecture: all\nMaintainer: A Person <a@person.example>\n"
        "Description: a library\n"
    )
    (package / "DEBIAN" / "control").write_text(control)
    store = folder / "archive"
    store.mkdir()
    deb = store / "tiny_1.0_all.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-b", package, deb], check=True, stdout=-1)
    packed = deb.read_bytes()
    (store / "Packages").write_text(
        f"{control}Filename: ./{deb.name}\nSize: {len(packed)}\n"
        f"SHA256: {hashlib.sha256(packed).hexdigest()}\n"
    )
    option = "[trusted=yes] " if trusted else "[allow-insecure=yes] "
    (folder / "sources.list").write_text(f"deb {option}file:{store} ./\n")
    settings = folder / "apt.conf"
    settings.write_text(
        f'Dir::Etc::sourcelist "{folder}/sources.list";\nDir::Etc::sourceparts "-";\n'
    )
    return {"APT_CONFIG": str(settings)}


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give what leads apt to an archive that is in order."""
    return archive(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> BareProgram:
    """Give a program that is set up, as it was before it needed any part of the system."""
    program = BareProgram.at(tmp_path_factory.mktemp("desk") / "our site")
    assert program.run("build").returncode == 0
    return program


@pytest.fixture
def program(set_up: BareProgram) -> BareProgram:
    """Give a program that now needs a part and has none."""
    (set_up.root / LOCK_FILE).write_text(PART)
    for noted in (set_up.root / ".venv" / ".made-from").glob("system-parts.*"):
        noted.unlink()
    shutil.rmtree(set_up.root / ".venv" / "lib" / "system", ignore_errors=True)
    return set_up


def library(program: BareProgram) -> Path:
    return program.root / ".venv" / "lib" / "system" / "usr" / "lib" / "libof-nowhere.so"


@APT
def test_an_older_environment_is_completed_and_then_costs_nothing(
    program: BareProgram, variables: dict[str, str]
) -> None:
    done = program.run("build", variables=variables)
    assert done.stderr == FETCHING
    assert "TASKS" in done.stdout
    assert library(program).read_text() == "a library"
    # Nothing of apt's own state stays behind.
    assert [path.name for path in library(program).parents[2].parent.glob(".system*")] == []
    again = program.run("build", variables={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"})
    assert again.stderr == ""


@APT
@pytest.mark.skipif(os.geteuid() != 0, reason="Only root can become somebody else.")
def test_it_needs_no_root(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for folder in tmp_path.parents:
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    variables = archive(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, NOBODY, NOBODY)
    command = (
        "from pathlib import Path\n"
        "from plugins.desk.system_parts import _unpack\n"
        f"print(_unpack(['tiny'], Path({str(home)!r}, 'system')))"
    )
    (tmp_path / "plugins").mkdir()
    shutil.copytree(PROJECT / "plugins" / "desk", tmp_path / "plugins" / "desk")
    done = subprocess.run(
        ["python3", "-c", command],
        cwd=tmp_path,
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("True\n", "")
    assert (home / "system" / "usr" / "lib" / "libof-nowhere.so").exists()


@APT
def test_what_cannot_be_fetched_stops_nothing_and_is_tried_again_after_an_hour(
    program: BareProgram, tmp_path: Path, variables: dict[str, str]
) -> None:
    gone = archive(tmp_path)
    shutil.rmtree(tmp_path / "archive")
    done = program.run("build", variables=gone)
    assert done.returncode == 0
    assert "TASKS" in done.stdout
    assert done.stderr.startswith(FETCHING)
    assert done.stderr.endswith(NOT_FETCHED)
    assert program.run("build", variables=variables).stderr == ""
    failed = program.root / ".venv" / ".made-from" / "system-parts.failed"
    an_hour_ago = time.time() - 61 * 60
    os.utime(failed, (an_hour_ago, an_hour_ago))
    assert program.run("build", variables=variables).stderr == FETCHING
    assert library(program).exists()
    assert not failed.exists()


@APT
def test_a_package_that_is_not_what_the_archive_signed_for_is_refused(
    program: BareProgram, tmp_path: Path
) -> None:
    variables = archive(tmp_path)
    deb = tmp_path / "archive" / "tiny_1.0_all.deb"
    changed = bytearray(deb.read_bytes())
    changed[-1] ^= 1
    deb.write_bytes(changed)
    done = program.run("build", variables=variables)
    assert done.returncode == 0
    assert done.stderr.endswith(NOT_FETCHED)
    assert not library(program).exists()


@APT
def test_an_archive_without_signature_is_refused(program: BareProgram, tmp_path: Path) -> None:
    done = program.run("build", variables=archive(tmp_path, trusted=False))
    assert done.stderr.endswith(NOT_FETCHED)
    assert not library(program).exists()


@APT
def test_what_the_machine_runs_after_its_own_updates_is_not_run(
    program: BareProgram, tmp_path: Path
) -> None:
    variables = archive(tmp_path)
    with (tmp_path / "apt.conf").open("a") as settings:
        for moment in ("Pre-Invoke", "Post-Invoke", "Post-Invoke-Success"):
            settings.write(f'APT::Update::{moment} {{"touch {tmp_path}/ran";}};\n')
    assert program.run("build", variables=variables).stderr == FETCHING
    assert not (tmp_path / "ran").exists()


def test_a_system_without_apt_goes_on_and_does_not_try_again(
    program: BareProgram, tmp_path: Path
) -> None:
    folder = path_without(tmp_path / "bin", "find")
    python = Path(folder, "python3")
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    # pip and npm have done their part already: only the parts of the system are looked to.
    done = program.run("build", variables={"PATH": folder})
    assert (done.returncode, done.stderr) == (0, "")
    assert not library(program).exists()
    python.unlink()
    assert program.run("build", variables={"PATH": folder}).stderr == ""


def test_what_the_machine_has_is_not_fetched(program: BareProgram) -> None:
    (program.root / LOCK_FILE).write_text("c: libc-of-another-machine\n")
    assert program.run("build").stderr == ""


def test_homebrews_libraries_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_parts, "HOMEBREW", (tmp_path,))
    assert system_parts._missing(PART) == ["tiny"]  # noqa: SLF001
    (tmp_path / "libof-nowhere.dylib").touch()
    assert system_parts._missing(PART) == []  # noqa: SLF001
