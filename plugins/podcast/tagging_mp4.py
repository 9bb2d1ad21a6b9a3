"""The tagged copy of an MP4: its streams as they were, with chapters and Apple's tags."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import mutagen.mp4
from av.container import InputContainer
from av.stream import Disposition, Stream

from plugins.podcast.chapters import FileChapter
from plugins.podcast.tagging import Tags

if TYPE_CHECKING:
    from av.container.core import Chapter  # It is only in PyAV's types.

mp4: Any = mutagen.mp4  # It knows no types.
PODCAST = 21  # the kind of media, as Apple numbers them
MILLISECOND = Fraction(1, 1000)
FORMATS = {".m4a": "ipod", ".m4v": "ipod"}  # as Apple's programs write them


def write_mp4(source: Path, target: Path, tags: Tags, *, only_sound: bool = False) -> None:
    """Write the tagged copy; with `only_sound`, a film's sound alone."""
    _copy(source, target, tags, only_sound=only_sound)
    _write_tags(target, tags)


def _copy(source: Path, target: Path, tags: Tags, *, only_sound: bool) -> None:
    """Copy the streams, packet by packet: what else is in the file stays behind."""
    # The table of contents comes first, so that a player can begin before it has the whole file.
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    form = FORMATS.get(target.suffix, "mp4")
    with (
        av.open(str(source), metadata_errors="replace") as given,
        av.open(str(target), "w", form, options=options) as made,
    ):
        streams = _streams(given, only_sound=only_sound)
        copies = {one.index: made.add_stream_from_template(one) for one in streams}
        made.set_chapters(_chapters(tags.chapters, tags.seconds))
        for packet in given.demux(streams):
            if packet.dts is not None:
                packet.stream = copies[packet.stream.index]
                made.mux(packet)


def _streams(given: InputContainer, *, only_sound: bool) -> list[Stream]:
    films = [one for one in given.streams.video if not one.disposition & Disposition.attached_pic]
    return [*([] if only_sound else films), *given.streams.audio]


def _chapters(chapters: Sequence[FileChapter], seconds: float) -> list[Chapter]:
    """Return chapters as FFmpeg writes them: Nero's table, and QuickTime's track of texts.

    Neither can hold one that is not shown, and so those stay out.
    """
    shown = [chapter for chapter in chapters if not chapter.hidden]
    ends = [*(chapter.start for chapter in shown[1:]), *([seconds] if shown else [])]
    return [
        {
            "id": number,
            "start": round(chapter.start * 1000),
            "end": round(max(end, chapter.start) * 1000),
            "time_base": MILLISECOND,
            "metadata": {"title": chapter.title},
        }
        for number, (chapter, end) in enumerate(zip(shown, ends, strict=True))
    ]


def _write_tags(file: Path, tags: Tags) -> None:
    made = mp4.MP4(str(file))
    made.delete()
    people = [f"{name} ({part})" for part, name in tags.people]
    texts = {
        "\xa9nam": tags.title,
        "\xa9alb": tags.show,
        "\xa9ART": tags.author,
        "aART": tags.author,
        "\xa9day": tags.date.isoformat(),
        "\xa9gen": "Podcast",
        "desc": tags.summary,
        "ldes": tags.summary,
        "\xa9cmt": ", ".join(people),
        "\xa9lyr": tags.words,
        "cprt": tags.copyright,
        "tvsh": tags.show,
        "purl": tags.feed,
        "egid": tags.guid,
    }
    for name, text in texts.items():
        if text:
            made[name] = [text]
    made["pcst"] = True
    made["stik"] = [PODCAST]
    if tags.season:
        made["tvsn"] = [tags.season]
        made["disk"] = [(tags.season, 0)]
    if tags.episode:
        made["tves"] = [tags.episode]
        made["trkn"] = [(tags.episode, 0)]
    # There is no atom of Apple's for these; other programs write them under these names.
    free = {"LICENSE": tags.licence, "WWW": tags.page, "LANGUAGE": tags.language}
    for name, text in free.items():
        if text:
            made[f"----:com.apple.iTunes:{name}"] = [text.encode()]
    if tags.cover:
        made["covr"] = [mp4.MP4Cover(tags.cover, mp4.MP4Cover.FORMAT_JPEG)]
    made.save(padding=lambda _: 0)
