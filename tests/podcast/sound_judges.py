"""The programs that judge transcripts and recordings: none of them is ours."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from plugins.podcast.transcript import Line

HERE = Path(__file__).parent


def read_by(judge: str, text: str) -> list[Line]:
    """Return what another reader finds in a transcript, which must find no fault in it."""
    ran = subprocess.run(
        [_program("node"), str(HERE / "transcript_judges.mjs")],
        input=json.dumps({"judge": judge, "files": [text]}),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    (found,) = json.loads(ran.stdout)
    assert found["errors"] == []
    return [Line(one["text"], one["speaker"], one["start"], one["end"]) for one in found["lines"]]


def ffprobe(file: Path) -> dict[str, Any]:
    """Return what ffprobe finds in a recording, which must find no fault in it."""
    command = [_program("ffprobe"), "-v", "error", "-of", "json", "-show_format", "-show_streams"]
    ran = subprocess.run(
        [*command, "-show_chapters", str(file)], capture_output=True, encoding="utf-8", check=True
    )
    assert not ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def mp3val(file: Path) -> list[str]:
    """Return the faults that mp3val finds in an MP3."""
    ran = subprocess.run(
        [_program("mp3val"), str(file)], capture_output=True, encoding="utf-8", check=True
    )
    return [row for row in ran.stdout.splitlines() if row.startswith(("WARNING", "ERROR"))]


def _program(name: str) -> str:
    program = shutil.which(name)
    assert program is not None, f"{name} is not installed, and it judges this room's files."
    return program
