"""Pagefind's own script under Node, as a judge: what a reader finds in an index."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def search(address: str, lang: str, words: str, **filters: str) -> dict[str, Any]:
    """Return the filters of a language's index, and what it finds; no words find everything."""
    ran = subprocess.run(
        ["node", str(HERE / "search.mjs"), address, lang, words, json.dumps(filters)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-500:]
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer
