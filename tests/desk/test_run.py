"""The script `run`: sets up once, hands over, and says plainly what is missing."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.desk.bare_program import PROJECT, BareProgram, path_without

METADATA = "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> BareProgram:
    """Give a program in a folder with a space in its name, set up by a first call."""
    program = BareProgram.at(tmp_path_factory.mktemp("desk") / "our site")
    done = program.run("build")
    assert done.returncode == 0, done.stderr
    assert "Setting up" in done.stderr
    return program


def test_words_and_folder_reach_the_tasks_as_they_were_given(
    program: BareProgram, tmp_path: Path
) -> None:
    done = program.run("new", "news", "Flu clinics  open", cwd=tmp_path)
    assert done.stdout == f"TASKS {tmp_path} ['new', 'news', 'Flu clinics  open']\n"


def test_a_second_call_does_no_set_up_work(program: BareProgram) -> None:
    no_python_but_its_own = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}
    done = program.run("build", variables=no_python_but_its_own)
    assert done.returncode == 0
    assert done.stderr == ""


def test_a_second_call_hands_over_at_once(program: BareProgram) -> None:
    def seconds() -> float:
        began = time.perf_counter()
        program.run("build")
        return time.perf_counter() - began

    # The best of a few: other tests share the processor.
    assert min(seconds() for _ in range(5)) < 0.3


def test_a_changed_lock_file_is_installed(program: BareProgram) -> None:
    (program.root / "requirements.txt").write_text("# Nothing still.\n")
    assert "Python packages from requirements.txt" in program.run("build").stderr
    assert program.run("build").stderr == ""


def test_npm_parts_that_were_deleted_are_fetched_again(program: BareProgram) -> None:
    shutil.rmtree(program.root / "node_modules")
    assert "npm" in program.run("build").stderr
    assert program.run("build").stderr == ""


def test_an_interrupted_set_up_is_noticed_and_redone(program: BareProgram) -> None:
    # What a killed pip leaves: an environment without the note that all is in it.
    (program.root / ".venv" / ".made-from" / "requirements.txt").unlink()
    done = program.run("build")
    assert done.returncode == 0
    assert "Python packages" in done.stderr


def test_a_broken_environment_is_made_again(program: BareProgram) -> None:
    python = program.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nonexistent/python")
    done = program.run("build")
    assert done.returncode == 0, done.stderr
    assert "a Python environment" in done.stderr


def test_packages_that_pip_refuses_are_a_plain_fault(program: BareProgram) -> None:
    lock = program.root / "requirements.txt"
    before = lock.read_text()
    lock.write_text("not-hashed==1.0\n")
    done = program.run("build")
    lock.write_text(before)
    assert done.returncode == 2
    assert done.stderr.endswith(
        "pip could not install the Python packages.\n    Read its words above. Most often the"
        " network is out of reach: look to it, and run again.\n"
    )
    assert "Traceback" not in done.stderr
    assert "TASKS" not in done.stdout


def test_what_pip_only_warns_of_stays_unsaid(program: BareProgram, tmp_path: Path) -> None:
    wheel = tmp_path / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("tiny.py", "")
        packed.writestr("tiny-1.0.dist-info/METADATA", METADATA)
        packed.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        packed.writestr("tiny-1.0.dist-info/RECORD", "tiny.py,,\n")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (program.root / "requirements.txt").write_text(
        f"--no-index\n--find-links {tmp_path}\ntiny==1.0 --hash=sha256:{digest}\n"
    )
    # pip warns of it for each package: dozens of lines that ask nothing of anybody.
    done = program.run("build", variables={"PIP_FIND_LINKS": "/nonexistent/wheels"})
    assert done.returncode == 0, done.stderr
    assert done.stderr == "Setting up, once: Python packages from requirements.txt…\n"


def test_a_machine_without_python_is_told_what_to_install(tmp_path: Path) -> None:
    program = BareProgram.at(tmp_path / "site")
    done = program.run("build", variables={"PATH": path_without(tmp_path / "bin")})
    assert done.returncode == 2
    assert done.stderr == (
        "Python 3.11 or newer is not installed.\n"
        "    Install it. On Debian and Ubuntu, as root: apt install python3 python3-venv\n"
    )


def test_an_old_python_is_passed_over(tmp_path: Path) -> None:
    program = BareProgram.at(tmp_path / "site")
    folder = path_without(tmp_path / "bin")
    old = Path(folder, "python3")
    old.write_text("#!/bin/sh\nexit 1\n")  # What our question to it answers in an old one.
    old.chmod(0o755)
    done = program.run("build", variables={"PATH": folder})
    assert done.returncode == 2
    assert "Python 3.11 or newer" in done.stderr


def debians_python(folder: Path, hidden: Path, *absent: str) -> None:
    """Put a python3 into a folder that lacks modules, as Debian packs them one by one."""
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(
        "import importlib.util as util, sys\n"
        f"ABSENT = {absent!r}\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name in ABSENT:\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        "seen = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name in ABSENT else seen(name, *more)\n"
    )
    python = folder / "python3"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{hidden}" exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)


def test_python_without_venv_is_told_the_debian_package(tmp_path: Path) -> None:
    program = BareProgram.at(tmp_path / "site")
    folder = path_without(tmp_path / "bin")
    debians_python(Path(folder), tmp_path / "hidden", "ensurepip", "pip")
    done = program.run("build", variables={"PATH": folder})
    assert done.returncode == 2
    assert "apt install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_python_without_ensurepip_makes_do_with_its_own_pip(tmp_path: Path) -> None:
    program = BareProgram.at(tmp_path / "site")
    folder = path_without(tmp_path / "bin", "node", "npm")
    debians_python(Path(folder), tmp_path / "hidden", "ensurepip")
    done = program.run("build", variables={"PATH": folder})
    assert done.returncode == 0, done.stderr
    assert not list((program.root / ".venv").glob("lib/*/site-packages/pip"))


def test_two_first_calls_at_once_set_up_one_after_the_other(tmp_path: Path) -> None:
    program = BareProgram.at(tmp_path / "site")
    both = [
        subprocess.Popen([program.root / "run"], stdout=-1, stderr=-1, text=True) for _ in range(2)
    ]
    said = [running.communicate() for running in both]
    assert [running.returncode for running in both] == [0, 0]
    made = [errors for _, errors in said if "a Python environment" in errors]
    assert len(made) == 1
    assert all("TASKS" in output for output, _ in said)


def test_the_tasks_are_listed_with_one_line_each() -> None:
    done = subprocess.run(
        [sys.executable, PROJECT / "tasks.py"], capture_output=True, text=True, check=True
    )
    rows = [row.split()[0] for row in done.stdout.splitlines() if row.startswith("  ")]
    first, last = ["build", "serve", "check", "new", "edition"], ["test", "lint", "bench"]
    assert rows == [
        *first,
        "publish",
        "releases",
        "rollback",
        "withdraw",
        "audit",
        "podcast",
        "media",
        *last,
    ]


def test_a_task_explains_its_options() -> None:
    done = subprocess.run(
        [sys.executable, PROJECT / "tasks.py", "new", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("Usage: ./run new KIND TITLE [options]\n")
    for option in ("--content", "--as-of", "--in", "--show", "--lang", "--slug"):
        assert f"  {option}=" in done.stdout


def test_a_reader_that_goes_away_is_no_fault() -> None:
    with subprocess.Popen([sys.executable, PROJECT / "tasks.py"], stdout=-1, stderr=-1) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frob"], 'There is no task "frob".'),
        (["build", "--ouput", "x"], 'There is no option "--ouput".'),
        (["build", "--output"], "--output needs a value after it."),
        (["new", "news"], "new needs words after it: title."),
        (["build", "--as-of", "2026-02-30"], '--as-of cannot be "2026-02-30".'),
        (["build", "--as-of", "tomorrow"], '--as-of cannot be "tomorrow".'),
        (["build", "--site-url", "elrccg"], '--site-url cannot be "elrccg".'),
        (["build", "--content", "nowhere"], 'There is no content folder "nowhere".'),
        (["serve", "--port", "70000"], "--port cannot be 70000."),
        (["bench", "--items", "many"], '--items cannot be "many".'),
    ],
)
def test_a_wrong_command_exits_2_with_a_plain_line(words: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, PROJECT / "tasks.py", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"{said}\n    ")
    assert "Traceback" not in done.stderr


def test_invoke_knows_the_same_tasks() -> None:
    invoke = Path(sys.executable).with_name("invoke")
    done = subprocess.run(
        [invoke, "build", "--as-of", "tomorrow"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert '--as-of cannot be "tomorrow".' in done.stderr
