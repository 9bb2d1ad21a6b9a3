"""Files of words lie compressed beside themselves, always the same, and are made only once."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from plugins.publishing.precompress import Compressed, is_words, precompress

WORDS = "<p>Flu clinics open on Monday.</p>\n" * 100


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a site of a few files."""
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    (site / "index.html").write_text(WORDS, "utf-8")
    (site / "assets/site.1a2b3c4d.css").write_text("a { color: red }\n" * 100, "utf-8")
    (site / "small.html").write_text("<p>Flu</p>", "utf-8")
    (site / "sound.mp3").write_bytes(WORDS.encode())
    (site / ".news.moved").write_text(WORDS, "utf-8")
    return site


def work(site: Path, tmp_path: Path) -> Compressed:
    return precompress(site, tmp_path / "cache")


def noise() -> Iterator[bytes]:
    """Give bytes in which nothing comes twice."""
    return (hashlib.sha256(bytes([number])).digest() for number in range(128))


def beside(site: Path) -> set[str]:
    files = (path for path in site.rglob("*") if path.suffix in {".br", ".gz"})
    return {path.relative_to(site).as_posix() for path in files}


def test_words_are_compressed_and_nothing_else(site: Path, tmp_path: Path) -> None:
    done = work(site, tmp_path)
    assert (done.files, done.made) == (2, 4)
    assert done.after < done.before / 10
    assert beside(site) == {
        "index.html.br",
        "index.html.gz",
        "assets/site.1a2b3c4d.css.br",
        "assets/site.1a2b3c4d.css.gz",
    }


def test_what_is_unpacked_is_what_was_packed(site: Path, tmp_path: Path) -> None:
    work(site, tmp_path)
    assert brotli.decompress((site / "index.html.br").read_bytes()) == WORDS.encode()
    assert gzip.decompress((site / "index.html.gz").read_bytes()) == WORDS.encode()


def test_a_file_that_grows_is_left_as_it_is(site: Path, tmp_path: Path) -> None:
    (site / "noise.json").write_bytes(b"".join(noise()))
    work(site, tmp_path)
    work(site, tmp_path)
    assert not any(path.startswith("noise") for path in beside(site))


def test_two_machines_make_the_same_bytes(site: Path, tmp_path: Path) -> None:
    work(site, tmp_path)
    first = {path: (site / path).read_bytes() for path in beside(site)}
    assert first["index.html.gz"][4:8] == b"\0\0\0\0"  # RFC 1952: no time
    precompress(site, tmp_path / "another")
    assert {path: (site / path).read_bytes() for path in beside(site)} == first


def test_only_what_has_changed_is_made_again(site: Path, tmp_path: Path) -> None:
    work(site, tmp_path)
    assert work(site, tmp_path).made == 0
    (site / "index.html").write_text(WORDS + "More.", "utf-8")
    assert work(site, tmp_path).made == 2
    assert brotli.decompress((site / "index.html.br").read_bytes()).endswith(b"More.")


@pytest.mark.parametrize("damage", [b"", b"\x00", b"cut off"])
def test_what_is_damaged_in_the_cache_is_never_published(
    site: Path, tmp_path: Path, damage: bytes
) -> None:
    work(site, tmp_path)
    for kept in (path for path in (tmp_path / "cache").rglob("*") if path.is_file()):
        kept.write_bytes(kept.read_bytes()[:-3] + damage if damage else kept.read_bytes()[:9])
    assert work(site, tmp_path).made == 4
    assert brotli.decompress((site / "index.html.br").read_bytes()) == WORDS.encode()


def test_the_cache_forgets_what_is_no_longer_published(site: Path, tmp_path: Path) -> None:
    (site / "canary.html").write_text("canary " * 1000, "utf-8")
    work(site, tmp_path)
    for file in site.glob("canary*"):
        file.unlink()
    work(site, tmp_path)
    kept = [path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert len(kept) == 4
    for data in kept:
        opened = gzip.decompress if data.startswith(b"\x1f\x8b") else brotli.decompress
        assert b"canary" not in opened(data)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("a/index.html", True),
        ("a/a-read.htm", True),
        ("feed.xml", True),
        ("a/a.chapters.json", True),
        ("a/a.srt", True),
        ("a/a.vtt", True),
        ("a/a.ics", True),
        ("a/a.brf", True),
        ("a/a.pef", True),
        ("assets/site.1a2b3c4d.webmanifest", True),
        ("assets/images/icon.1a2b3c4d.svg", True),
        ("podcasts/podcasts.opml", True),
        ("a/a.epub", False),
        ("a/a.docx", False),
        ("a/a.pdf", False),
        ("a/a.mp3", False),
        ("pictures/a.webp", False),
        ("pagefind/fragment/en_1a2b3c4.pf_fragment", False),
    ],
)
def test_words_are_known_by_their_type(path: str, words: bool) -> None:  # noqa: FBT001
    assert is_words(path) is words
