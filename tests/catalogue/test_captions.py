"""A transcript is read as browsers read it, and its faults are told by line."""

from __future__ import annotations

import pytest
import webvtt

from plugins.catalogue.captions import Cue, read_captions

GOOD = """\
\ufeffWEBVTT - Margaret Hollowfield's talk
Kind: captions

NOTE Her surname is Hollowfield

1
00:00.000 --> 00:02.000 align:start
<v Dr Asha Example>Blood pressure &lt; 140 &amp; <i>steady</i>.
How are you?

01:00:03.250 --> 01:00:04.000
<v.loud Margaret>Well!</v>
<v Dr Asha Example>Good.

STYLE
::cue { color: red }

01:00:05.000 --> 01:00:06.000
(Music)

NOTE the end: Hollowfield
"""


def test_cues_have_times_speakers_and_plain_words() -> None:
    transcript, problems = read_captions(GOOD.encode(), "a.vtt", 4000)
    assert not problems
    assert transcript is not None
    assert transcript.cues == (
        Cue(0, 2, "Dr Asha Example", "Blood pressure < 140 & steady. How are you?"),
        Cue(3603.25, 3604, "Margaret", "Well!"),
        Cue(3603.25, 3604, "Dr Asha Example", "Good."),
        Cue(3605, 3606, None, "(Music)"),
    )


def test_what_is_published_is_valid_and_without_the_editors_notes() -> None:
    transcript, _ = read_captions(GOOD.replace("\n", "\r\n").encode(), "a.vtt", None)
    assert transcript is not None
    published = transcript.published.decode()
    assert published.startswith("WEBVTT\n\n")
    assert "Hollowfield" not in published
    assert "NOTE" not in published
    assert "<v Dr Asha Example>" in published
    assert "align:start" in published
    assert len(webvtt.from_string(published, strict=True).captions) == 3
    again, problems = read_captions(transcript.published, "a.vtt", None)
    assert not problems
    assert again is not None
    assert again.published == transcript.published
    assert again.cues == transcript.cues


CUE = "00:01.000 --> 00:02.000\n"
TIMES = "Write it like 00:01:05.000 --> 00:01:09.500, with an empty line before it."
FAULTS = {
    "not vtt": ("Hello\n", ["1: this is not WebVTT."]),
    "empty": ("", ["1: this is not WebVTT."]),
    "only begins so": ("WEBVTTX\n\n" + CUE + "a", ["1: this is not WebVTT."]),
    "srt": ("1\n00:00:01,000 --> 00:00:02,000\na\n", ["1: this is SubRip (SRT), not WebVTT."]),
    "nothing said": ("WEBVTT\n\nNOTE later\n", ["1: the transcript has no words."]),
    "no empty line": ("WEBVTT\n" + CUE + "a\n", ["2: no empty line stands after the first line."]),
    "comma": (
        "WEBVTT\n\n00:01,000 --> 00:02,000\na\n\n" + CUE + "b\n",
        ['3: the times "00:01,000 --> 00:02,000" cannot be read.'],
    ),
    "short digits": (
        "WEBVTT\n\n0:01.000 --> 00:02.000\na\n\n" + CUE + "b\n",
        ['3: the times "0:01.000 --> 00:02.000" cannot be read.'],
    ),
    "thin arrow": (
        "WEBVTT\n\n" + CUE + "a\n\n00:03.000 -> 00:04.000\nb\n",
        ['6: "00:03.000 -> 00:04.000" has no times, and would never be shown.'],
    ),
    "two without a gap": (
        "WEBVTT\n\n" + CUE + "a\n00:03.000 --> 00:04.000\nb\n",
        [
            '5: the times "00:03.000 --> 00:04.000" cannot be read.',
            "1: the transcript has no words.",
        ],
    ),
    "silent": ("WEBVTT\n\n" + CUE + "\n", ["3: these times have no words."]),
    "backwards": (
        "WEBVTT\n\n00:03.000 --> 00:02.000\na\n",
        ["3: 00:00:02.000 is not after 00:00:03.000."],
    ),
    "out of order": (
        "WEBVTT\n\n00:05.000 --> 00:06.000\na\n\n" + CUE + "b\n",
        ["6: 00:00:01.000 is before the part above it."],
    ),
    "after the end": (
        "WEBVTT\n\n" + CUE + "a\n\n00:11.000 --> 00:12.000\nb\n\n00:13.000 --> 00:14.000\nc\n",
        ["6: 00:00:11.000 is after the end of the recording, at 00:00:10.000."],
    ),
    "stray sign": (
        "WEBVTT\n\n" + CUE + "Fine\nless than <5 mg\n",
        ['5: "<5 mg" would not be shown.'],
    ),
    "unknown tag": ("WEBVTT\n\n" + CUE + "<font>a</font>\n", ['4: "<font>" would not be shown.']),
    "all at once": (
        "WEBVTT\n\n0:1 --> 2\na\n\n" + CUE + "<x>\n\n00:05.000 --> 00:04.000\nb\n",
        [
            '3: the times "0:1 --> 2" cannot be read.',
            "6: these times have no words.",
            '7: "<x>" would not be shown.',
            "9: 00:00:04.000 is not after 00:00:05.000.",
        ],
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults_are_told_by_line_all_at_once(case: str) -> None:
    text, faults = FAULTS[case]
    transcript, problems = read_captions(text.encode(), "a.vtt", 10)
    assert transcript is None
    assert [f"{problem.line}: {problem.fault}" for problem in problems] == faults
    assert all(problem.path == "a.vtt" and problem.remedy for problem in problems)


def test_another_encoding_is_told_by_line() -> None:
    data = "WEBVTT\n\n00:01.000 --> 00:02.000\nCafé\n".encode("latin-1")
    _, (problem,) = read_captions(data, "a.vtt", None)
    assert (problem.line, problem.fault) == (4, "this file is not UTF-8 text.")
