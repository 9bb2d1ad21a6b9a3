"""Transcripts as they are read."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.nhs_theme.speech import Line, lines


@dataclass(frozen=True)
class Cue:
    """One caption."""

    start: float
    speaker: str | None
    text: str


def test_a_speakers_name_stands_where_they_begin() -> None:
    cues = [Cue(0, "Rosa", "I looked after"), Cue(4, None, "my father."), Cue(8, "Ella", "Yes.")]
    assert lines(cues) == (
        Line("t-0", 0, "Rosa", "I looked after"),
        Line("t-4", 4, None, "my father."),
        Line("t-8", 8, "Ella", "Yes."),
    )


def test_a_name_is_not_said_again_while_one_person_speaks() -> None:
    cues = [Cue(0, "Rosa", "First."), Cue(5, None, "Then."), Cue(9, "Rosa", "So.")]
    assert [line.speaker for line in lines(cues)] == ["Rosa", None, None]


def test_lines_of_one_second_have_addresses_of_their_own() -> None:
    cues = [Cue(754.2, "Rosa", "No."), Cue(754.9, "Ella", "Yes."), Cue(755, "Rosa", "No.")]
    assert [line.anchor for line in lines(cues)] == ["t-754", "t-754-2", "t-755"]


def test_a_recording_without_words_has_no_lines() -> None:
    assert lines([]) == ()
