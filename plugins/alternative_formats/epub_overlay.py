"""When each sentence is read: SMIL, by which a reader highlights what it speaks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from plugins.alternative_formats.markup_options import EPUB, root, sentence_anchor
from plugins.alternative_formats.sentences import Sentence
from plugins.alternative_formats.speech import Narration

SMIL = "http://www.w3.org/ns/SMIL"


@dataclass(frozen=True, slots=True)
class Clip:
    """What is heard while one element is highlighted, in milliseconds of the recording."""

    anchor: str
    start: int
    end: int


def clips_of(
    narration: Narration, sentences: Sequence[Sentence], anchors: Collection[str]
) -> list[Clip]:
    """Return one clip for each element that is read, in the order of reading, without gaps.

    `anchors` are the ids that pages have. A pause belongs to what was said before it; words that
    stand nowhere, such as the head of a column said again, belong to what follows them.
    """
    anchor_of = _anchors(sentences, anchors)
    begun: list[tuple[str, int]] = []
    free: int | None = None  # since when something is said that stands nowhere
    end = 0
    for name, start, stop in narration.times:
        end = _milliseconds(stop)
        anchor = anchor_of.get(name)
        since = _milliseconds(start) if free is None else free
        free = since if anchor is None else None
        if anchor is not None and not (begun and begun[-1][0] == anchor):
            begun.append((anchor, since))
    edges = [*(start for _, start in begun), end]
    spans = zip(begun, pairwise(edges), strict=True)
    return [Clip(anchor, start, stop) for (anchor, _), (start, stop) in spans if start < stop]


def _anchors(sentences: Sequence[Sentence], anchors: Collection[str]) -> Mapping[str, str]:
    """Return the element of each sentence; a picture stands for all that its alt text says."""
    found: dict[str, str] = {}
    of_line: dict[int | None, str] = {}
    for sentence in sentences:
        own = sentence_anchor(sentence.id)
        if own in anchors:
            of_line[sentence.line] = found[sentence.id] = own
        elif sentence.line in of_line:
            found[sentence.id] = of_line[sentence.line]
    return found


def overlay(page: str, clips: Sequence[Clip], sound: str) -> bytes:
    """Return the SMIL of one page."""
    whole = root(SMIL, "smil", epub=EPUB)
    whole.set("version", "3.0")
    body = etree.SubElement(whole, f"{{{SMIL}}}body")
    body.set(f"{{{EPUB}}}textref", page)
    for clip in clips:
        both = etree.SubElement(body, f"{{{SMIL}}}par")
        etree.SubElement(both, f"{{{SMIL}}}text", src=f"{page}#{clip.anchor}")
        etree.SubElement(
            both,
            f"{{{SMIL}}}audio",
            src=sound,
            clipBegin=clock(clip.start),
            clipEnd=clock(clip.end),
        )
    return etree.tostring(whole, xml_declaration=True, encoding="UTF-8")


def length(clips: Sequence[Clip]) -> int:
    """Return how long clips are together, in milliseconds."""
    return sum(clip.end - clip.start for clip in clips)


def clock(milliseconds: int) -> str:
    """Return a time as SMIL writes it."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
