"""A small valid folder with an item of each kind, for mistakes to be laid into."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.golden import whole_site
from tests.small_site import SmallSite


@pytest.fixture
def every_kind(tmp_path: Path) -> SmallSite:
    """Give a valid site with an item of each kind."""
    return whole_site(tmp_path / "content")
