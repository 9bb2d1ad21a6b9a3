"""One transcript in every format: nothing that was said is lost, and other readers agree."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from plugins.podcast.transcript import Line, Transcript, paragraphs_of, split_label
from plugins.podcast.transcript_formats import read_transcript, transcript_files
from plugins.podcast.transcript_html import as_html
from plugins.podcast.transcript_json import as_json
from plugins.podcast.transcript_srt import as_srt
from plugins.podcast.transcript_text import as_text
from plugins.podcast.transcript_vtt import as_vtt
from tests.podcast.sound_judges import read_by

COPD = Transcript(
    (
        Line("Hello, and welcome.", "Presenter", 0.35, 5.946),
        Line("Breathe out first. Then breathe in slowly, & hold <tight>.", "Dr Asha", 6.2, 19.9),
        Line("I did it wrong for four years 😀", "Margaret", 20.472, 24.246),
        Line("میں دکان تک چل سکتی ہوں", "عائشہ", 24.8, 28.0),
        Line("Nobody saw --> nobody said.", "Margaret", 28.0, 3 * 3600 + 1.5),
    )
)
VTT = as_vtt(COPD)

# Words and names as they come: any script, signs and gaps, but no empty ones.
words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs", "Cn")), min_size=1)
sentences = st.lists(words, min_size=1, max_size=12).map(" ".join)
names = st.sampled_from(["Asha", "Dr Tom Invented", "عائشہ", "O'Brien", "Łucja", "Sam & Co"])


@st.composite
def transcripts(draw: st.DrawFn, said: st.SearchStrategy[str] = sentences) -> Transcript:
    """Make a timed transcript whose lines may overlap, as when people talk at once."""
    named = draw(st.lists(st.tuples(names, said), min_size=1, max_size=8))
    start = 0
    lines = []
    for name, text in named:
        start += draw(st.integers(0, 4_000_000))
        end = start + draw(st.integers(1, 60_000))
        lines.append(Line(text, name, start / 1000, end / 1000))
    return Transcript(tuple(lines))


def read(text: str, path: str, length: float | None = None) -> Transcript:
    transcript, problems = read_transcript(text.encode(), path, length)
    assert problems == ()
    assert transcript is not None
    return transcript


def faults(text: str | bytes, path: str, length: float | None = None) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    transcript, problems = read_transcript(data, path, length)
    assert transcript is None
    assert all(problem.remedy for problem in problems)
    return [f"{problem.line}: {problem.fault}" for problem in problems]


@given(transcripts())
def test_webvtt_comes_back_as_it_was(transcript: Transcript) -> None:
    assert read(as_vtt(transcript), "talk.vtt") == transcript


@given(transcripts())
def test_json_comes_back_as_it_was(transcript: Transcript) -> None:
    back = read(as_json(transcript), "talk.json")
    # Single words of one speaker are joined into readable lines; nothing else changes.
    assert said(back) == said(transcript)
    assert back.lines[0].start == transcript.lines[0].start
    assert all(line in transcript.lines for line in back.lines if " " not in line.text)


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    """Return the words of each speaker until the next one speaks."""
    turns: list[tuple[str | None, str]] = []
    for line in transcript.lines:
        if turns and turns[-1][0] == line.speaker:
            turns[-1] = (line.speaker, f"{turns[-1][1]} {line.text}")
        else:
            turns.append((line.speaker, line.text))
    return turns


plain_words = st.lists(st.text("abcdefgh éالعربیہ😀.!?'-", min_size=1), min_size=1).map(
    lambda found: " ".join(f"{' '.join(found)} end".split())
)


@given(transcripts(plain_words))
def test_srt_keeps_every_word_and_speaker_and_both_ends_of_each_turn(
    transcript: Transcript,
) -> None:
    back = read(as_srt(transcript), "talk.srt")
    assert said(back) == said(transcript)
    assert back.lines[0].start == transcript.lines[0].start
    assert back.lines[-1].end == transcript.lines[-1].end


@given(transcripts(plain_words))
def test_text_keeps_every_word_and_speaker(transcript: Transcript) -> None:
    assert said(read(as_text(transcript), "talk.txt")) == said(transcript)


@given(transcripts())
def test_html_keeps_every_word_speaker_and_start(transcript: Transcript) -> None:
    page = html.document_fromstring(as_html(transcript, "Transcript", "en"))
    paragraphs = paragraphs_of(transcript)
    assert [p.text for p in page.iter("p")] == [line.text for line in paragraphs]
    assert [c.text for c in page.iter("cite")] == [f"{line.speaker}:" for line in paragraphs]
    assert len(list(page.iter("time"))) == len(paragraphs)


def test_the_w3c_parser_finds_the_same_cues_and_no_fault() -> None:
    # It reads &amp; as "&;", and every browser as "&".
    found = [
        replace(line, text=re.sub("(?<=[&<>]);", "", line.text)) for line in read_by("webvtt", VTT)
    ]
    assert found == list(COPD.lines)


def test_a_podcast_apps_library_finds_the_same_in_webvtt_srt_json_and_html() -> None:
    # Its reader of WebVTT knows only names of one word.
    plain = Transcript(
        (
            Line("Hello, and welcome.", "Presenter", 0.35, 5.946),
            Line("Breathe out first.", "Grace", 6.2, 9.9),
            Line("I did it wrong.", "Margaret", 20.472, 24.246),
        )
    )
    files = {file.suffix: file.data.decode() for file in transcript_files(plain, "COPD", "en-GB")}
    for suffix in (".vtt", ".srt", ".json"):
        assert read_by("app", files[suffix]) == list(plain.lines), suffix
    found = read_by("app", files[".htm"])
    assert [(line.speaker, line.text) for line in found] == [
        (line.speaker, line.text) for line in plain.lines
    ]
    assert [line.start for line in found] == [0, 6, 20]


def test_a_transcript_without_times_becomes_no_captions() -> None:
    text = read("Asha: Hello.\n\nTom: Good morning.\n", "talk.txt")
    files = transcript_files(text, "COPD", "en-GB")
    assert [file.suffix for file in files] == [".htm", ".txt"]
    assert not any(file.has_times for file in files)
    with pytest.raises(ValueError, match="no times"):
        as_vtt(text)


def test_every_format_has_the_type_that_the_podcast_namespace_names() -> None:
    found = [(f.suffix, f.media_type, f.has_times) for f in transcript_files(COPD, "COPD", "en")]
    assert found == [
        (".vtt", "text/vtt", True),
        (".srt", "application/x-subrip", True),
        (".json", "application/json", True),
        (".htm", "text/html", False),
        (".txt", "text/plain", False),
    ]


def test_srt_cards_have_two_rows_of_32_characters_at_most() -> None:
    long = Transcript((Line("Breathe out before you use it. " * 9, "Dr Tom Invented", 0, 27),))
    for card in as_srt(long).split("\n\n"):
        rows = card.strip().split("\n")[2:]
        assert 1 <= len(rows) <= 2
        assert all(len(row) <= 32 for row in rows)


def test_html_says_its_language_and_direction() -> None:
    urdu = as_html(COPD, "سی او پی ڈی", "ur")
    assert '<html lang="ur" dir="rtl">' in urdu
    assert '<html lang="en-GB" dir="ltr">' in as_html(COPD, "COPD", "en-GB")
    assert "<tight>" not in urdu


def test_html_times_are_valid_and_without_attributes() -> None:
    late = Transcript((Line("Late.", None, 3 * 3600 + 65.9, 3 * 3600 + 70),))
    assert "<time>00:00:00</time>" in as_html(COPD, "COPD", "en")
    assert "<time>03:01:05</time>" in as_html(late, "COPD", "en")


def test_a_monologue_is_broken_after_a_sentence_not_within_one() -> None:
    lines = [
        Line(f"Part {n}{'.' if n % 2 else ','}", "Asha", n * 20, n * 20 + 20) for n in range(9)
    ]
    paragraphs = paragraphs_of(Transcript(tuple(lines)))
    assert [line.start for line in paragraphs] == [0, 80, 160]
    assert paragraphs[0].text == "Part 0, Part 1. Part 2, Part 3."
    assert paragraphs[0].end == 80


# What editors' programs write.


def test_webvtt_with_a_byte_order_mark_crlf_notes_styles_and_short_times_is_read() -> None:
    text = (
        "\ufeffWEBVTT - COPD\r\n\r\nNOTE check it\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n"
        "intro\r\n00:01.000 --> 00:02.000 align:start\r\n<v.loud Asha>Hello &amp; <i>welcome</i>"
        "\x07</v>\r\n\r\n00:01.500 --> 00:03.000\r\nOver&nbsp;each other.\r\n"
    )
    assert read(text, "talk.vtt").lines == (
        Line("Hello & welcome", "Asha", 1.0, 2.0),
        Line("Over each other.", None, 1.5, 3.0),
    )


def test_srt_without_first_number_with_tags_and_empty_rows_is_read() -> None:
    text = (
        "\ufeff\r\n00:00:01,000 --> 00:00:02,000 X1:40 X2:600\r\n<i>Asha: Hello</i>\r\n\r\n"
        "2\r\n00:00:02,000 --> 00:00:03,500\r\nand welcome.\r\n\r\nTo us all.\r\n\r\n"
        "3\r\n0:00:03.500 --> 0:00:05.000\r\n[Music]\r\n\r\n"
        "4\r\n00:00:05,000 --> 00:00:06,000\r\nTom: Yes.\r\nAsha: No.\r\n"
    )
    assert read(text, "talk.srt").lines == (
        Line("Hello", "Asha", 1.0, 2.0),
        Line("and welcome. To us all.", "Asha", 2.0, 3.5),
        Line("[Music]", None, 3.5, 5.0),
        Line("Yes.", "Tom", 5.0, 6.0),
        Line("No.", "Asha", 5.0, 6.0),
    )


def test_utf_16_from_a_simple_editor_is_read() -> None:
    transcript, _ = read_transcript(VTT.encode("utf-16"), "talk.vtt")
    assert transcript == COPD


def test_json_of_single_words_becomes_readable_lines() -> None:
    spoken = ["Most", "use", "it", "wrong.", "You", "should", "breathe", "out", "first."]
    segments = [
        {"speaker": "Grace", "startTime": n / 2, "endTime": n / 2 + 0.4, "body": f"{word}\n"}
        for n, word in enumerate(spoken)
    ]
    segments.append({"speaker": "Margaret", "startTime": 9, "body": "Yes."})
    found = read(json.dumps({"version": "1.0.0", "segments": segments}), "talk.json", 11.0)
    assert found.lines == (
        Line("Most use it wrong.", "Grace", 0.0, 1.9),
        Line("You should breathe out first.", "Grace", 2.0, 4.4),
        Line("Yes.", "Margaret", 9.0, 10.0),
    )


def test_json_without_ends_lasts_until_the_next_segment() -> None:
    segments = [{"startTime": 1, "body": "Hello to you."}, {"startTime": 4.25, "body": "Bye now."}]
    found = read(json.dumps({"version": "1.0.0", "segments": segments}), "talk.json")
    assert [(line.start, line.end) for line in found.lines] == [(1.0, 4.25), (4.25, 5.25)]


def test_text_with_names_on_rows_of_their_own_and_no_empty_rows_is_read() -> None:
    text = (
        "Asha:\nHello.\nAnd welcome.\nDr Tom Invented: Good morning.\n\nIt is early.\n\n(laughter)"
    )
    assert read(text, "talk.txt").lines == (
        Line("Hello. And welcome.", "Asha"),
        Line("Good morning.", "Dr Tom Invented"),
        Line("It is early.", "Dr Tom Invented"),
        Line("(laughter)", None),
    )


def test_text_with_times_before_every_turn_can_be_captions() -> None:
    text = "[0:00] Asha: Hello.\n\n[00:01:05.5] Tom: Good morning.\n"
    found = read(text, "talk.txt", 70.0)
    assert found.lines == (
        Line("Hello.", "Asha", 0.0, 65.5),
        Line("Good morning.", "Tom", 65.5, 70),
    )
    assert found.is_timed


def test_text_with_a_time_here_and_there_has_none() -> None:
    found = read("[0:00] Asha: Hello.\n\nTom: Good morning.\n", "talk.txt")
    assert not found.is_timed
    assert [line.start for line in found.lines] == [None, None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Asha: Hello", "Asha"),
        ("DR TOM INVENTED: Hello", "DR TOM INVENTED"),
        ("عائشہ: ہیلو", "عائشہ"),
        ("Remember this: breathe out", None),
        ("There are two things, Asha: one", None),
        ("https://example.org", None),
        ("It was 10:30 by then", None),
        ("He said to the whole of the room: no", None),
        ("Hello", None),
    ],
)
def test_a_name_before_a_colon_is_told_from_a_sentence(text: str, speaker: str | None) -> None:
    found, rest = split_label(text)
    assert found == speaker
    assert rest == (text if speaker is None else text.partition(": ")[2])


def test_three_hours_are_read_and_written_in_seconds() -> None:
    lines = tuple(Line(f"Number {n} of many words.", "Asha", n * 2, n * 2 + 2) for n in range(5400))
    for text, path in ((as_vtt, "a.vtt"), (as_srt, "a.srt"), (as_json, "a.json")):
        back = read(text(Transcript(lines)), path, 3 * 3600.0)
        assert back.lines[-1].end == 3 * 3600
        assert len(back.lines) == 5400


# What is broken.


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        (
            "a.vtt",
            "1\n00:00:01,000 --> 00:00:02,000\nHello\n",
            "1: this is SubRip (SRT), not WebVTT.",
        ),
        ("a.vtt", "WEBVTT\n\n00:01.000 -> 00:02.000\nHello\n", "3: "),
        ("a.vtt", "WEBVTT\n", "1: the transcript has no words."),
        ("a.srt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n", "1: this is WebVTT"),
        ("a.srt", "", "1: there are no times in this file."),
        ("a.srt", "1\n00:00:99,000 --> 00:01:00,000\nHi\n", '2: the times "00:00:99,000'),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02\nHi\n", '2: the times "00:00:01,000'),
        ("a.srt", "1\n00:00:03,000 --> 00:00:02,000\nHi\n", "2: 00:00:02.000 is not after"),
        (
            "a.srt",
            "1\n00:00:03,000 --> 00:00:04,000\nHi\n\n2\n00:00:01,000 --> 00:00:02,000\nHo\n",
            "6: 00:00:01.000 is before the part above it.",
        ),
        (
            "a.srt",
            "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nHo\n",
            "2: these times have no words.",
        ),
        ("a.json", "{", "1: this is not JSON."),
        ("a.json", "[" * 100_000, "1: too many brackets stand inside one another."),
        ("a.json", "[]", "1: there is no list of segments here."),
        ("a.json", '{"segments": [\n{"startTime": 1, "body": "Hi"},\n7]}', "3: segment 2 is not a"),
        ("a.json", '{"segments": [\n{"startTime": 1}]}', "2: segment 1 has no body"),
        (
            "a.json",
            '{"segments": [{"startTime": "1", "body": ""}]}',
            "1: segment 1 has no startTime",
        ),
        (
            "a.json",
            '{"segments": [{"startTime": true, "body": ""}]}',
            "1: segment 1 has no startTi",
        ),
        (
            "a.json",
            '{"segments": [{"startTime": NaN, "body": ""}]}',
            "1: segment 1 has no startTim",
        ),
        (
            "a.json",
            '{"segments": [{"startTime": 2, "endTime": 1, "body": ""}]}',
            "1: segment 1 has an endTime that is before",
        ),
        (
            "a.json",
            '{"segments": [{"startTime": 2, "speaker": 1, "body": ""}]}',
            "1: segment 1 has a speaker without a name.",
        ),
        (
            "a.json",
            '{"segments": [\n{"startTime": 2, "body": "b"},\n\n{"startTime": 1, "body": "a"}]}',
            "4: 00:00:01.000 is before the part above it.",
        ),
        ("a.txt", " \n\n", "1: the transcript has no words."),
    ],
)
def test_what_is_broken_is_named_with_its_line(path: str, text: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(text, path)), faults(text, path)


@pytest.mark.parametrize("path", ["a.vtt", "a.srt", "a.json", "a.txt"])
def test_what_is_not_utf_8_is_named_with_its_line(path: str) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nCafé\n".encode("latin-1")
    assert faults(text, path) == ["4: this file is not UTF-8 text."]


@pytest.mark.parametrize("path", ["a.vtt", "a.srt", "a.json"])
def test_words_after_the_end_of_the_recording_are_named(path: str) -> None:
    write = {"a.vtt": as_vtt, "a.srt": as_srt, "a.json": as_json}[path]
    (fault,) = faults(write(COPD), path, 25.0)
    assert fault.endswith("00:00:28.000 is after the end of the recording, at 00:00:25.000.")


@given(st.binary(max_size=300), st.sampled_from(["a.vtt", "a.srt", "a.json", "a.txt"]))
def test_any_bytes_give_a_transcript_or_a_problem(data: bytes, path: str) -> None:
    transcript, problems = read_transcript(data, path, 60.0)
    assert (transcript is None) == bool(problems)


@given(st.text('WEBVTT-->0123:.,\n{}[]"segmentsbodyTime Asha<v>&;', max_size=300))
def test_any_text_that_is_nearly_a_transcript_gives_one_or_a_problem(text: str) -> None:
    for path, start in (("a.vtt", "WEBVTT\n\n"), ("a.srt", "1\n"), ("a.json", ""), ("a.txt", "")):
        transcript, problems = read_transcript(f"{start}{text}".encode(), path)
        assert (transcript is None) == bool(problems)
