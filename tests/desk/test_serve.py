"""`./run serve` as an editor meets it: the site, problems in its place, and pages that reload."""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.small_site import PROJECT, SmallSite

PATIENCE = 60  # seconds: other tests share the processor


@dataclass
class Serving:
    """The command at work, and the site that it serves."""

    site: SmallSite
    port: int
    running: subprocess.Popen[str]

    def get(self, path: str) -> tuple[int, str]:
        """Return the answer's status and text."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=PATIENCE)
        with closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def until(self, path: str, holds: Callable[[int, str], bool]) -> str:
        """Ask again and again until the answer is as it should be."""
        last = time.monotonic() + PATIENCE
        while not holds(*(answer := self.get(path))):
            assert time.monotonic() < last, answer
            time.sleep(0.1)
        return answer[1]


@pytest.fixture
def serving(small_site: SmallSite) -> Iterator[Serving]:
    """Start the command for a small site with a draft, and stop it as Ctrl-C does."""
    small_site.item("news/roads.md", title="Roads open", status="draft")
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    words = ["serve", "--content", small_site.root, "--port", port, "--as-of", "2026-11-21"]
    command = [sys.executable, str(PROJECT / "tasks.py"), *map(str, words)]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=PROJECT
    )
    assert running.stdout
    for line in running.stdout:
        if line.startswith("The site is at"):
            break
    yield Serving(small_site, port, running)
    running.send_signal(signal.SIGINT)
    try:
        said, _ = running.communicate(timeout=PATIENCE)
    finally:
        running.kill()
        running.communicate()
    shutil.rmtree(PROJECT / ".cache" / f"preview-{port}", ignore_errors=True)
    assert running.returncode == 0
    assert said.endswith("\nStopped.\n")
    assert "Traceback" not in said


def test_what_is_saved_while_the_first_build_runs_is_shown(small_site: SmallSite) -> None:
    small_site.item("news/roads.md", title="Roads open")
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    words = ["serve", "--content", small_site.root, "--port", port, "--as-of", "2026-11-21"]
    running = subprocess.Popen(
        [sys.executable, str(PROJECT / "tasks.py"), *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=PROJECT,
    )
    try:
        assert running.stdout
        for line in running.stdout:
            if line.startswith("Writing pages"):  # Everything has been read by then.
                small_site.item("news/roads.md", title="Roads closed")
            if line.startswith("The site is at"):
                break
        serving = Serving(small_site, port, running)
        serving.until("/news/roads/", lambda _, page: "Roads closed" in page)
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=PATIENCE)
        shutil.rmtree(PROJECT / ".cache" / f"preview-{port}", ignore_errors=True)


def test_drafts_are_shown_and_problems_take_the_place_of_the_site_until_mended(
    serving: Serving,
) -> None:
    status, page = serving.get("/news/roads/")
    assert status == 200
    assert "Draft" in page
    assert serving.get("/nope/")[0] == 404

    serving.site.item("news/roads.md", titel="Roads")
    page = serving.until("/", lambda status, _: status == 500)
    assert "is not a field of a news item." in page
    assert "news/roads.md, line" in page

    serving.site.item("news/roads.md", title="Roads open again")
    serving.until("/news/roads/", lambda _, page: "Roads open again" in page)


def test_a_page_in_the_browser_reloads_itself_under_its_strict_policy(
    serving: Serving, page: Page
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"http://localhost:{serving.port}/news/roads/")
    expect(page.locator("h1")).to_contain_text("Roads open")
    serving.site.item("news/roads.md", title="Roads closed", status="draft")
    expect(page.locator("h1")).to_contain_text("Roads closed", timeout=PATIENCE * 1000)
    serving.site.item("news/roads.md", titel="Roads")
    expect(page.locator("h1")).to_contain_text("in the content", timeout=PATIENCE * 1000)
    assert page.locator("h1").count() == 1
    serving.site.item("news/roads.md", title="Roads open again")
    expect(page.locator("h1")).to_contain_text("open again", timeout=PATIENCE * 1000)
    assert not [line for line in said if "Content Security Policy" in line]


def test_saves_that_come_while_a_build_runs_are_all_shown(serving: Serving) -> None:
    for number in range(6):
        serving.site.item("news/roads.md", title="Roads", body=f"Words {number}.\n")
        serving.site.item("news/lanes.md", title=f"Lanes {number}")
        time.sleep(0.15)
    serving.until("/news/roads/", lambda _, page: "Words 5." in page)
    serving.until("/news/lanes/", lambda _, page: "Lanes 5" in page)
    serving.until("/news/", lambda _, page: "Lanes 5" in page)
    assert "Words 5." in serving.get("/news/roads/")[1]


def test_a_page_that_no_build_has_changed_is_not_loaded_again(serving: Serving, page: Page) -> None:
    address = f"http://localhost:{serving.port}/about/"
    asked: list[str] = []
    page.on(
        "request",
        lambda request: asked.append(request.method) if request.url == address else None,
    )
    page.goto(address)
    page.evaluate("window.isRead = true")
    last = time.monotonic() + PATIENCE

    def until_looked(known: int) -> None:
        while len(asked) == known:
            page.wait_for_timeout(50)
            assert time.monotonic() < last, "The browser did not look whether its page is new."

    until_looked(1)  # It looks when it is connected.
    for words in ("closed once", "closed twice"):
        known = len(asked)
        serving.site.item("news/roads.md", title=f"Roads {words}", status="draft")
        until_looked(known)
    assert asked.count("GET") == 1
    assert page.evaluate("window.isRead")


def test_a_port_that_is_taken_is_a_plain_fault(small_site: SmallSite) -> None:
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        taken.listen()
        port = taken.getsockname()[1]
        words = ["serve", "--content", str(small_site.root), "--port", str(port)]
        done = subprocess.run(
            [sys.executable, PROJECT / "tasks.py", *words],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert f"Port {port} cannot be used" in done.stderr
    assert f"--port {port + 1}" in done.stderr
