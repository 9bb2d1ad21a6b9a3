"""What an EPUB says of its accessibility, by which readers find the books that they can use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


@dataclass(frozen=True, kw_only=True)
class Access:
    """By which senses a book can be read, and what helps."""

    pictures: bool  # some that are more than decoration
    sound: bool  # its words are read aloud
    by_computer: bool = False  # by a computer's voice

    def properties(self) -> Iterator[tuple[str, str]]:
        """Yield names and values of metadata, by EPUB Accessibility 1.1 and schema.org."""
        yield "dcterms:conformsTo", CONFORMS
        for name, values in (
            ("accessMode", self._modes()),
            ("accessModeSufficient", self._sufficient()),
            ("accessibilityFeature", self._features()),
            ("accessibilityHazard", iter(("none",))),
        ):
            yield from ((f"schema:{name}", value) for value in values)

    def summary(self) -> str:
        """Return the same in plain English."""
        return " ".join(self._sentences())

    def _modes(self) -> Iterator[str]:
        yield "textual"
        if self.pictures:
            yield "visual"
        if self.sound:
            yield "auditory"

    def _sufficient(self) -> Iterator[str]:
        """Yield what is enough by itself: the words are, for every picture is described."""
        yield "textual"
        if self.pictures:
            yield "textual,visual"
        if self.sound:
            yield "auditory"

    def _features(self) -> Iterator[str]:
        yield from ("displayTransformability", "readingOrder", "structuralNavigation")
        yield from ("tableOfContents", "ARIA", "unlocked")
        if self.pictures:
            yield "alternativeText"
        if self.sound:
            yield "synchronizedAudioText"

    def _sentences(self) -> Iterator[str]:
        yield "The words can be made larger, recoloured and read aloud by any reading program."
        yield "Headings and the contents lead to each part."
        if self.pictures:
            yield "Every picture that tells something is described in words."
        if self.sound:
            voice = "A computer's voice" if self.by_computer else "A person"
            yield f"{voice} reads all of it, and each sentence is highlighted while it is read."
