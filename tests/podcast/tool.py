"""Starts the judges that are written in JavaScript."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

JUDGES = Path(__file__).with_name("feed_judges.mjs")


def judged(judge: str, data: bytes) -> Any:  # noqa: ANN401 - whatever the judge found
    """Return what a judge reads in a feed: partytime, feedsmith or opml."""
    asked = json.dumps({"judge": judge, "text": data.decode()})
    done = subprocess.run(
        ["node", str(JUDGES)], input=asked, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
