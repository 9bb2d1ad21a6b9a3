"""A town's site, released once to a folder for each server, which then serves it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.publishing.host_files import add_server_files
from plugins.publishing.precompress import precompress
from tests.browser.conftest import browser, context, page
from tests.hosting.asking import Host
from tests.hosting.servers import Server, caddy, free_port, nginx
from tests.podcast.feed_samples import CONSENT, write_show, write_story
from tests.podcast.sound_samples import mp3
from tests.small_site import SmallSite

__all__ = ["browser", "context", "page"]

ENDED = CONSENT.replace("}", ", withdrawn: 2026-06-01}")
STARTS = {"nginx": nginx, "caddy": caddy}
# One of every kind of file that a site may have, and that this town has not.
OTHERS = (
    "about/about.brf",
    "about/about.docx",
    "about/about.epub",
    "about/about.ods",
    "about/about.odt",
    "about/about.odp",
    "about/about.pdf",
    "about/about.pef",
    "about/about.pptx",
    "about/about.srt",
    "about/about.txt",
    "about/about.xlsx",
    "about/figures.csv",
    "about/figures-1dec2026/board.mp3",
    "about/film-0e794a32.m4a",
    "about/film-0e794a32.mp4",
    "about/film-0e794a32.webm",
    "about/film.m4v",
    "about/module.wasm",
    "about/nobody-knows.xyz",
    "about/odd name é.txt",
    "assets/images/favicon.ico",
    "listen/feed.xml",
    "listen/artwork-0e794a32.png",
)


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """Give the content of a town that has a bit of everything; do not change it."""
    site = write_show(SmallSite.at(tmp_path_factory.mktemp("town") / "content"))
    write_story(site)
    mp3(site.root / "stories/gone.mp3", 2)
    site.item("stories/gone.md", title="A canary", consent=ENDED)
    site.item("events/fair.md", title="The spring fair")
    moved = "[/2025/roads.html, /news/old-roads, /leaflet.aspx, /%C3%BCber%20uns/]"
    site.item("news/roads.md", redirect_from=moved, body="Words. " * 400)
    site.item("news/roads.ur.md", lang="ur", translation_of="roads.md", title="سڑک", summary="سڑک")
    return site


@pytest.fixture(scope="session", params=sorted(STARTS))
def server(
    request: pytest.FixtureRequest, town: SmallSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Give a server of the town's site; do not change that."""
    name: str = request.param
    folder = tmp_path_factory.mktemp(name)
    port = free_port()
    site = folder / "target/releases/000001/site"
    town.build(site, "--site-url", f"http://127.0.0.1:{port}")
    for path in OTHERS:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        words = f"Fenwick: {path}\n" * 200
        file.write_text(f"<rss><!-- {words} --></rss>" if path.endswith(".xml") else words, "utf-8")
    add_server_files(site, ["stories/gone/"])
    precompress(site, folder / "compressed")
    link = folder / "target/current"
    link.symlink_to(Path("releases/000001"))
    with STARTS[name](folder, folder / "target", port) as running:
        yield running
    shutil.rmtree(folder)


@pytest.fixture
def host(server: Server) -> Iterator[Host]:
    """Give somebody to ask the server with."""
    with Host(server).opened() as asking:
        yield asking
