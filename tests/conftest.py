"""What every room's tests need: a small site to write, and its build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.small_site import SmallSite

MakeSite: TypeAlias = Callable[[], SmallSite]


@pytest.fixture
def small_site(tmp_path: Path) -> SmallSite:
    """Give a valid site of one page to write more items into."""
    return SmallSite.at(tmp_path / "content")
