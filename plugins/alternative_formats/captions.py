"""When each sentence is said, as WebVTT: the page highlights it, and players show it."""

from __future__ import annotations

import html
from collections.abc import Iterator

from plugins.alternative_formats import speech_format, voice
from plugins.alternative_formats.document import Document
from plugins.alternative_formats.format import AlternativeFormat, Commission
from plugins.alternative_formats.sentences import sentences
from plugins.alternative_formats.speech import Narration, unpack
from plugins.catalogue.site_formats import FormatSettings


def render(commission: Commission) -> bytes:
    """Return the cues; the name of each is its sentence's."""
    narration = unpack(commission.made["speech"])
    return "".join(("WEBVTT\n", *_cues(commission.document, narration))).encode()


def _cues(document: Document, narration: Narration) -> Iterator[str]:
    text = {one.id: one.text for one in sentences(document)}
    for name, start, end in narration.times:
        # An arrow or an angle bracket would be read as markup: WebVTT, 4.2.2.
        words = html.escape(" ".join(text[name].split()), quote=False)
        yield f"\n{name}\n{clock(start)} --> {clock(end)}\n{words}\n"


def clock(seconds: float) -> str:
    """Return a time as WebVTT writes it: "00:01:05.000"."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"


def suits(document: Document) -> bool:
    """Say whether somebody knows when which sentence is read."""
    reading = document.read_aloud
    return speech_format.suits(document) and (reading is None or reading.captions is not None)


def recipe(settings: FormatSettings) -> str:
    """Return what changes the file beside the document."""
    return f"vtt 1 {speech_format.recipe(settings)}"


FORMAT = AlternativeFormat(
    name="vtt",
    suffix=".vtt",
    media_type="text/vtt",
    use="audio",
    recipe=recipe,
    render=render,
    needs=("speech",),
    suits=suits,
    gap=voice.gap,
    missing_tool=voice.missing_tool,
)
