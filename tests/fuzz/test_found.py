"""What fuzzing has found: each once broke the program, or held it up."""

from __future__ import annotations

import io
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from plugins.catalogue.body_limits import LONGEST
from plugins.catalogue.body_reading import read_body
from plugins.catalogue.folder import ContentFolder
from plugins.catalogue.item import Image as ItemImage
from plugins.catalogue.known_files import KnownFiles
from plugins.catalogue.media import UnfitRecordingError, measure
from plugins.catalogue.picture import UnfitPictureError
from plugins.podcast.artwork import UnfitArtworkError, read_artwork
from plugins.podcast.sound_facts import recorded
from plugins.podcast.tagging import cover_of
from plugins.podcast.transcript_formats import read_transcript
from tests.podcast.sound_samples import mp4

BESIDE = ContentFolder(Path("content"), frozenset({"news/x.md"})).beside("news/x.md")
LONG = 190_000  # characters
# Each is said again until the body is long; Python-Markdown took minutes for them, or hours.
ENDLESS = {
    "[": "2, and 5,000 are the most",
    "![": "square brackets",
    "[a](": "square brackets",
    '[a]("x) ': "square brackets",
    "# a\n": "headings, and 1,000 are the most",
    "a\n=\n": "lines of = or -, and 1,000 are the most",
    "[^1] ": "footnotes, and 1,000 are the most",
    "*[A]: a\n": "abbreviations, and 200 are the most",
    "<!--": "signs <, and 1,000 are the most",
    "<div>\n\n": "signs <, and 1,000 are the most",
    "a\n: b\n\n": "lines that begin with a colon",
    "a  \n": "lines that end in spaces",
    "|\n": "rows of tables",
    "a|b\n-|-\n\n": "tables, and 200 are the most",
    "https://a.b ": "addresses, and 2,000 are the most",
    "a@b.example ": "addresses, and 2,000 are the most",
    "\\": "signs & and \\, and 2,000 are the most",
    "&a;": "signs & and \\, and 2,000 are the most",
    "`a": "backticks, and 5,000 are the most",
    "*a ": "stars and underscores, and 10,000 are the most",
    " ": "rows of a thousand spaces",
    ">": "quotations stand inside one another",
}


def faults_of(markdown: str) -> list[tuple[int, str]]:
    _, problems = read_body(markdown, 7, "news/x.md", BESIDE)
    return [(one.line, one.fault) for one in problems]


@pytest.mark.parametrize("sign", ENDLESS)
def test_a_sign_without_end_is_refused_at_once(sign: str) -> None:
    began = time.process_time()
    ((_, fault),) = faults_of("Words.\n\n" + (sign * LONG)[:LONG])
    assert time.process_time() - began < 1
    assert ENDLESS[sign].removeprefix("2, ") in fault


@pytest.mark.parametrize("sign", ["*", "_", "- a\n", "1. a\n", "> ", "(", "a ", "a", "Words.\n\n"])
def test_a_sign_without_end_that_does_no_harm_is_read(sign: str) -> None:
    began = time.process_time()
    faults_of((sign * LONG)[:LONG])
    assert time.process_time() - began < 5


def test_brackets_are_told_with_their_line() -> None:
    said = faults_of("Words.\n\nMore.\n\n" + "[" * 3_000 + "\n")
    assert said == [(11, "3,000 square brackets stand here that belong to no link.")]


def test_a_long_page_of_links_and_notes_is_read() -> None:
    links = "".join(f"- [clinic {n} [north]](https://a.example/{n}_(b) 'c')\n" for n in range(900))
    notes = "".join(f"A note.[^{n}] **NHS**\n\n[^{n}]: *What* it says.\n\n" for n in range(400))
    began = time.process_time()
    assert not faults_of(f"{links}\n\n{notes}")
    assert time.process_time() - began < 5


def test_five_megabytes_are_refused_before_they_are_read() -> None:
    began = time.process_time()
    said = faults_of("Words of a paragraph.\n\n" * 230_000)
    assert time.process_time() - began < 0.5
    assert said == [(7, f"the text has 5,290,000 characters, and {LONGEST:,} are the most.")]


def test_a_card_without_its_number_is_told() -> None:
    card = "00:00:0{0},000 --> 00:00:0{0},900\nHello.\n"
    text = f"1\n{card.format(1)}\n{card.format(2)}"
    _, (problem,) = read_transcript(text.encode(), "a.srt")
    assert (problem.line, problem.fault) == (5, "no number stands above these times.")


def enormous() -> bytes:
    """Return the head of a PNG that says it has 90,000 by 90,000 pixels."""
    head = struct.pack(">IIBBBBB", 90_000, 90_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    return start + struct.pack(">I", zlib.crc32(chunk)) + b"\0\0\0\1IDAT"


def spoilt() -> bytes:
    """Return a square picture whose pixels are spoilt, between a sound head and end."""
    file = io.BytesIO()
    Image.effect_noise((1400, 1400), 60).convert("RGB").save(file, "PNG")
    data = bytearray(file.getvalue())
    middle = len(data) // 2
    data[middle : middle + 4000] = b"\xff\xd9" * 2000
    return bytes(data)


def test_an_enormous_artwork_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(enormous())
    with pytest.raises(UnfitArtworkError, match="is enormous: far more than 3000 by 3000 pixels"):
        read_artwork(tmp_path, ItemImage(file="a.png", alt="A."), "podcasts/x/")


def test_a_spoilt_artwork_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(spoilt())
    with pytest.raises(UnfitArtworkError, match="damaged"):
        read_artwork(tmp_path, ItemImage(file="a.png", alt="A."), "podcasts/x/")


@pytest.mark.parametrize("picture", [enormous(), b"GIF89a", spoilt(), b""])
def test_a_chapters_picture_that_is_none_is_refused(picture: bytes) -> None:
    with pytest.raises(UnfitPictureError):
        cover_of(picture, side=600)


@pytest.mark.parametrize("data", [b"\xff", b"\xff\xfb", b"\0", b"ID3"])
def test_a_recording_of_a_byte_or_two_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.mp3").write_bytes(data)
    with pytest.raises(UnfitRecordingError):
        measure(tmp_path / "a.mp3")


def test_tags_in_another_alphabet_are_read(tmp_path: Path) -> None:
    file = mp4(tmp_path / "a.mp4", seconds=2)
    data = file.read_bytes().replace(b"SoundHandler", b"So\xff\xfedHandler")
    assert b"So\xff\xfed" in data
    file.write_bytes(data)
    assert not recorded(file, KnownFiles(None)).chapters
