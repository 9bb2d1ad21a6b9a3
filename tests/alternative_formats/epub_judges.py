"""Outside judges of EPUBs: the W3C's epubcheck in one start of Java, Ace in one of Chromium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from importlib.resources import files as files_of
from pathlib import Path

from tests.small_site import PROJECT

HERE = Path(__file__).parent
JARS = Path(str(files_of("epubcheck")))
CHECKED = "CHECKED"


def epubcheck_of(files: Iterable[Path]) -> dict[str, list[str]]:
    """Return what epubcheck says of each file, by the file's name."""
    names = [str(file) for file in files]
    path = f"{JARS}/epubcheck.jar:{JARS}/lib/*"
    done = subprocess.run(
        ["java", "-Xss2m", "-cp", path, str(HERE / "epub_judges.java"), *names],
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    said: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        name, _, message = line.partition("\t")
        said.setdefault(name, [])
        if message != CHECKED:
            said[name].append(message)
    assert done.stdout.count(CHECKED) == len(names), done.stderr
    return said


def ace_of(files: Iterable[Path], work: Path) -> dict[str, list[str]]:
    """Return the violations that Ace finds in each file, by the file's name."""
    names = [str(file) for file in files]
    modules = PROJECT / "node_modules"
    browser = {"PUPPETEER_EXECUTABLE_PATH": shutil.which("chromium") or "chromium"}
    browser["ACE_TIMEOUT_INITIAL"] = "60000"  # milliseconds; Chromium starts slowly beside others
    # Chromium makes a socket in its home, whose path may have no more than 108 letters.
    with tempfile.TemporaryDirectory(prefix="ace-") as home:
        done = subprocess.run(
            ["node", str(HERE / "epub_judges.cjs"), str(modules), str(work), *names],
            env={**os.environ, **browser, "TMPDIR": home, "HOME": home},
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
    assert done.returncode == 0, done.stderr
    return {Path(name).name: _violations(work / Path(name).name) for name in names}


def _violations(folder: Path) -> list[str]:
    """Return the failed tests of a report: Ace's own exit code is 0 whatever it finds."""
    report = json.loads((folder / "report.json").read_text("utf-8"))
    return [
        f"{page['earl:testSubject']['url']}: {fault['earl:test']['dct:title']}:"
        f" {fault['earl:result']['dct:description']}"
        for page in report["assertions"]
        for fault in page["assertions"]
        if fault["earl:result"]["earl:outcome"] != "pass"
    ]
