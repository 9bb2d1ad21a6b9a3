"""What judges are told of the site that they look at, beside its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from plugins.publishing.target import Teller

PROJECT = Path(__file__).resolve().parent.parent.parent
Asked = Literal["required", "if-there"]


@dataclass(frozen=True)
class Looking:
    """What is true of the site, what it may not exceed, and who is told how far we are."""

    site_url: str  # whole, without a last slash
    teller: Teller
    file_megabytes: int = 100
    page_kilobytes: int = 100
    # The judges in Java and Node are there where the tests were run; a host that only publishes
    # has neither.
    html: Asked = "if-there"
    program: Path = PROJECT  # its own words are nobody's secret
