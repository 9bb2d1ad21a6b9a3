"""ical.js under Node, as a judge: how a calendar app that is not ours reads a calendar."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).parent


Time = tuple[datetime, datetime, bool]


def expand(calendars: list[bytes], limit: int) -> list[list[Time]]:
    """Return the first times of each calendar's event: start, end, whether it is cancelled."""
    node = shutil.which("node")
    assert node is not None, "Node is not installed, and ical.js judges the calendars under it."
    ran = subprocess.run(
        [node, str(HERE / "expand.mjs")],
        input=json.dumps({"calendars": [ics.decode() for ics in calendars], "limit": limit}),
        capture_output=True,
        encoding="utf-8",
        # toJSDate takes a time without a zone for the machine's: none may be without.
        env={"PATH": os.environ["PATH"], "TZ": "Pacific/Auckland"},
        check=True,
    )
    return [
        [
            (datetime.fromisoformat(start), datetime.fromisoformat(end), cancelled)
            for start, end, cancelled in times
        ]
        for times in json.loads(ran.stdout)
    ]
