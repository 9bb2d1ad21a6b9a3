"""Everything that can be read in a published file, however it is packed, set or written."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import mutagen
import pikepdf
import pypdfium2
from lxml import etree

from plugins.alternative_formats.brf import CHARACTERS
from tests.alternative_formats.braille_reader import back

CELLS = {letter: chr(code) for code, letter in CHARACTERS.items()}
# Words that lines divide are marked so in our braille, and with a hyphen elsewhere.
DIVIDED = re.compile("[⠐⠤]\n")
UEB = "en-ueb-g2.ctb"


def holds(path: Path, word: str) -> bool:
    """Tell whether a word stands anywhere in a file, in whatever letters and encoding."""
    wanted = word.casefold()
    ways = [wanted.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    parts = readable(path.read_bytes(), path.name)
    return any(way in part.lower() for part in parts for way in ways)


def readable(data: bytes, name: str) -> Iterator[bytes]:
    """Yield a file's bytes, and what is packed, set or tagged in it."""
    yield data
    suffix = PurePosixPath(name).suffix
    if data[:2] == b"\x1f\x8b":
        yield from readable(gzip.decompress(data), name.removesuffix(".gz"))
    elif suffix in {".epub", ".zip"}:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield entry.filename.encode() + b" " + entry.comment + entry.extra
                yield from readable(archive.read(entry), entry.filename)
    elif suffix == ".pdf" and data[:4] == b"%PDF":
        yield from _of_pdf(data)
    elif suffix in {".mp3", ".m4a", ".mp4"}:
        tags = mutagen.File(io.BytesIO(data))
        if tags is not None and tags.tags:
            yield str(tags.tags.pprint()).encode()
    elif suffix == ".brf":
        rows = data.decode("ascii").replace("\f", "").replace("\r\n", "\n")
        yield _read("".join(CELLS.get(letter, letter) for letter in rows))
    elif suffix == ".pef":
        found = etree.fromstring(data).iter("{*}row")
        yield _read("\n".join(row.text or "" for row in found))


def _of_pdf(data: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(data)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream):
                # A picture's samples are what is seen; a JPEG's own bytes are its comments too.
                yield thing.read_raw_bytes()
                if "/Filter" not in thing or str(thing.Filter) == "/FlateDecode":
                    yield thing.read_bytes()
            else:
                yield str(thing).encode()
    read = pypdfium2.PdfDocument(data)
    for page in read:
        yield page.get_textpage().get_text_bounded().encode()
    read.close()


def _read(cells: str) -> bytes:
    """Return the words of cells: by the table of English, and cell by cell in other languages."""
    rows = DIVIDED.sub("", cells).replace("\u2800", " ")
    return "\n".join(back(row, UEB) for row in rows.split("\n") if row.strip()).encode()
