"""`./run podcast` and `./run media`, as an editor calls them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_site import PROJECT, SmallSite


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Call a task and return how it ended."""
    command = [sys.executable, "tasks.py", *words]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def test_check_says_what_apps_would_miss_and_how_much_it_saw() -> None:
    done = run("podcast", "check", "--as-of", "2026-11-21")
    assert done.returncode == 0, done.stderr
    assert "content/podcasts/elr-ccg-tv/show.md:2: the show has no trailer" in done.stdout
    assert "1 show with 8 episodes: " in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("podcast", "check", "more"), 2, 'There is no task "more".'),
        (("podcast", "import"), 2, "--feed needs a value after it."),
        (("podcast", "listen"), 2, "podcast cannot do that."),
        (("podcast", "import", "/no/feed.xml"), 2, "/no/feed.xml cannot be read"),
        (("podcast", "import", "README.md"), 1, "The feed is not well-formed XML"),
        (("media", "refuse"), 2, "media cannot do that."),
    ],
)
def test_what_cannot_be_done_is_said_plainly(words: tuple[str, ...], code: int, said: str) -> None:
    done = run(*words)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_refresh_has_nothing_to_do_without_recordings_elsewhere(
    small_site: SmallSite, tmp_path: Path
) -> None:
    done = run("media", "refresh", "--content", str(small_site.root))
    assert done.returncode == 0
    assert "nothing to measure" in done.stdout
    assert not list(tmp_path.rglob("media.json"))
