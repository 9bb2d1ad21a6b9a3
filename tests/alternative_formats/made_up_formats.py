"""Formats that cost nothing to make, under the true names: a registry to test the engine with.

What stands in the environment changes them: SLOW is how many seconds each takes, BROKEN the title
of a document that breaks the EPUB, LACKING a format whose tool is not there, RECIPE a part of
every recipe.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import partial

from plugins.alternative_formats import registry
from plugins.alternative_formats.document import Document, words_of
from plugins.alternative_formats.format import (
    AlternativeFormat,
    Commission,
    Gap,
    MissingTool,
    Uncarried,
)
from plugins.catalogue.site_formats import FormatSettings

FRAME = b"\xff\xfb\x90\x64" + bytes(413)  # 1/38 of a second of nothing, in MPEG-1 layer III
CHOICES = registry.CHOICES
UNKNOWN = "☃"  # The snowman is in none of our typefaces.


class VoicelessError(Exception):
    """The machine's fault, in plain words."""

    exitcode = 2


def text(commission: Commission) -> bytes:
    """Return a document's words, and its address."""
    time.sleep(float(os.environ.get("SLOW", "0")))
    document = commission.document
    print("A library writes to the standard output.")  # noqa: T201 - as some do
    lines = (words_of(line) for line in document.lines())
    return "\n".join([document.address, *lines]).encode()


def book(commission: Commission) -> bytes:
    """Return the words, and how long the speech is that goes with them."""
    if commission.document.title == os.environ.get("BROKEN"):
        raise ValueError("This document breaks the program.")
    if os.environ.get("VOICELESS"):
        raise VoicelessError("This machine has no voice.\n    Install one.")
    speech = commission.made.get("speech")
    return text(commission) + (b" with speech" if speech else b" without speech")


def sound(commission: Commission) -> bytes:
    """Return a frame for each line."""
    time.sleep(float(os.environ.get("SLOW", "0")))
    return FRAME * max(38, len(list(commission.document.lines())))


def spoken(commission: Commission) -> bytes:
    """Return the speech as it is."""
    return commission.made["speech"]


def cues(commission: Commission) -> bytes:
    """Return one cue for as long as there is speech."""
    assert commission.made["speech"]
    return b"WEBVTT\n\n00:00.000 --> 00:00.500\n" + text(commission).splitlines()[1] + b"\n"


def gap(document: Document, settings: FormatSettings) -> Gap | None:
    """Say which languages have no voice."""
    del settings
    return "voice" if document.language == "so" else None


def uncarried(document: Document, settings: FormatSettings) -> Iterator[Uncarried]:
    """Say where a snowman stands."""
    del settings
    for line in document.lines():
        if UNKNOWN in words_of(line):
            yield Uncarried(near=words_of(line), fault="there is a snowman.", remedy="Let it melt.")


def recipe(settings: FormatSettings) -> str:
    """Name what changes the bytes but the document."""
    del settings
    return f"1 {os.environ.get('RECIPE', '')}"


def lacks(name: str, settings: FormatSettings) -> MissingTool | None:
    """Say whether a format's tool is missing."""
    del settings
    if os.environ.get("LACKING") != name:
        return None
    return MissingTool(name="libpaper", remedy="Install it: apt install libpaper1")


PDF = AlternativeFormat(
    name="pdf", suffix=".pdf", media_type="application/pdf", use="print", recipe=recipe,
    render=text, uncarried=uncarried, missing_tool=partial(lacks, "pdf"),
)  # fmt: skip
EPUB_BOOK = AlternativeFormat(
    name="epub", suffix=".epub", media_type="application/epub+zip", use="print", recipe=recipe,
    render=book, needs=("speech",),
)  # fmt: skip
BRF = AlternativeFormat(
    name="brf", suffix=".brf", media_type="application/x-brf", use="print", recipe=recipe,
    render=text,
)  # fmt: skip
SPEECH = AlternativeFormat(
    name="speech", suffix="", media_type="application/octet-stream", use="audio", recipe=recipe,
    render=sound, gap=gap, suits=lambda document: document.kind != "podcasts",
)  # fmt: skip
MP3 = AlternativeFormat(
    name="mp3", suffix=".mp3", media_type="audio/mpeg", use="audio", recipe=recipe, render=spoken,
    needs=("speech",), gap=gap, suits=SPEECH.suits,
)  # fmt: skip
VTT = AlternativeFormat(
    name="vtt", suffix=".vtt", media_type="text/vtt", use="audio", recipe=recipe, render=cues,
    needs=("speech",), gap=gap, suits=SPEECH.suits,
)  # fmt: skip
TXT = AlternativeFormat(
    name="txt", suffix=".txt", media_type="text/plain", use="website", recipe=recipe, render=text,
)  # fmt: skip

FORMATS = (PDF, EPUB_BOOK, BRF, SPEECH, MP3, VTT, TXT)
