"""An item to listen to: an MP3 with its title, its publisher and its parts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from plugins.alternative_formats import speech_format, voice
from plugins.alternative_formats.audio_tags import Chapter, Tags, tag_of
from plugins.alternative_formats.document import Document, Heading, words_of
from plugins.alternative_formats.format import AlternativeFormat, Commission
from plugins.alternative_formats.sentences import sentences
from plugins.alternative_formats.speech import Narration, unpack
from plugins.catalogue.site_formats import FormatSettings

BY_COMPUTER = "Computer voice"
PART = 2  # the level of headings that begin a chapter


def render(commission: Commission) -> bytes:
    """Return tags and sound."""
    narration = unpack(commission.made["speech"])
    return tag_of(_tags(commission.document, narration)) + narration.mp3


def _tags(document: Document, narration: Narration) -> Tags:
    return Tags(
        title=document.title,
        artist=document.publisher,
        album=document.section,
        issued=document.issued,
        language=document.language,
        comment=BY_COMPUTER if narration.by_computer else f"Read by {narration.reader}",
        address=document.address,
        seconds=narration.seconds,
        chapters=tuple(chapters(document, narration)),
    )


def chapters(document: Document, narration: Narration) -> Iterator[Chapter]:
    """Yield the parts of the sound: the first from its beginning, then one a heading."""
    starts = {name: start for name, start, _ in narration.times}
    first = {one.line: one.id for one in reversed(sentences(document))}
    known = [
        (title, starts[first[line]])
        for line, title in _headings(document)
        if first.get(line) in starts
    ]
    if not known:
        return
    for (title, start), (_, end) in pairwise(
        [(document.title, 0.0), *known, ("", narration.seconds)]
    ):
        yield Chapter(title, start, end)


def _headings(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of each heading that begins a part."""
    line = 1  # after the title
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == PART:
            yield line, words_of(block.words)
        line += sum(1 for _ in block.lines())


def recipe(settings: FormatSettings) -> str:
    """Return what changes the file beside the document."""
    return f"mp3 1 {speech_format.recipe(settings)}"


FORMAT = AlternativeFormat(
    name="mp3",
    suffix=".mp3",
    media_type="audio/mpeg",
    use="audio",
    recipe=recipe,
    render=render,
    needs=("speech",),
    suits=speech_format.suits,
    gap=voice.gap,
    missing_tool=voice.missing_tool,
)
