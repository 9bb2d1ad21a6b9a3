"""The reading of a document, cut to the pages of its EPUB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from plugins.alternative_formats.epub_archive import Part
from plugins.alternative_formats.epub_overlay import clips_of, length, overlay
from plugins.alternative_formats.sentences import Sentence
from plugins.alternative_formats.speech import Narration

SMIL_TYPE = "application/smil+xml"
SOUND = "speech.mp3"


@dataclass(frozen=True, kw_only=True)
class Recording:
    """What goes with the pages: SMILs, and the sound that they point into."""

    overlays: Mapping[str, Part]  # by the name of their page
    lengths: Mapping[str, int]  # of each SMIL, in milliseconds
    sound: Part
    narration: Narration

    def parts(self) -> list[Part]:
        """Return every file of it."""
        return [*self.overlays.values(), self.sound]


def recording_of(
    narration: Narration, sentences: Sequence[Sentence], pages: Mapping[str, etree._Element]
) -> Recording | None:
    """Return the reading of these pages; None where it says none of their sentences."""
    ids = {name: [str(place.get("id")) for place in page.iter()] for name, page in pages.items()}
    page_of = {anchor: name for name, anchors in ids.items() for anchor in anchors}
    overlays: dict[str, Part] = {}
    lengths: dict[str, int] = {}
    clips = clips_of(narration, sentences, page_of)
    for page in pages:
        heard = [clip for clip in clips if page_of[clip.anchor] == page]
        if heard:
            name = page.replace(".xhtml", ".smil")
            data = overlay(page, heard, SOUND)
            overlays[page] = Part(name=name, media_type=SMIL_TYPE, data=data)
            lengths[name] = length(heard)
    if not overlays:
        return None
    sound = Part(name=SOUND, media_type="audio/mpeg", data=narration.mp3)
    return Recording(overlays=overlays, lengths=lengths, sound=sound, narration=narration)
