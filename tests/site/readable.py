"""Everything that can be read in a published file, however it is packed, set or written."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import mutagen
from lxml import etree

from plugins.alternative_formats.brf import CHARACTERS
from plugins.publishing.verify_readable import readable as everything
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
    """Yield a file's bytes, and what is packed, set or tagged in it, braille read back too."""
    yield data
    yield from (f"{within} {text}".encode() for within, text in everything(data, name))
    suffix = PurePosixPath(name).suffix
    if suffix in {".mp3", ".m4a", ".mp4"}:
        tags = mutagen.File(io.BytesIO(data))
        if tags is not None and tags.tags:
            yield str(tags.tags.pprint()).encode()
    elif suffix == ".brf":
        rows = data.decode("ascii").replace("\f", "").replace("\r\n", "\n")
        yield _read("".join(CELLS.get(letter, letter) for letter in rows))
    elif suffix == ".pef":
        found = etree.fromstring(data).iter("{*}row")
        yield _read("\n".join(row.text or "" for row in found))


def _read(cells: str) -> bytes:
    """Return the words of cells: by the table of English, and cell by cell in other languages."""
    rows = DIVIDED.sub("", cells).replace("\u2800", " ")
    return "\n".join(back(row, UEB) for row in rows.split("\n") if row.strip()).encode()
