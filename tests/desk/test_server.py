"""The preview's web server, asked over HTTP as a browser asks."""

from __future__ import annotations

import asyncio
import http.client
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from plugins.catalogue.problem import Problem
from plugins.desk.outcome import Outcome
from plugins.desk.server import Preview, application

HEAD = "<!DOCTYPE html><html><head><title>T</title></head><body>"
BROKEN = Outcome(problems=(Problem("content/news/a.md", 3, "title is <missing>.", "Write it."),))
SCRIPT = b'<script src="/~desk/live.js" data-page="'


@dataclass
class Served:
    """A server in a thread of its own."""

    port: int
    preview: Preview
    loop: asyncio.AbstractEventLoop

    def ask(self, method: str, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        """Send one request and return the answer and its body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def show(self, outcome: Outcome) -> None:
        """Show another build."""
        self.loop.call_soon_threadsafe(self.preview.show, outcome)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "site"
    (folder / "news").mkdir(parents=True)
    (folder / "index.html").write_text(f"{HEAD}Home")
    (folder / "404.html").write_text(f"{HEAD}Nothing here")
    (folder / "news" / "index.html").write_text(f"{HEAD}News")
    (folder / "talk.mp3").write_bytes(bytes(range(100)))
    (folder / "talk.vtt").write_text("WEBVTT\n")
    (folder / "booth.ics").write_text("BEGIN:VCALENDAR\n")
    (tmp_path / "secret.html").write_text("secret")
    ready = threading.Event()
    found: list[Served] = []

    async def run() -> None:
        preview = Preview(folder, Outcome())
        sockets = bind_sockets(0, "127.0.0.1")
        server = HTTPServer(application(preview))
        server.add_sockets(sockets)
        loop = asyncio.get_running_loop()
        found.append(Served(sockets[0].getsockname()[1], preview, loop))
        ended = asyncio.Event()
        stop.append(ended)
        ready.set()
        await ended.wait()
        server.stop()
        await server.close_all_connections()

    stop: list[asyncio.Event] = []
    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert ready.wait(10)
    yield found[0]
    found[0].loop.call_soon_threadsafe(stop[0].set)
    thread.join()


def test_a_page_gets_the_script_that_loads_it_again_and_nothing_inline(served: Served) -> None:
    answer, body = served.ask("GET", "/")
    assert answer.status == 200
    assert body.count(b"<script") == body.count(SCRIPT) == 1
    assert answer.headers["Cache-Control"] == "no-store"
    script, _ = served.ask("GET", "/~desk/live.js")
    assert script.status == 200
    assert "javascript" in script.headers["Content-Type"]


def test_a_page_is_known_by_a_name_that_changes_with_it(served: Served) -> None:
    names = []
    for words in ("Home", "Home", "Another home"):
        (served.preview.folder / "index.html").write_text(f"{HEAD}{words}")
        answer, page = served.ask("GET", "/")
        head, _ = served.ask("HEAD", "/")
        names.append(answer.headers["X-Page"])
        assert head.headers["X-Page"] == names[-1]
        assert SCRIPT + names[-1].encode() + b'" defer></script>' in page
    assert names[0] == names[1] != names[2]


def test_a_page_waits_while_a_new_site_is_put_in_its_place(served: Served) -> None:
    folder = served.preview.folder
    away = folder.rename(folder.with_name("away"))
    back = threading.Timer(0.05, away.rename, [folder])
    back.start()
    answer, page = served.ask("GET", "/")
    back.join()
    assert answer.status == 200
    assert b"Home" in page


def test_head_gives_the_headers_of_get_and_no_body(served: Served) -> None:
    for path in ("/", "/talk.mp3", "/news/"):
        answer, body = served.ask("HEAD", path)
        same, full = served.ask("GET", path)
        assert (answer.status, body) == (200, b"")
        assert answer.headers["Content-Length"] == str(len(full))
        assert answer.headers["Content-Type"] == same.headers["Content-Type"]


def test_a_recording_can_be_wound_on(served: Served) -> None:
    answer, body = served.ask("GET", "/talk.mp3", Range="bytes=10-19")
    assert answer.status == 206
    assert body == bytes(range(10, 20))
    assert answer.headers["Content-Range"] == "bytes 10-19/100"
    last, end = served.ask("GET", "/talk.mp3", Range="bytes=-5")
    assert (last.status, end) == (206, bytes(range(95, 100)))
    beyond, _ = served.ask("GET", "/talk.mp3", Range="bytes=200-")
    assert beyond.status == 416


@pytest.mark.parametrize(
    ("path", "media_type"),
    [("/talk.mp3", "audio/mpeg"), ("/talk.vtt", "text/vtt"), ("/booth.ics", "text/calendar")],
)
def test_files_have_their_media_type_whatever_the_machine_knows(
    served: Served, path: str, media_type: str
) -> None:
    answer, _ = served.ask("GET", path)
    assert answer.headers["Content-Type"] == media_type


@pytest.mark.parametrize("path", ["/nope/", "/nope", "/nope.html", "/nope.png"])
def test_what_is_not_there_is_answered_with_the_sites_own_page(served: Served, path: str) -> None:
    answer, body = served.ask("GET", path)
    assert answer.status == 404
    assert b"Nothing here" in body


def test_a_folder_without_its_slash_leads_to_the_page(served: Served) -> None:
    answer, _ = served.ask("GET", "/news")
    assert (answer.status, answer.headers["Location"]) == (301, "/news/")


@pytest.mark.parametrize(
    "path", ["/../secret.html", "/%2e%2e/secret.html", "/~desk/../secret.html"]
)
def test_nothing_outside_the_site_is_served(served: Served, path: str) -> None:
    _, body = served.ask("GET", path)
    assert body != b"secret"


def test_problems_take_the_place_of_pages_until_they_are_mended(served: Served) -> None:
    served.show(BROKEN)
    answer, body = served.ask("GET", "/news/")
    assert answer.status == 500
    assert "1 problem in the content" in body.decode()
    assert "content/news/a.md, line 3" in body.decode()
    assert "title is &lt;missing&gt;." in body.decode()
    assert SCRIPT in body
    recording, _ = served.ask("GET", "/talk.mp3")
    assert recording.status == 200
    served.show(Outcome())
    answer, body = served.ask("GET", "/news/")
    assert (answer.status, b"News" in body) == (200, True)


def test_browsers_hear_of_each_build(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("GET", "/~desk/changes")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"].startswith("text/event-stream")

    def next_number() -> bytes:
        while not (line := answer.readline()).startswith(b"data:"):
            pass
        return line

    first = next_number()
    served.show(BROKEN)
    assert next_number() != first
    connection.close()
