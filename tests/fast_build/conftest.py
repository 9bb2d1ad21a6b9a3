"""Plain sites are built in this process as if nobody had built another before them."""

from __future__ import annotations

import locale
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from pelican.readers import BaseReader


@pytest.fixture(autouse=True)
def as_if_alone() -> Iterator[None]:
    """Keep other sites' readers out, and Pelican's choice of a locale from lasting.

    Pelican takes every reader that is loaded: ours would read no plain site, and so every build of
    one would be like every other. In the locale C, later tests would read words as ASCII.
    """
    language = locale.setlocale(locale.LC_ALL)
    stock = [one for one in BaseReader.__subclasses__() if one.__module__ == "pelican.readers"]
    with patch.object(BaseReader, "__subclasses__", lambda: stock, create=True):
        yield
    locale.setlocale(locale.LC_ALL, language)
