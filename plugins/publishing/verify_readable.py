"""Everything that can be read in a published file, however it is packed, set or tagged.

Braille is not read back here: it is made of the same documents as the other formats, and stands
at the same addresses. Typefaces hold no words of ours.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

import brotli
import pikepdf
import pypdfium2
from PIL import Image, UnidentifiedImageError

Text = tuple[str, str]  # where inside of the file, "" for the file itself; and what stands there

MARKUP = frozenset(
    {".html", ".htm", ".xhtml", ".xml", ".svg", ".opf", ".ncx", ".opml", ".smil", ".rels"}
)
PLAIN = frozenset({".css", ".csv", ".js", ".mjs", ".md", ".srt", ".txt", ".vtt", ".yaml", ".yml"})
DATA = frozenset({".json", ".webmanifest"})
RECORDINGS = frozenset({".m4a", ".m4v", ".mp3", ".mp4", ".webm"})
PICTURES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"})
UNREAD = frozenset({".brf", ".otf", ".pef", ".ttf", ".wasm", ".woff", ".woff2"})
INDEX = frozenset({".pf_filter", ".pf_index", ".pf_meta"})
TAG = re.compile(r"<[^<>]*>")
REMARK = re.compile(r"<!--(.*?)-->", re.DOTALL)
ATTRIBUTE = re.compile(r"""=\s*(?:"([^"<>]*)"|'([^'<>]*)')""")
WRITTEN = re.compile(rb"[ -~]{12,}")  # What is shorter is chance in packed bytes.
WIDE = (re.compile(rb"(?:[ -~]\0){6,}"), re.compile(rb"(?:\0[ -~]){6,}"))
ENDS = 262_144  # bytes at either end of a recording, where its tags are
START = 16_384  # of which tags in two-byte letters may be read
DEEPEST = 4  # archives in one another
LARGEST = 200_000_000  # bytes that an archive's part may have unpacked


def readable(data: bytes, name: str, level: int = 0) -> Iterator[Text]:
    """Yield the texts of a file."""
    suffix = PurePosixPath(name).suffix.lower()
    if level > DEEPEST or suffix in UNREAD:
        return
    if data[:2] == b"\x1f\x8b":
        yield from readable(gzip.decompress(data), name.removesuffix(".gz"), level + 1)
    elif suffix == ".br":
        yield from readable(brotli.decompress(data), name.removesuffix(".br"), level + 1)
    elif data[:4] == b"PK\x03\x04":
        yield from _of_archive(data, level)
    elif data[:4] == b"%PDF":
        yield from _of_pdf(data)
    else:
        for text in READERS.get(suffix, _of_bytes)(data):
            yield "", text


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _of_markup(data: bytes) -> Iterator[str]:
    """Yield words and values of attributes; feeds hold markup that is escaped once more."""
    source = _decoded(data).replace("<![CDATA[", " ").replace("]]>", " ")
    yield from REMARK.findall(source)
    plain = html.unescape(TAG.sub(" ", source))
    yield plain
    yield " \n".join(html.unescape(a or b) for a, b in ATTRIBUTE.findall(source))
    if "<" in plain:
        yield html.unescape(TAG.sub(" ", plain))


def _of_plain(data: bytes) -> Iterator[str]:
    yield _decoded(data)


def _of_calendar(data: bytes) -> Iterator[str]:
    # RFC 5545, 3.1: long lines are folded.
    yield re.sub(r"\r?\n[ \t]", "", _decoded(data)).replace("\\n", " ").replace("\\", "")


def _of_data(data: bytes) -> Iterator[str]:
    text = _decoded(data)
    if "\\" in text:
        try:
            text = json.dumps(json.loads(text), ensure_ascii=False)
        except ValueError:
            yield text
        text = text.replace("\\n", " ").replace("\\", "")
    yield text
    if "<" in text:
        yield html.unescape(TAG.sub(" ", text))


def _of_fragment(data: bytes) -> Iterator[str]:
    yield from _of_data(data.removeprefix(b"pagefind_dcd"))


def _of_index(data: bytes) -> Iterator[str]:
    """Yield the words of Pagefind's index: the texts of CBOR (RFC 8949), head after head."""
    at, found = len(b"pagefind_dcd"), []
    while at < len(data):
        kind, size = data[at] >> 5, data[at] & 31
        at += 1
        more = {24: 1, 25: 2, 26: 4, 27: 8}.get(size, 0)
        number = int.from_bytes(data[at : at + more]) if more else size
        at += more
        if kind in {2, 3} and size <= 27:  # noqa: PLR2004 - a string of known length
            found.append(_decoded(data[at : at + number]))
            at += number
    yield "\n".join(found)


def _of_picture(data: bytes) -> Iterator[str]:
    yield from _of_bytes(data)
    try:
        with Image.open(io.BytesIO(data)) as image:
            told = [*image.info.items(), *image.getexif().items()]
    except (UnidentifiedImageError, OSError, ValueError):
        return
    for _, value in told:
        if isinstance(value, bytes):
            yield from (value.decode(code, "ignore") for code in ("utf-8", "utf-16-le"))
        elif isinstance(value, str):
            yield value


def _of_bytes(data: bytes) -> Iterator[str]:
    """Yield what is written between other bytes, like remarks of pictures."""
    yield "\n".join(one.decode("ascii") for one in WRITTEN.findall(data))


def _of_recording(data: bytes) -> Iterator[str]:
    """Yield what its tags hold. The sound between them has no words that could be searched for."""
    ends = data if len(data) < 2 * ENDS else data[:ENDS] + data[-ENDS:]
    yield from _of_bytes(ends)
    for wide in WIDE:
        found = wide.findall(data[:START] + data[-START:])
        yield "\n".join(one.replace(b"\0", b"").decode("ascii") for one in found)


def _of_archive(data: bytes, level: int) -> Iterator[Text]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield "", _decoded(archive.comment)
        for entry in archive.infolist():
            yield entry.filename, f"{entry.filename} {_decoded(entry.comment + entry.extra)}"
            if entry.file_size <= LARGEST:
                for within, text in readable(archive.read(entry), entry.filename, level + 1):
                    yield within or entry.filename, text


def _of_pdf(data: bytes) -> Iterator[Text]:
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            yield "its properties", "\n".join(_strings(document))
        read = pypdfium2.PdfDocument(data)
    except (pikepdf.PdfError, pypdfium2.PdfiumError, zlib.error):
        yield from (("", text) for text in _of_bytes(data))
        return
    for number, page in enumerate(read, start=1):
        yield f"page {number}", page.get_textpage().get_text_bounded()
    read.close()


def _strings(document: pikepdf.Pdf) -> Iterator[str]:
    """Yield what stands beside the pages: titles, descriptions of pictures, bookmarks."""
    for thing in document.objects:
        if isinstance(thing, pikepdf.Stream):
            if str(thing.get("/Type")) == "/Metadata":
                yield from _of_markup(thing.read_bytes())
        elif isinstance(thing, pikepdf.Dictionary):
            yield from (str(value) for value in thing.values() if isinstance(value, pikepdf.String))


def _for_each(suffixes: frozenset[str], reader: _Reader) -> dict[str, _Reader]:
    return dict.fromkeys(suffixes, reader)


_Reader = Callable[[bytes], Iterator[str]]
READERS: Mapping[str, _Reader] = {
    **_for_each(MARKUP, _of_markup),
    **_for_each(PLAIN, _of_plain),
    **_for_each(DATA, _of_data),
    **_for_each(PICTURES, _of_picture),
    **_for_each(RECORDINGS, _of_recording),
    **_for_each(INDEX, _of_index),
    ".ics": _of_calendar,
    ".pf_fragment": _of_fragment,
}
