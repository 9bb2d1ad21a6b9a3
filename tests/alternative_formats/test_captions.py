"""Captions are valid, in order, and say the words of the page sentence by sentence."""

from __future__ import annotations

import functools
import html
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import webvtt

from plugins.alternative_formats import captions
from plugins.alternative_formats.document import Document, Paragraph, Run
from plugins.alternative_formats.format import Commission
from plugins.alternative_formats.sentences import sentences
from plugins.alternative_formats.speech import Narration, pack
from plugins.catalogue.site_formats import FormatSettings
from tests.alternative_formats.samples import ALL, document
from tests.small_site import PROJECT

JUDGE = Path(__file__).with_name("vtt_judge.mjs")


@functools.cache
def vtt_of(sample: Document) -> str:
    times = tuple(
        (one.id, round(number * 1.5, 3), round(number * 1.5 + 1.234, 3))
        for number, one in enumerate(sentences(sample))
    )
    made = {"speech": pack(Narration(b"", 22_050, 4000.0, times))}
    return captions.FORMAT.render(
        Commission(document=sample, settings=FormatSettings(), content=Path(), made=made)
    ).decode()


def judged(text: str) -> dict[str, Any]:
    done = subprocess.run(
        ["node", str(JUDGE)], cwd=PROJECT, input=text, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.language)
def test_the_validator_finds_no_fault_and_the_words_are_the_sentences(sample: Document) -> None:
    found = judged(vtt_of(sample))
    assert found["errors"] == []
    assert [one["id"] for one in found["cues"]] == [one.id for one in sentences(sample)]
    said = [" ".join(html.unescape(one["text"]).split()) for one in found["cues"]]
    assert said == [" ".join(one.text.split()) for one in sentences(sample)]
    starts = [one["startTime"] for one in found["cues"]]
    assert starts == sorted(starts)


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.language)
def test_another_reader_reads_the_same(sample: Document) -> None:
    cues = webvtt.from_string(vtt_of(sample))
    assert [one.identifier for one in cues.captions] == [one.id for one in sentences(sample)]


def test_no_words_are_read_as_marks() -> None:
    hard = "A --> B <b>c</b> &amp; <00:01.000> NOTE\u2028x"
    sample = document(Paragraph((Run(text=hard),)))
    found = judged(vtt_of(sample))
    assert found["errors"] == []
    assert [html.unescape(one["text"]) for one in found["cues"]][1:] == [" ".join(hard.split())]


def test_times_are_written_as_webvtt_wants_them() -> None:
    assert captions.clock(3725.0406) == "01:02:05.041"
    assert captions.clock(0) == "00:00:00.000"
    assert captions.clock(59.9996) == "00:01:00.000"
