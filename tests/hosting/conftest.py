"""A town's site, released once to a folder for each server, which then serves it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from plugins.publishing.host_files import add_server_files
from plugins.publishing.precompress import is_words, precompress
from tests.hosting.asking import Host
from tests.hosting.servers import Server, caddy, free_port, nginx
from tests.podcast.feed_samples import CONSENT, write_show, write_story
from tests.podcast.sound_samples import mp3
from tests.small_site import SmallSite

ENDED = CONSENT.replace("}", ", withdrawn: 2026-06-01}")
BUILT_FOR = "http://127.0.0.1:10000"  # a port with as many digits as a free one has
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
def town(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Give the town's site, which the first of several test processes builds; do not change it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    output = shared / "town-output"
    with FileLock(shared / "town.lock"):
        if not output.exists():
            write_town(shared / "town-content").build(output, "--site-url", BUILT_FOR)
    return output


def write_town(root: Path) -> SmallSite:
    """Write the content of a town that has a bit of everything."""
    site = write_show(SmallSite.at(root))
    write_story(site)
    mp3(site.root / "stories/gone.mp3", 2)
    site.item("stories/gone.md", title="A canary", consent=ENDED)
    site.item("events/fair.md", title="The spring fair")
    moved = "[/2025/roads.html, /news/old-roads, /leaflet.aspx, /%C3%BCber%20uns/]"
    site.item("news/roads.md", redirect_from=moved, body="Words. " * 400)
    site.item("news/roads.ur.md", lang="ur", translation_of="roads.md", title="سڑک", summary="سڑک")
    return site


def released(town: Path, site: Path, address: str) -> None:
    """Make a release of the town's site, as if it had been built for this address."""
    shutil.copytree(town, site)
    assert len(address) == len(BUILT_FOR)
    for file in site.rglob("*.*"):
        if is_words(file.name):
            built = file.read_bytes()
            file.write_bytes(built.replace(BUILT_FOR.encode(), address.encode()))
    for path in OTHERS:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        words = f"Fenwick: {path}\n" * 200
        file.write_text(f"<rss><!-- {words} --></rss>" if path.endswith(".xml") else words, "utf-8")
    add_server_files(site, ["stories/gone/"])
    precompress(site, site.with_name("compressed"))


@pytest.fixture(scope="session", params=sorted(STARTS))
def server(
    request: pytest.FixtureRequest, town: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Give a server of the town's site; do not change that."""
    name: str = request.param
    folder = tmp_path_factory.mktemp(name)
    port = free_port()
    released(town, folder / "target/releases/000001/site", f"http://127.0.0.1:{port}")
    (folder / "target/current").symlink_to(Path("releases/000001"))
    with STARTS[name](folder, folder / "target", port) as running:
        yield running
    shutil.rmtree(folder)


@pytest.fixture
def host(server: Server) -> Iterator[Host]:
    """Give somebody to ask the server with."""
    with Host(server).opened() as asking:
        yield asking
