"""Releases change under a server that runs: readers see one or the other, and never an error."""

from __future__ import annotations

import os
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.request import urlopen

import pytest

from plugins.publishing.host_files import add_server_files
from plugins.publishing.precompress import precompress
from tests.hosting.asking import Host
from tests.hosting.conftest import STARTS
from tests.hosting.servers import FILES, Server, free_port, nginx

CLIENTS = 4
SWITCHES = int(os.environ.get("HOSTING_SWITCHES", "150"))
PAGES = ("/", "/news/", "/news/roads/", "/feed.xml", "/sound.mp3")


@dataclass
class Target:
    """A folder with releases, as a publish leaves it."""

    folder: Path

    def release(
        self, name: str, moved: str = '{"redirects": []}', gone: tuple[str, ...] = ()
    ) -> None:
        """Write a release whose every file says its name."""
        site = self.folder / "releases" / name / "site"
        for page in (*PAGES[:3], "/stories/margaret/"):
            file = site / f"{page.lstrip('/')}index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"<!DOCTYPE html><p>{name}{page} " * 200 + "</p>", "utf-8")
        (site / "feed.xml").write_text(f"<feed>{name}/feed.xml </feed>" * 200, "utf-8")
        (site / "sound.mp3").write_bytes(f"{name}/sound.mp3 ".encode() * 3000)
        (site / "404.html").write_text(f"<!DOCTYPE html><p>{name} has not that</p>", "utf-8")
        (site / "redirects.json").write_text(moved, "utf-8")
        add_server_files(site, gone)
        precompress(site, self.folder / "compressed")

    def switch(self, name: str) -> None:
        """Make a release live by one rename."""
        link = self.folder / ".current.new"
        link.symlink_to(Path("releases", name))
        link.replace(self.folder / "current")

    @contextmanager
    def served(
        self, start: Callable[..., AbstractContextManager[Server]], *words: str
    ) -> Iterator[Server]:
        """Run a server of it."""
        own = self.folder / "server"
        own.mkdir()
        with start(own, self.folder, free_port(), *words) as server:
            yield server


@pytest.fixture
def target(tmp_path: Path) -> Target:
    """Give a target with two releases, of which the first is live."""
    target = Target(tmp_path)
    target.release("000001")
    target.release("000002")
    target.switch("000001")
    return target


@dataclass
class Reader(threading.Thread):
    """Reads the same pages again and again, and notes whatever is not whole."""

    server: Server
    stop: threading.Event
    seen: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    read: int = 0

    def __post_init__(self) -> None:
        """Make it a thread."""
        super().__init__(daemon=True)

    def run(self) -> None:
        """Read until it is told to stop."""
        with Host(self.server).opened() as host:
            while not self.stop.is_set():
                for page in PAGES:
                    self.look(host, page)

    def look(self, host: Host, page: str) -> None:
        """Read one page: every part of it must be of one release."""
        answer = host.ask(page)
        words = answer.body.decode()
        names = {name for name in ("000001", "000002") if f"{name}{page}" in words}
        self.read += 1
        self.seen |= names
        if answer.status != 200 or len(names) != 1 or not whole(words, next(iter(names)) + page):
            self.wrong.append(f"{page}: {answer.status} {names} {words[:60]}")

    __hash__ = object.__hash__


def whole(words: str, sign: str) -> bool:
    """Tell whether a file is as long as it was written."""
    return words.count(sign) == (3000 if sign.endswith("mp3") else 200)


@pytest.mark.parametrize("name", sorted(STARTS))
def test_four_readers_see_only_whole_pages_while_releases_change(target: Target, name: str) -> None:
    with target.served(STARTS[name]) as server:
        stop = threading.Event()
        readers = [Reader(server, stop) for _ in range(CLIENTS)]
        for reader in readers:
            reader.start()
        for number in range(SWITCHES):
            target.switch(f"00000{number % 2 + 1}")
            stop.wait(0.01)
        stop.set()
        for reader in readers:
            reader.join()
    assert [line for reader in readers for line in reader.wrong] == []
    assert {name for reader in readers for name in reader.seen} == {"000001", "000002"}
    assert sum(reader.read for reader in readers) > SWITCHES


@pytest.mark.parametrize("name", sorted(STARTS))
def test_a_story_is_gone_with_the_switch_and_nothing_is_reloaded(target: Target, name: str) -> None:
    target.release("000003", gone=("stories/margaret/",))
    with target.served(STARTS[name]) as server, Host(server).opened() as host:
        assert host.ask("/stories/margaret/").status == 200
        target.switch("000003")
        answer = host.ask("/stories/margaret/")
        assert answer.status == 410
        assert b"000003/stories/margaret/" in answer.body
        target.switch("000001")
        assert host.ask("/stories/margaret/").status == 200


MOVED = '{"redirects": [{"from": "%s", "to": "/news/roads/", "status": 301}]}'
LONG = f"/{'a-long-old-address/' * 40}"


@pytest.mark.parametrize("old", ["/news/", LONG, "/%7Bodd%7D%20%3B%23/"])
def test_caddy_knows_at_once_what_has_moved(target: Target, old: str) -> None:
    target.release("000003", MOVED % old)
    with target.served(STARTS["caddy"]) as server, Host(server).opened() as host:
        assert host.ask(old).status == (200 if old == "/news/" else 404)
        target.switch("000003")
        assert host.ask(old)["Location"] == "/news/roads/"
        target.switch("000001")
        assert host.ask(old).status == (200 if old == "/news/" else 404)


@pytest.mark.parametrize("old", ["/news/", LONG, "/%7Bodd%7D%20%3B%23/"])
def test_nginx_knows_of_it_once_it_is_reloaded_and_takes_it_back_at_once(
    target: Target, old: str
) -> None:
    target.release("000003", MOVED % old)
    with target.served(nginx) as server, Host(server).opened() as host:
        target.switch("000003")
        # Until then the page that stands there leads on; here the test has written another.
        assert host.ask(old).status == (200 if old == "/news/" else 404)
        server.reload()
        assert_moved(server, old)
        target.switch("000001")
        with Host(server).opened() as later:
            assert later.ask(old).status == (200 if old == "/news/" else 404)


def assert_moved(server: Server, old: str) -> None:
    with Host(server).opened() as host:
        assert host.ask(old)["Location"] == "/news/roads/"


def test_nginx_starts_before_anything_is_published(tmp_path: Path) -> None:
    with Target(tmp_path).served(nginx) as server, Host(server).opened() as host:
        assert host.ask("/").status == 404


def test_nginx_without_its_brotli_module_sends_gzip(target: Target) -> None:
    text = (FILES / "nginx.conf").read_text("utf-8")
    lines = [line for line in text.splitlines() if "brotli_static" not in line]
    assert len(text.splitlines()) - len(lines) == 1
    with target.served(nginx, "\n".join(lines)) as server, Host(server).opened() as host:
        answer = host.ask("/news/", Accept_Encoding="gzip, br")
        assert answer["Content-Encoding"] == "gzip"
        assert host.ask("/news/", Accept_Encoding="br")["Content-Encoding"] is None


def test_nginx_with_a_certificate_sends_everybody_to_https(target: Target) -> None:
    folder = target.folder / "server"
    folder.mkdir()
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-keyout", str(key), "-out", str(certificate), "-days", "2"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(command, check=True, capture_output=True)
    plain, safe = free_port(), free_port()
    more = {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443": f"listen 127.0.0.1:{safe} ssl http2;",
        "ssl_certificate": f"ssl_certificate {certificate};",
        "ssl_certificate_key": f"ssl_certificate_key {key};",
    }
    text = (FILES / "nginx.conf").read_text("utf-8")
    trusted = ssl.create_default_context(cafile=str(certificate))
    with nginx(folder, target.folder, safe, text, more) as server:
        with urlopen(f"https://localhost:{safe}/news/", context=trusted) as page:
            assert page.headers["Strict-Transport-Security"] == "max-age=63072000"
        unsafe = replace(server, address=f"http://127.0.0.1:{plain}")
        with Host(unsafe).opened() as host:
            answer = host.ask("/news/?a=1")
            assert (answer.status, answer["Location"]) == (301, "https://127.0.0.1/news/?a=1")
