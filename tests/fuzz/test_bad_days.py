"""Bad days: a full disk, a tool that hangs or dies, no home, a clock gone wrong.

Each says what is wrong and what to do, ends with the machine's exit code, and leaves the last good
site as it was; the next build is fine.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TypeVar

import pytest

from tests.fuzz.disks import remounted, small_disk
from tests.small_site import PROJECT, SmallSite

MACHINE = 2
Case = TypeVar("Case")
START = "import sys, os, signal, time; from pathlib import Path\n"
END = "\nimport tasks; tasks.main()\n"


def share(*every: Case) -> tuple[Case, ...]:
    """Return all of them for a long run, and the first for a quick one."""
    return every if os.environ.get("FUZZ") else every[:1]


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def built(
    site: SmallSite, output: Path, first: str = "", /, **variables: str | None
) -> subprocess.CompletedProcess[str]:
    """Build, after something has been done to the program on purpose."""
    environment = {name: value for name, value in os.environ.items() if name not in variables}
    environment |= {name: value for name, value in variables.items() if value is not None}
    words = ["build", "--content", str(site.root), "--output", str(output)]
    as_of = [] if "2100" in first or "1970" in first else ["--as-of", "2026-11-21"]
    program = f"{START}sys.argv[1:] = {[*words, *as_of]!r}\n{first}{END}"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=120,
        check=False,
    )


def must_say(done: subprocess.CompletedProcess[str], *words: str, code: int = MACHINE) -> None:
    said = done.stdout + done.stderr
    assert done.returncode == code, said[-2000:]
    assert "Traceback" not in said, said[-3000:]
    for word in words:
        assert word in said, said[-1000:]


@pytest.fixture
def site(small_site: SmallSite) -> SmallSite:
    """Give a site with a picture, a paper and two formats."""
    text = (small_site.root / "site.yaml").read_text("utf-8")
    small_site.write("site.yaml", text.replace("every: []", "every: [text]"))
    small_site.picture("news/a.jpg")
    small_site.item("news/x.md", image="{file: a.jpg, alt: A door.}", body="[a](a.csv)\n")
    small_site.write("news/a.csv", "a,b\n" * 100_000)
    return small_site


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a good site of another day."""
    folder = tmp_path_factory.mktemp("good")
    return SmallSite.at(folder / "content").build(folder / "output")


@pytest.fixture
def output(good: Path, tmp_path: Path) -> Path:
    """Give an output folder that holds a good site."""
    return Path(shutil.copytree(good, tmp_path / "place" / "output"))


def must_be_as_before(output: Path, good: Path) -> None:
    assert bytes_of(output) == bytes_of(good)
    left = {path.name for path in output.parent.iterdir()} - {output.name}
    assert left <= {".output.lock"}, left


def must_build_next(site: SmallSite, output: Path) -> None:
    if not os.environ.get("FUZZ"):
        return  # One of the quick tests looks: it takes as long as all the rest of a test.
    must_say(built(site, output), "The site is in", code=0)
    assert (output / "news" / "x" / "index.html").is_file()


@pytest.mark.parametrize("spare", share(700_000, 0, 60_000, 1_500_000))
def test_a_full_disk(site: SmallSite, good: Path, tmp_path: Path, spare: int) -> None:
    size = sum((path.stat().st_size + 4095) // 4096 * 4096 for path in good.rglob("*"))
    with small_disk(tmp_path / "disk", size + spare + 40_000) as disk:
        output = Path(shutil.copytree(good, disk / "output"))
        must_say(
            built(site, output), "could not be written: No space left on device", "disk's space"
        )
        must_be_as_before(output, good)
        remounted(disk, "size=64m")
        must_say(built(site, output), "The site is in", code=0)


@pytest.mark.parametrize("most", share(20_000, 100, 150_000))
def test_a_limit_for_files(site: SmallSite, output: Path, good: Path, most: int) -> None:
    first = (
        "import resource; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
    )
    done = built(site, output, first, PYTHONDONTWRITEBYTECODE="1")
    must_say(done)
    must_be_as_before(output, good)
    must_build_next(site, output)


def test_an_output_that_nobody_may_write(site: SmallSite, good: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 50_000_000) as disk:
        output = Path(shutil.copytree(good, disk / "output"))
        remounted(disk, "ro")
        must_say(built(site, output), "could not be written: Read-only file system", "permissions")
        assert bytes_of(output) == bytes_of(good)


def tool(tmp_path: Path, words: str) -> str:
    """Return a program that does what the words of a shell say."""
    file = tmp_path / "tool"
    file.write_text(f"#!/bin/sh\n{words}\n")
    file.chmod(0o755)
    return str(file)


@pytest.mark.parametrize(
    ("words", "said"),
    share(
        ("exec sleep 100", "It did not end in 0 minutes, and was stopped"),
        ("kill -9 $$", "It said: nothing, and ended with -9"),
        ("echo broken >&2; exit 1", "It said: broken"),
        ("printf '\\377' >&2; exit 1", "Pagefind could not make the search index"),
    ),
)
def test_a_search_program_that_hangs_or_dies(  # noqa: PLR0913, PLR0917 - three places, a case
    site: SmallSite, output: Path, good: Path, tmp_path: Path, words: str, said: str
) -> None:
    first = (
        "import plugins.discovery.tool as t\n"
        f"t.PATIENCE = 2; t._program = lambda: {tool(tmp_path, words)!r}\n"
    )
    must_say(built(site, output, first), said)
    must_be_as_before(output, good)
    must_build_next(site, output)


@pytest.mark.parametrize(
    ("words", "said"),
    share(
        ("exec sleep 100", "rtlcss has not ended in 2 seconds, and was stopped"),
        ("kill -9 $$", "It said: nothing, and ended with -9"),
    ),
)
def test_a_node_that_hangs_or_dies(  # noqa: PLR0913, PLR0917 - the same
    site: SmallSite, output: Path, good: Path, tmp_path: Path, words: str, said: str
) -> None:
    first = (
        "import plugins.nhs_theme.tool as t\n"
        f"t.PATIENCE = 2; t.node = lambda: {tool(tmp_path, words)!r}\n"
        "t.SCRIPT += '//' + str(time.time())\n"  # Or it would be had from the cache.
    )
    must_say(built(site, output, first), said)
    must_be_as_before(output, good)


WORKER = "import os; import plugins.alternative_formats.making_worker as w; "
DIES = "os.kill(os.getpid(), 9)"
MID_JOB = {
    "at once": f"import os; {DIES}",
    "at a job": f"{WORKER} w.made = lambda *_: {DIES}; w.main()",
    "at an answer": (
        f"{WORKER} w._answer = lambda out, it: (out.write(w.pickle.dumps(it)[:-3]), out.flush(),"
        f" {DIES}); w.main()"
    ),
}


@pytest.mark.parametrize("moment", MID_JOB)
def test_a_worker_that_is_killed(site: SmallSite, output: Path, good: Path, moment: str) -> None:
    for number in range(10):
        site.item(f"news/n{number}.md", title=f"Killed {number}", body=f"{os.urandom(8).hex()}\n")
    first = (
        "import plugins.alternative_formats.tool as t\n"
        "import plugins.alternative_formats.making_site as m\n"
        "m.cores = lambda: 2\n"
        f"t.PROGRAM = {MID_JOB[moment]!r}\n"
        "import plugins.alternative_formats.plugin as p\n"
        "p.cores = lambda: 2\n"
    )
    must_say(built(site, output, first), "was ended from outside", "Run it again")
    must_be_as_before(output, good)
    must_build_next(site, output)


GONE = (
    "import shutil, pelican.generators as g\n"
    "old = g.PagesGenerator.generate_output\n"
    "def gone(*words):\n"
    "    shutil.{what}({where!r})\n"
    "    return old(*words)\n"
    "g.PagesGenerator.generate_output = gone\n"
)


def test_content_that_goes_during_the_build(site: SmallSite, output: Path, good: Path) -> None:
    kept = shutil.copytree(site.root, site.root.parent / "kept")
    first = GONE.format(what="rmtree", where=str(site.root))
    must_say(built(site, output, first), "The content changed while the site was built")
    must_be_as_before(output, good)
    kept.rename(site.root)
    must_build_next(site, output)


def test_a_file_that_changes_during_the_build(site: SmallSite, output: Path, good: Path) -> None:
    paper = site.root / "news" / "a.csv"
    first = GONE.replace("shutil.{what}({where!r})", f"Path({str(paper)!r}).write_text('x')")
    must_say(built(site, output, first), "changed while the site was built. Run it again")
    must_be_as_before(output, good)


@pytest.mark.parametrize("year", share(1970, 2100))
def test_a_clock_gone_wrong(site: SmallSite, output: Path, year: int) -> None:
    seconds = {1970: 3600, 2100: 4_102_444_800}[year]
    first = (
        "import datetime as d\n"
        "class Clock(d.datetime):\n"
        "    @classmethod\n"
        f"    def now(cls, tz=None): return cls.fromtimestamp({seconds}, tz)\n"
        f"d.datetime = Clock; time.time = lambda: {seconds}.0  # {year}\n"
    )
    must_say(built(site, output, first), "The site is in", code=0)
    assert (output / "news" / "x").exists() is (year == 2100)
    must_build_next(site, output)


@pytest.mark.parametrize(
    "variables",
    share(
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "HOME": None},
        {"HOME": None, "USER": None, "LOGNAME": None},
        {"HOME": "/nonexistent"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "de_DE.ISO-8859-1", "LANG": "xx_YY"},
        {"TZ": "Pacific/Kiritimati"},
        {"TMPDIR": "/nonexistent"},
        {"PATH": "/nonexistent"},
    ),
    ids=",".join,
)
def test_a_strange_environment_gives_the_same_site(
    site: SmallSite, output: Path, tmp_path: Path, variables: dict[str, str | None]
) -> None:
    site.item("news/urdu.md", title="Słowa اردو", body="Słowa “اردو” 🙂.\n")
    done = built(site, output, "", **variables)
    must_say(done, code=0)
    usual = tmp_path / "usual"
    must_say(built(site, usual), code=0)
    assert bytes_of(output) == bytes_of(usual)


def test_a_narrow_umask_hides_nothing_from_the_web_server(site: SmallSite, output: Path) -> None:
    must_say(built(site, output, "os.umask(0o077)\n"), code=0)
    modes = {path.stat().st_mode & 0o777 for path in output.rglob("*")}
    assert modes == {0o755, 0o644}


def test_a_problem_in_urdu_is_told_to_any_terminal(site: SmallSite, output: Path) -> None:
    site.item("news/urdu.md", topics="[اردو]")
    for encoding in share("ascii", "latin-1"):
        done = built(site, output, PYTHONIOENCODING=encoding, LC_ALL="C", PYTHONUTF8="0")
        must_say(done, "1 problem in the content", code=1)


def test_no_network(site: SmallSite, output: Path) -> None:
    first = (
        "import socket\n"
        "def refuse(*words, **named): raise OSError(101, 'Network is unreachable')\n"
        "socket.create_connection = socket.socket.connect = socket.getaddrinfo = refuse\n"
    )
    must_say(built(site, output, first), "The site is in", code=0)
