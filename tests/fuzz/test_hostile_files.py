"""Files that are not what they seem, and more of anything than a site can hold."""

from __future__ import annotations

import builtins
import io
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from plugins.catalogue.load import survey
from plugins.catalogue.media import UnfitRecordingError, measure
from plugins.catalogue.picture import UnfitPictureError, read_picture
from plugins.files.paper import UnfitPaperError, paper_type
from plugins.podcast.import_xml import UnreadableFeedError, channel_of
from tests.fuzz.child import MEMORY
from tests.small_site import SITE, SmallSite

LETTERS = "abcdefghij"
ENTITIES = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(LETTERS))
BOMB = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">{ENTITIES}]>{{}}'
SCRIPTED = (
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
)


def faults(site: SmallSite) -> list[str]:
    return [one.fault for one in survey(site.root).problems]


def test_a_drawing_with_a_script_is_no_picture(small_site: SmallSite) -> None:
    small_site.write("news/a.svg", SCRIPTED)
    small_site.item("news/x.md", image="{file: a.svg, alt: A door.}", body="![A](a.svg)\n")
    assert sorted(faults(small_site)) == [
        '"a.svg" is not a picture that pages can show.',
        'image cannot be "a.svg".',
    ]


@pytest.mark.parametrize("start", ["", '<?xml version="1.0"?>'])
def test_a_drawing_is_known_whatever_its_name_says(start: str) -> None:
    with pytest.raises(UnfitPictureError, match="is in truth an SVG drawing"):
        read_picture(f"{start}{SCRIPTED}".encode(), 320)


def test_a_bomb_of_a_drawing_is_never_read() -> None:
    with pytest.raises(UnfitPictureError, match="is in truth an SVG drawing"):
        read_picture(BOMB.format("<svg>&j;</svg>").encode(), 320)


@pytest.mark.parametrize(
    "feed",
    [
        BOMB.format("<rss><channel>&j;</channel></rss>"),
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>&x;</channel></rss>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd" [<!ENTITY % b SYSTEM "http://a.example">]><rss/>',
    ],
)
def test_a_bomb_of_a_feed_is_refused(feed: str) -> None:
    with pytest.raises(UnreadableFeedError, match="defines entities of its own, as attacks do"):
        channel_of(feed.encode())


def test_an_endless_feed_is_refused() -> None:
    with pytest.raises(UnreadableFeedError, match="larger than 50 MB"):
        channel_of(b" " * 50_000_001)


def archive_of(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def with_byte(data: bytes, local: int, central: int, value: int) -> bytes:
    """Return an archive of one file with another value in its two headers."""
    changed = bytearray(data)
    changed[local] = value
    changed[data.index(b"PK\x01\x02") + central] = value
    return bytes(changed)


OPEN_DOCUMENT = archive_of(mimetype=b"application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    "data",
    [
        with_byte(OPEN_DOCUMENT, 6, 8, 1),  # a password
        with_byte(OPEN_DOCUMENT, 8, 10, 97),  # packed in a way that nobody has
        OPEN_DOCUMENT[:-8],
        archive_of(mimetype=b"a" * 50_000_000),
        archive_of(other=b""),
    ],
)
def test_an_archive_of_another_kind_is_no_paper(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.odt").write_bytes(data)
    with pytest.raises(UnfitPaperError, match="whatever its name says, or is damaged"):
        paper_type(tmp_path / "a.odt")


def test_a_bomb_in_a_paper_is_never_unpacked(small_site: SmallSite, tmp_path: Path) -> None:
    data = archive_of(**{"word/document.xml": b"\0" * 20_000_000, "../../evil.txt": b"evil"})
    small_site.item("news/x.md", body="[a](a.docx)\n")
    (small_site.root / "news" / "a.docx").write_bytes(data)
    output = small_site.build(tmp_path / "output")
    assert (output / "news" / "x" / "a.docx").read_bytes() == data
    assert not list(tmp_path.rglob("evil*"))


def sparse(file: Path, start: bytes, size: int) -> Path:
    with file.open("wb") as opened:
        opened.write(start)
        opened.truncate(size)
    return file


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.mp3", b"\xff\xfb\x90\x00"),
        ("a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isomavc1\0\0\0\0mdat"),
        ("a.webm", b"\x1aE\xdf\xa3\x9fB\x82\x84webm"),
    ],
)
def test_a_recording_of_two_gigabytes_is_refused_at_once(
    tmp_path: Path, name: str, start: bytes
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnfitRecordingError, match="is larger than 2 GB"):
        measure(sparse(tmp_path / name, start, 2_100_000_000))
    with pytest.raises(UnfitRecordingError):
        measure(sparse(tmp_path / name, start, 1_900_000_000))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert used * 1024 < 2_000_000_000  # What the system maps is its own to take back.


def test_a_paper_of_a_gigabyte_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnfitPaperError, match="is larger than 500 MB"):
        paper_type(sparse(tmp_path / "a.pdf", b"%PDF-1.7", 1_000_000_000))


def test_a_paper_is_published_without_being_held_in_memory(
    small_site: SmallSite, tmp_path: Path
) -> None:
    small_site.item("news/x.md", body="[a](a.pdf)\n")
    sparse(small_site.root / "news" / "a.pdf", b"%PDF-1.7", 490_000_000)
    command = [sys.executable, "tasks.py", "build", "--content", str(small_site.root)]

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY // 3, MEMORY // 3))

    done = subprocess.run(
        [*command, "--output", str(tmp_path / "output"), "--as-of", "2026-11-21"],
        capture_output=True, text=True, check=False, preexec_fn=little,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize("field", ["topics", "places"])
def test_ten_thousand_topics_are_refused(small_site: SmallSite, field: str) -> None:
    rows = "".join(f"  - name: Topic {number}\n" for number in range(10_000))
    kept = "\n".join(row for row in SITE.splitlines() if not row.startswith(field))
    small_site.write("site.yaml", f"{kept}\n{field}:\n{rows}")
    assert faults(small_site) == [f"{field} has 10,000 entries, and 500 are the most."]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("🙂", "no address can be made of it."),
        ("Ж", "no address can be made of it."),
        ("R" * 300, "it has 300 letters, and 150 are the most."),
        ("../../Roads", 'it would have the same address as "Roads".'),
    ],
)
def test_a_topic_has_an_address_of_its_own(small_site: SmallSite, name: str, fault: str) -> None:
    text = SITE.replace("{name: Roads}", f'{{name: Roads}}, {{name: "{name}"}}')
    small_site.write("site.yaml", text)
    (said,) = faults(small_site)
    assert said.endswith(fault)


@pytest.mark.parametrize("series", ["Ж", "S" * 300, "🙂"])
def test_a_series_has_an_address(small_site: SmallSite, series: str) -> None:
    small_site.item("events/x.md", series=series)
    (said,) = faults(small_site)
    assert said.startswith("series cannot be")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [pipe, folder])
def test_what_is_no_file_is_not_opened(small_site: SmallSite, make: Callable[[Path], None]) -> None:
    small_site.item("news/x.md", image="{file: a.jpg, alt: A door.}")
    for name in ("y.md", "a.jpg"):
        make(small_site.root / "news" / name)
    assert faults(small_site) == ['image names a file that is not there: "a.jpg".']


def test_a_site_file_that_is_a_folder_is_missing(small_site: SmallSite) -> None:
    (small_site.root / "site.yaml").unlink()
    (small_site.root / "site.yaml").mkdir()
    assert faults(small_site) == ["this file is missing."]


def test_a_file_that_nobody_may_read_is_told(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = small_site.item("news/x.md")
    whole = builtins.open

    def refuse(path: Any, *words: Any, **named: Any) -> Any:  # noqa: ANN401 - as open
        if str(path) == str(file):  # Root may read everything: modes would not stop it.
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path, *words, **named)

    monkeypatch.setattr(builtins, "open", refuse)
    assert faults(small_site) == ["this file cannot be opened."]
