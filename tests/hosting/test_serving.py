"""What nginx and Caddy promise beside headers: parts, compression, what moved, what is gone."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from bs4 import BeautifulSoup

from tests.hosting.asking import Host

SOUND = "podcasts/town-talk/flu-clinics"
ELSEWHERE = "https://elsewhere.example"


def recording(host: Host) -> str:
    """Return the path of an episode's recording."""
    return next(
        file.relative_to(host.site).as_posix()
        for file in sorted(host.site.glob("podcasts/**/*.mp3"))
        if file.stat().st_size > 20_000
    )


@pytest.mark.parametrize("part", [(0, 0), (0, 99), (1000, 1999), (5000, None)])
def test_a_player_is_given_the_part_it_asks_for(host: Host, part: tuple[int, int | None]) -> None:
    path = recording(host)
    first, last = part
    whole = (host.site / path).read_bytes()
    wished = f"bytes={first}-{'' if last is None else last}"
    answer = host.file(path, Range=wished, Accept_Encoding="gzip, br")
    wanted = whole[first:] if last is None else whole[first : last + 1]
    assert (answer.status, answer.body) == (206, wanted)
    end = first + len(wanted) - 1
    assert answer["Content-Range"] == f"bytes {first}-{end}/{len(whole)}"
    assert answer["Content-Encoding"] is None
    assert answer["Content-Type"] == "audio/mpeg"


def test_the_last_bytes_and_none_past_the_end(host: Host) -> None:
    path = recording(host)
    whole = (host.site / path).read_bytes()
    assert host.file(path, Range="bytes=-50").body == whole[-50:]
    assert host.file(path, Range=f"bytes={len(whole)}-").status == 416


def test_head_tells_the_length_and_sends_nothing(host: Host) -> None:
    path = recording(host)
    got, head = host.file(path), host.file(path, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head["Content-Length"] == str(len(got.body))
    assert head["Accept-Ranges"] == got["Accept-Ranges"] == "bytes"
    for name in ("Content-Type", "Cache-Control", "ETag"):
        assert head[name] == got[name]


@pytest.mark.parametrize(
    "pattern", ["podcasts/**/feed.xml", "podcasts/**/*.chapters.json", "**/*.vtt", "**/*.mp3"]
)
def test_players_on_other_sites_may_read_what_is_made_for_them(host: Host, pattern: str) -> None:
    file = next(iter(sorted(host.site.glob(pattern))))
    answer = host.file(file.relative_to(host.site).as_posix(), Origin=ELSEWHERE)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert host.ask("/", Origin=ELSEWHERE)["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize(("accepted", "made"), [("br", "br"), ("gzip", "gz"), ("gzip, br", "br")])
@pytest.mark.parametrize("path", ["news/roads/index.html", "feed.xml"])
def test_words_are_sent_as_they_were_compressed_before(
    host: Host, path: str, accepted: str, made: str
) -> None:
    answer = host.file(path, Accept_Encoding=accepted)
    assert answer["Content-Encoding"] == {"br": "br", "gz": "gzip"}[made]
    assert answer.body == (host.site / f"{path}.{made}").read_bytes()
    assert answer["Vary"] == "Accept-Encoding"
    opened = {"br": brotli.decompress, "gz": gzip.decompress}[made]
    assert opened(answer.body) == (host.site / path).read_bytes()


def test_who_cannot_unpack_is_given_plain_words(host: Host) -> None:
    for accepted in ("identity", "zstd", "br;q=0, gzip;q=0"):
        answer = host.file("news/roads/index.html", Accept_Encoding=accepted)
        assert answer["Content-Encoding"] is None
        assert answer.body == (host.site / "news/roads/index.html").read_bytes()
    assert "Accept-Encoding" in str(answer["Vary"])


def test_recordings_and_pictures_are_never_compressed(host: Host) -> None:
    for suffix in ("mp3", "m4a", "mp4", "png", "epub", "pdf"):
        file = next(iter(sorted(host.site.rglob(f"*.{suffix}"))))
        path = file.relative_to(host.site).as_posix()
        assert host.file(path, Accept_Encoding="gzip, br")["Content-Encoding"] is None


@pytest.mark.parametrize("path", ["assets", "feed.xml"])
def test_what_has_not_changed_is_not_sent_again(host: Host, path: str) -> None:
    file = next(iter(sorted((host.site / path).rglob("*.css")))) if path == "assets" else None
    name = file.relative_to(host.site).as_posix() if file else path
    etag = str(host.file(name)["ETag"])
    assert host.file(name, If_None_Match=etag).status == 304
    assert host.file(name, If_None_Match='"another"').status == 200


def test_after_a_rollback_an_older_file_is_sent(host: Host) -> None:
    later = "Fri, 01 Jan 2038 00:00:00 GMT"
    assert host.ask("/", If_Modified_Since=later).status == 200


@pytest.mark.parametrize(
    "old",
    [
        "/2025/roads.html",
        "/news/old-roads",
        "/news/old-roads/",
        "/leaflet.aspx",
        "/%C3%BCber%20uns/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_old_address_leads_on(host: Host, old: str, method: str) -> None:
    answer = host.ask(old, method)
    assert (answer.status, answer["Location"]) == (301, "/news/roads/")
    # Browsers would keep a 301 for ever, and a rollback may take it back.
    assert "max-age=31536000" not in str(answer["Cache-Control"])
    assert answer["Cache-Control"] is not None


@pytest.mark.parametrize(
    "address", ["/stories/gone/", "/stories/gone", "/stories/gone/gone.mp3", "/stories/gone/embed/"]
)
@pytest.mark.parametrize("accepted", ["identity", "br"])
def test_a_story_no_longer_available_is_gone_for_good(
    host: Host, address: str, accepted: str
) -> None:
    answer = host.ask(address, Accept_Encoding=accepted)
    assert answer.status == 410
    body = brotli.decompress(answer.body) if answer["Content-Encoding"] == "br" else answer.body
    page = BeautifulSoup(body, "lxml")
    assert page.h1 is not None
    assert "no longer available" in page.h1.get_text()
    assert answer["Content-Type"] == "text/html; charset=utf-8"


def test_stories_beside_it_are_there(host: Host) -> None:
    assert host.ask("/stories/").status == 200
    assert host.ask("/stories/margaret/").status == 200
    assert host.ask("/stories/gone-not/").status == 404


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere/",
        "/nowhere.pdf",
        "/assets/",  # no list of what is in a folder
        "/pictures/",
        "/.redirects.nginx",
        "/stories/.gone.gone",
        "/news/.old-roads.moved",
        "/news/roads/.git/config",
        "/.env",
        "/index.html.br",
        "/feed.xml.gz",
        "/..%2f..%2fgone.json",
        "/news/..%2f..%2f..%2fsecret",
    ],
)
def test_nothing_is_there_but_the_sites_own_page_for_it(host: Host, address: str) -> None:
    (host.site.parent / "gone.json").write_text("secret", "utf-8")
    answer = host.ask(address)
    assert answer.status in {400, 404}
    if answer.status == 404:
        assert answer.body == (host.site / "404.html").read_bytes()
        assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert b"secret" not in answer.body


def test_a_list_that_is_shorter_now_leads_to_its_beginning(host: Host) -> None:
    for name in ("page/9/", "page/9/index.html"):
        gone = host.ask(f"/news/{name}?from=home")
        assert (gone.status, gone["Location"]) == (302, "/news/")
        assert gone["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert host.ask("/news/page/nine/").status == 404
    second = host.site / "topics/page/2/index.html"
    second.parent.mkdir(parents=True)
    second.write_text("<!DOCTYPE html><p>The second</p>", "utf-8")
    for name in ("", "index.html"):
        there = host.ask(f"/topics/page/2/{name}")
        assert (there.status, there.body) == (200, second.read_bytes())
        assert there["Content-Type"] == "text/html; charset=utf-8"
    second.unlink()


def test_a_folders_address_without_its_slash_leads_to_it_on_the_same_host(host: Host) -> None:
    answer = host.ask("/news/roads")
    assert answer.status in {301, 308}
    assert answer["Location"] in {"/news/roads/", "roads/"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE"])
def test_nothing_can_be_written(host: Host, method: str) -> None:
    before = (host.site / "index.html").read_bytes()
    assert host.ask("/index.html", method).status == 405
    assert (host.site / "index.html").read_bytes() == before


def test_no_whole_address_of_a_visitor_is_written_down(host: Host) -> None:
    host.ask("/?canary=1")
    log = host.server.log.read_text("utf-8")
    assert "canary" in log
    assert "127.0.0.0" in log
    assert "127.0.0.1" not in log.replace(host.server.address.removeprefix("http://"), "")


def test_what_is_not_compressed_before_is_compressed_by_the_server(host: Host) -> None:
    file = host.site / "news/fresh.txt"
    file.write_text("Flu clinics open on Monday.\n" * 200, "utf-8")
    answer = host.file("news/fresh.txt", Accept_Encoding="gzip")
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == file.read_bytes()
    file.unlink()


def test_the_log_is_where_statistics_look_for_it(host: Host) -> None:
    assert isinstance(host.server.log, Path)
    assert host.server.log.is_file()
