"""The tagged copy of an MP3: its sound frame by frame as it was, after ID3 2.3 tags of our own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import mutagen.id3

from plugins.catalogue.media_id3 import HEAD, language_code, link, said_in, tag_bytes
from plugins.podcast.chapters import FileChapter
from plugins.podcast.tagging import Tags

id3: Any = mutagen.id3  # It knows no types.
UTF_8 = 3
FRONT_COVER = 3


def write_mp3(source: Path, target: Path, tags: Tags, *, lacks_header: bool) -> None:
    """Write the tagged copy; with a header of its length, where the source has none."""
    sound = _sound_with_header(source) if lacks_header else _sound(source)
    target.write_bytes(tag_bytes(_frames(tags)) + sound)


def _sound(file: Path) -> bytes:
    """Return an MP3 without any tag, frame by frame as it was."""
    data = file.read_bytes()
    return data[_sound_begins(data) : _sound_ends(data)]


def _sound_with_header(file: Path) -> bytes:
    """Return an MP3 without any tag, with a first frame that says how long it is."""
    made = io.BytesIO()
    options = {"id3v2_version": "0", "write_xing": "1", "fflags": "bitexact"}
    with (
        av.open(str(file), metadata_errors="replace") as source,
        av.open(made, "w", format="mp3", options=options) as target,
    ):
        (sound,) = source.streams.audio[:1]
        stream = target.add_stream_from_template(sound)
        for packet in source.demux(sound):
            if packet.size:
                packet.stream = stream
                target.mux(packet)
    return made.getvalue()


def _frames(tags: Tags) -> Iterator[Any]:
    texts = {
        "TIT2": tags.title,
        "TALB": tags.show,
        "TPE1": tags.author,
        "TPE2": tags.author,
        "TDRC": tags.date.isoformat(),
        "TRCK": str(tags.episode or ""),
        "TPOS": str(tags.season or ""),
        "TCON": "Podcast",
        "TLAN": language_code(tags.language),
        "TLEN": str(round(tags.seconds * 1000)),
        "TCOP": tags.copyright,
        # Apple's own, by which a player knows a podcast.
        "TGID": tags.guid,
        "TDES": tags.summary,
    }
    for name, text in texts.items():
        if text:
            yield getattr(id3, name)(encoding=UTF_8, text=text)
    spoken = said_in(tags.language)
    yield id3.PCST(value=1)
    yield id3.WFED(url=link(tags.feed))
    yield id3.WOAF(url=link(tags.page))
    if tags.licence:
        yield id3.WCOP(url=link(tags.licence))
    if tags.people:
        yield id3.TIPL(encoding=UTF_8, people=[list(person) for person in tags.people])
    yield id3.COMM(encoding=UTF_8, desc="", text=tags.summary, **spoken)
    if tags.words:
        yield id3.USLT(encoding=UTF_8, desc="", text=tags.words, **spoken)
    yield from _chapters(tags.chapters, tags.seconds)
    if tags.cover:
        yield _picture(tags.cover, FRONT_COVER)


def _chapters(chapters: tuple[FileChapter, ...], seconds: float) -> Iterator[Any]:
    """Yield the frames of chapters and of their table: ID3v2 Chapter Frame Addendum."""
    if not chapters:
        return
    names = [f"chp{number:04}" for number in range(len(chapters))]
    listed = [name for name, one in zip(names, chapters, strict=True) if not one.hidden]
    flags = id3.CTOCFlags.TOP_LEVEL | id3.CTOCFlags.ORDERED
    yield id3.CTOC(element_id="toc", flags=flags, child_element_ids=listed, sub_frames=[])
    ends = [*(chapter.start for chapter in chapters[1:]), seconds]
    for name, chapter, end in zip(names, chapters, ends, strict=True):
        parts = [id3.TIT2(encoding=UTF_8, text=chapter.title)] if chapter.title else []
        if chapter.url:
            parts.append(id3.WXXX(encoding=UTF_8, desc="", url=link(chapter.url)))
        if chapter.picture:
            parts.append(_picture(chapter.picture, 0))
        yield id3.CHAP(
            element_id=name,
            start_time=round(chapter.start * 1000),
            end_time=round(max(end, chapter.start) * 1000),
            sub_frames=parts,
        )


def _picture(data: bytes, kind: int) -> Any:  # noqa: ANN401 - mutagen knows no types
    media_type = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
    return id3.APIC(encoding=0, mime=media_type, type=kind, desc="", data=data)


def _sound_begins(data: bytes) -> int:
    at = 0
    while data[at : at + 3] == b"ID3":  # Some programs put one tag before another.
        a, b, c, d = data[at + 6 : at + HEAD]
        at += HEAD + (a << 21 | b << 14 | c << 7 | d)
        at += HEAD if data[at : at + 3] == b"3DI" else 0
    return at


def _sound_ends(data: bytes) -> int:
    """Return where the tags after the sound begin: ID3v1, Lyrics3 and APEv2 may follow it."""
    end = len(data)
    while True:
        before = end
        if data[end - 128 : end - 125] == b"TAG":
            end -= 128
        if data[end - 9 : end] == b"LYRICS200" and data[end - 15 : end - 9].isdigit():
            end -= 15 + int(data[end - 15 : end - 9])
        if data[end - 32 : end - 24] == b"APETAGEX":
            size, flags = (int.from_bytes(data[end - n : end - n + 4], "little") for n in (20, 12))
            end -= size + (32 if flags >> 31 else 0)
        if end == before:
            return end
