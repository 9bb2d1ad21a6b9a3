"""What is sent with each file of the site: its type, how long it is kept, who may read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from plugins.alternative_formats.registry import FORMATS
from plugins.catalogue.media import MEDIA_TYPES as RECORDINGS
from plugins.files.paper import PAPER_TYPES
from plugins.podcast.chapters import MEDIA_TYPE as CHAPTERS
from plugins.podcast.oembed import MEDIA_TYPE as OEMBED
from plugins.publishing.headers import (
    PAGE,
    SHORT,
    YEAR,
    cache_control,
    headers_for,
    security_headers,
)
from plugins.publishing.media_types import UNKNOWN, media_type

ROOTS = {
    "rss": "application/rss+xml",
    "{http://www.w3.org/2005/Atom}feed": "application/atom+xml",
    "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset": "application/xml",
}
SIGNATURES = {
    "application/gzip": b"\x1f\x8b",
    "application/pdf": b"%PDF-",
    "application/epub+zip": b"PK",
    "font/woff2": b"wOF2",
    "image/jpeg": b"\xff\xd8",
    "image/png": b"\x89PNG",
    "image/webp": b"RIFF",
}


def files(site: Path, pattern: str = "*") -> Iterator[tuple[str, Path]]:
    """Yield the site's files, each with its path as the table knows it."""
    for file in sorted(site.rglob(pattern)):
        if file.is_file():
            yield file.relative_to(site).as_posix(), file


def plain(path: str) -> str:
    return media_type(path).partition(";")[0]


def test_every_file_of_the_demo_has_a_type_and_its_bytes_are_of_that_type(demo: Path) -> None:
    unknown = [path for path, _ in files(demo) if media_type(path) == UNKNOWN]
    assert not unknown
    for path, file in files(demo):
        start = SIGNATURES.get(plain(path))
        assert start is None or file.read_bytes().startswith(start), path


def test_a_feed_has_the_type_of_what_it_is(demo: Path) -> None:
    found = {path: etree.parse(file).getroot().tag for path, file in files(demo, "*.xml")}
    assert len(set(found.values())) == 3
    assert {path: plain(path) for path in found} == {
        path: ROOTS[str(root)] for path, root in found.items()
    }


def test_what_pages_and_feeds_say_of_a_file_is_what_is_sent_with_it(demo: Path) -> None:
    said: dict[str, str] = {}
    for _, file in files(demo, "*.html"):
        page = BeautifulSoup(file.read_bytes(), "lxml")
        for link in page.select("[href][type], source[src][type]"):
            said[str(link.get("href") or link.get("src"))] = str(link["type"])
    for _, file in files(demo, "*.xml"):
        for element in etree.parse(file).iter("enclosure", "{*}transcript", "{*}chapters"):
            said[str(element.get("url"))] = str(element.get("type"))
    home = BeautifulSoup((demo / "index.html").read_bytes(), "lxml")
    site = str(home.select('[rel="canonical"]')[0]["href"]).rstrip("/")
    ours = {
        target.removeprefix(site).partition("?")[0].lstrip("/"): kind
        for target, kind in said.items()
        if target.startswith(("/", site))
    }
    assert {kind.partition("/")[0] for kind in ours.values()} >= {"audio", "video", "text"}
    wrong = {path: kind for path, kind in ours.items() if kind.partition(";")[0] != plain(path)}
    assert not wrong


def test_the_rooms_that_make_files_agree() -> None:
    for suffix, kind in PAPER_TYPES.items():
        assert plain(f"meetings/one/paper{suffix}") == kind.media_type
    for suffix, kind_of_recording in RECORDINGS.items():
        assert plain(f"news/one/one-00000000{suffix}") == kind_of_recording
    for made in FORMATS:
        if made.suffix:
            assert plain(f"news/one/one{made.suffix}") == made.media_type
    assert plain("podcasts/tv/one/one.chapters.json") == CHAPTERS
    assert plain("podcasts/tv/one/oembed.json") == OEMBED


@pytest.mark.parametrize(
    "path", ["robots.txt", "news/a/a.brf", "news/a/a-transcript.htm", "a/a.csv", "a/a.SRT", "a.vtt"]
)
def test_words_are_in_utf_8_and_say_so(path: str) -> None:
    assert media_type(path).endswith("; charset=utf-8")


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("index.html", PAGE),
        ("", PAGE),
        ("news/flu-clinics/", PAGE),
        ("news/talk/talk-transcript.htm", PAGE),
        ("assets/css/site.f3357ba8.css", YEAR),
        ("assets/site.bc98c781.webmanifest", YEAR),
        ("assets/js/site.js", SHORT),
        ("pictures/fb190d374664ff24-320.webp", YEAR),
        ("cards/004e0da0aabaf7f4.png", YEAR),
        ("podcasts/tv/artwork-4bf9681b.jpg", YEAR),
        ("podcasts/tv/flu-myths/flu-myths-fcda93ea.mp4", YEAR),
        ("podcasts/tv/flu-myths/flu-myths-sound-0e794a32.m4a", YEAR),
        ("podcasts/tv/flu-myths/flu-myths-98c6eb59.vtt", YEAR),
        # They keep their names when their words change.
        ("news/flu-clinics/flu-clinics.pdf", SHORT),
        ("news/flu-clinics/flu-clinics.mp3", SHORT),
        ("news/board-1dec2026/board-1dec2026.mp3", SHORT),
        ("news/board-20261201/board-20261201.vtt", SHORT),
        ("meetings/2026-11/spending-20261101.csv", SHORT),
        ("meetings/2026-11/minutes-1dec2026.pdf", SHORT),
        # The index's names are digests, but it tells what pages say: it is asked for again.
        ("pagefind/fragment/en-gb_0123abc.pf_fragment", SHORT),
        ("pagefind/pagefind-entry.json", SHORT),
        ("feed.xml", SHORT),
        ("redirects.json", SHORT),
        ("odd", PAGE),
    ],
)
def test_only_a_name_that_changes_with_the_bytes_is_kept_for_a_year(path: str, kept: str) -> None:
    assert cache_control(path) == kept


def test_the_demo_s_parts_and_recordings_are_kept_and_nothing_else(demo: Path) -> None:
    kept = {path for path, _ in files(demo) if cache_control(path) == YEAR}
    folders = ("assets/", "pictures/", "cards/")
    assert {path for path, _ in files(demo) if path.startswith(folders)} <= kept
    feeds = [etree.parse(file) for _, file in files(demo, "*.xml")]
    heard = {str(one.get("url")) for feed in feeds for one in feed.iter("enclosure")}
    episodes = {path for path, _ in files(demo) if any(one.endswith(f"/{path}") for one in heard)}
    read_aloud = {path for path in episodes if path.rsplit("/", 1)[1] == _made_name(path)}
    assert episodes - read_aloud <= kept
    assert not read_aloud & kept


def _made_name(path: str) -> str:
    """Return the name of the recording that is made from the words of a page."""
    return f"{path.split('/')[-2]}.mp3"


@pytest.mark.parametrize(
    "path",
    [
        "feed.xml",
        "podcasts/tv/feed.xml",
        "podcasts/tv/a/a.chapters.json",
        "podcasts/tv/a/a-98c6eb59.vtt",
        "podcasts/tv/a/a-transcript.srt",
        "podcasts/tv/a/a-transcript.htm",
        "podcasts/tv/a/oembed.json",
        "podcasts/podcasts.opml",
        "events/calendar.ics",
        "podcasts/tv/artwork-4bf9681b.jpg",
    ],
)
def test_apps_on_other_sites_may_read_what_is_made_for_apps(path: str) -> None:
    assert headers_for(path)["Access-Control-Allow-Origin"] == "*"
    assert security_headers(path)["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    "path", ["", "news/", "news/index.html", "404.html", "assets/a.js", "pagefind/pagefind.js"]
)
def test_pages_and_their_parts_are_for_this_site_alone(path: str) -> None:
    assert "Access-Control-Allow-Origin" not in headers_for(path)
    assert security_headers(path)["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_player_elsewhere_sees_which_part_of_a_recording_it_was_given() -> None:
    assert "Content-Range" in headers_for("a/a-00000000.mp3")["Access-Control-Expose-Headers"]
    assert "Access-Control-Expose-Headers" not in headers_for("feed.xml")


def policy(text: str) -> dict[str, set[str]]:
    """Return a policy's sources by directive."""
    parts = [one.split() for one in text.split(";")]
    return {name: set(sources) for name, *sources in parts}


def test_the_policy_sent_is_the_one_that_pages_have_in_them(demo: Path) -> None:
    for path in ("index.html", "search/index.html", "404.html"):
        sent = policy(security_headers(path)["Content-Security-Policy"])
        assert sent.pop("frame-ancestors") == {"'none'"}
        assert sent == policy(_meta(demo / path))


def test_no_page_is_kept_from_what_its_own_policy_allows(demo: Path) -> None:
    for path, file in files(demo, "*.html"):
        sent = policy(security_headers(path)["Content-Security-Policy"])
        for name, sources in policy(_meta(file)).items():
            assert sources - {"'none'"} <= sent.get(name, sent["default-src"]), path


def test_the_small_player_may_stand_in_frames_of_other_sites_and_no_other_page_may(
    demo: Path,
) -> None:
    framed = {
        path
        for path, _ in files(demo, "*.html")
        if "frame-ancestors" not in security_headers(path)["Content-Security-Policy"]
    }
    assert framed
    assert framed == {path for path, _ in files(demo, "index.html") if "/embed/" in path}
    for path in framed:
        sent = security_headers(path)
        assert policy(sent["Content-Security-Policy"]) == policy(_meta(demo / path))
        assert sent["Cross-Origin-Resource-Policy"] == "cross-origin"


def _meta(file: Path) -> str:
    page = BeautifulSoup(file.read_bytes(), "lxml")
    return str(page.select('meta[http-equiv="Content-Security-Policy"]')[0]["content"])


def test_recordings_and_fonts_of_other_hosts_are_named_alone() -> None:
    sent = security_headers(
        "a/", media_hosts=("https://media.example",), font_hosts=("https://fonts.example",)
    )
    found = policy(sent["Content-Security-Policy"])
    assert found["media-src"] == {"'self'", "https://media.example"}
    assert found["font-src"] == {"'self'", "https://fonts.example"}
    assert found["script-src"] == {"'self'", "'wasm-unsafe-eval'"}


def test_a_browsers_own_page_for_a_pdf_or_a_film_is_not_broken() -> None:
    for path in ("a/a.pdf", "a/a-00000000.mp4", "a/a.mp3"):
        assert "Content-Security-Policy" not in security_headers(path)
    for path in ("a/a-transcript.htm", "a/qr.svg", "feed.xml", "a/a.pef", "odd.thing"):
        assert "default-src 'none'" in security_headers(path)["Content-Security-Policy"]


def test_every_answer_is_safe_from_guessing_and_spying() -> None:
    for path in ("", "a/a.pdf", "a/a.mp3", "podcasts/tv/a/embed/"):
        sent = security_headers(path)
        assert sent["X-Content-Type-Options"] == "nosniff"
        assert sent["Referrer-Policy"] == "same-origin"
        assert sent["Strict-Transport-Security"].startswith("max-age=63072000")
        assert "camera=()" in sent["Permissions-Policy"]
