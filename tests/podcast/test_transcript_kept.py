"""Transcripts are made once, and what is spoilt on the disk is made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.catalogue.known_files import KnownFiles
from plugins.podcast import transcript_kept
from plugins.podcast.transcript_kept import MadeTranscript, Transcripts

VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Asha>Flu clinics open 😀 on Monday.\n"


@pytest.fixture
def transcripts(tmp_path: Path) -> Transcripts:
    (tmp_path / "talk.vtt").write_text(VTT, encoding="utf-8")
    return Transcripts(tmp_path / "transcripts", KnownFiles(None))


def made(transcripts: Transcripts, root: Path, title: str = "Flu") -> MadeTranscript:
    found, problems = transcripts.made(root, "talk.vtt", 6.0, title, "en-GB")
    assert problems == ()
    assert found is not None
    return found


def test_a_transcript_is_read_once(
    transcripts: Transcripts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(transcripts, tmp_path)
    assert first.words == "Asha: Flu clinics open 😀 on Monday."
    monkeypatch.setattr(transcript_kept, "read_transcript", None)
    assert made(transcripts, tmp_path) == first


def test_other_words_or_another_title_make_another(
    transcripts: Transcripts, tmp_path: Path
) -> None:
    first = made(transcripts, tmp_path)
    assert made(transcripts, tmp_path, "Another title").files != first.files
    (tmp_path / "talk.vtt").write_text(VTT.replace("Monday", "Tuesday"), encoding="utf-8")
    assert "Tuesday" in made(transcripts, tmp_path).words


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_transcript_that_was_cut_is_made_again(
    share: float, transcripts: Transcripts, tmp_path: Path
) -> None:
    first = made(transcripts, tmp_path)
    (kept,) = (tmp_path / "transcripts").glob("*/*.json")
    kept.write_bytes(kept.read_bytes()[: int(kept.stat().st_size * share)])
    assert made(transcripts, tmp_path) == first


def test_a_broken_transcript_is_told_each_time(transcripts: Transcripts, tmp_path: Path) -> None:
    (tmp_path / "talk.vtt").write_text("WEBVTT\n")
    for _ in range(2):
        found, problems = transcripts.made(tmp_path, "talk.vtt", 6.0, "Flu", "en-GB")
        assert found is None
        assert [problem.fault for problem in problems] == ["the transcript has no words."]
