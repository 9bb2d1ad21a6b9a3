"""Transcripts as they are read."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.nhs_theme.speech import Turn, turns


@dataclass(frozen=True)
class Cue:
    """One caption."""

    start: float
    speaker: str | None
    text: str


def test_captions_of_one_speaker_become_one_paragraph() -> None:
    cues = [Cue(0, "Rosa", "I looked after"), Cue(4, None, "my father."), Cue(8, "Ella", "Yes.")]
    assert turns(cues) == (
        Turn(0, "Rosa", "I looked after my father."),
        Turn(8, "Ella", "Yes."),
    )


def test_a_long_speech_is_cut_without_saying_the_name_again() -> None:
    cues = [Cue(0, "Rosa", "First."), Cue(61, "Rosa", "Then."), Cue(65, "Rosa", "So.")]
    assert turns(cues) == (
        Turn(0, "Rosa", "First."),
        Turn(61, "Rosa", "Then. So.", continues=True),
    )


def test_a_recording_without_words_has_no_paragraphs() -> None:
    assert turns([]) == ()
