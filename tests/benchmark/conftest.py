"""What the bench measures beside our own work is installed once, as `./run bench` does it."""

from __future__ import annotations

import pytest

from plugins.desk.environment import prepare_yardsticks
from tests.small_site import PROJECT


@pytest.fixture(scope="session")
def yardsticks() -> None:
    prepare_yardsticks(PROJECT)
