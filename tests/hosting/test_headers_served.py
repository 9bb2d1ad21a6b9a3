"""Each file is sent with the headers that the one table says, by nginx and by Caddy."""

from __future__ import annotations

import pytest

from plugins.publishing.headers import headers_for, security_headers
from plugins.publishing.host_files import GONE, MOVED, mark
from tests.hosting.asking import Answer, Host
from tests.hosting.conftest import OTHERS

FROM_THE_TABLE = (
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
    "Cache-Control",
    "Content-Security-Policy",
    "Content-Type",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
)
SUFFIXES_SEEN = {"html", "htm", "xml", "json", "css", "js", "png", "mp3", "vtt", "ics", "opml"}
BROTLI = {"Accept_Encoding": "gzip, br"}


def told(answer: Answer) -> dict[str, str]:
    return {name: value for name in FROM_THE_TABLE if (value := answer[name]) is not None}


def said(path: str) -> dict[str, str]:
    return {**headers_for(path), **security_headers(path)}


def served(host: Host) -> list[str]:
    """Return the paths of all files but marks and those that are compressed."""
    paths = (file.relative_to(host.site) for file in sorted(host.site.rglob("*")) if file.is_file())
    return [
        path.as_posix()
        for path in paths
        if not path.name.startswith(".")
        and path.suffix not in {".br", ".gz"}
        and not is_marked(host, path.as_posix())
    ]


def is_marked(host: Host, path: str) -> bool:
    """Tell whether a page has moved or is gone: it is not served as itself."""
    address = path.removesuffix("index.html")
    return any((host.site / mark(address, what)).exists() for what in (MOVED, GONE))


def test_every_file_has_the_headers_of_the_table(host: Host) -> None:
    paths = served(host)
    assert set(OTHERS) <= set(paths)
    assert {path.rpartition(".")[2] for path in paths} >= SUFFIXES_SEEN
    for path in paths:
        answer = host.file(path)
        assert answer.status == 200, path
        assert answer.body == (host.site / path).read_bytes(), path
        assert (path, told(answer)) == (path, said(path))


def test_a_compressed_file_has_the_same_headers(host: Host) -> None:
    found = [path for path in served(host) if (host.site / f"{path}.br").is_file()]
    assert len(found) > 30
    for path in found:
        answer = host.file(path, **BROTLI)
        assert answer["Content-Encoding"] == "br", path
        assert (path, told(answer)) == (path, said(path))


@pytest.mark.parametrize("address", ["/", "/news/", "/news/roads/", "/ur/news/roads/"])
def test_a_page_by_its_address_is_as_its_file(host: Host, address: str) -> None:
    answer = host.ask(address)
    assert answer.status == 200
    assert told(answer) == said(f"{address}index.html".lstrip("/"))


def test_the_small_player_may_be_framed_and_no_other_page(host: Host) -> None:
    embed = next(path for path in served(host) if path.endswith("embed/index.html"))
    framed = host.ask(f"/{embed.removesuffix('index.html')}")
    assert framed.status == 200
    assert "frame-ancestors" not in str(framed["Content-Security-Policy"])
    assert "frame-ancestors 'none'" in str(host.ask("/")["Content-Security-Policy"])


def test_nobody_is_told_which_server_and_version_it_is(host: Host) -> None:
    server = host.ask("/")["Server"]
    assert server in {None, "nginx"}


@pytest.mark.parametrize("address", ["/nowhere/", "/stories/gone/", "/news/old-roads"])
def test_answers_without_a_file_are_as_safe_and_soon_stale(host: Host, address: str) -> None:
    answer = host.ask(address)
    page = said("404.html")
    for name in FROM_THE_TABLE:
        if name != "Content-Type":
            assert answer[name] == page.get(name), name
