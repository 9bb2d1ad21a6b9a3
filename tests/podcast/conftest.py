"""A show in every detail, written once for the tests that only read it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.podcast.feed_samples import FEED, feeds_of, write_show
from tests.small_site import SmallSite


@pytest.fixture(scope="session")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """Give a site whose show says all that a show can; do not change it."""
    return write_show(SmallSite.at(tmp_path_factory.mktemp("show") / "content"))


@pytest.fixture(scope="session")
def full_feeds(full_site: SmallSite) -> dict[str, bytes]:
    """Give its feeds by their places."""
    return feeds_of(full_site)


@pytest.fixture(scope="session")
def full_feed(full_feeds: dict[str, bytes]) -> bytes:
    """Give its main feed."""
    return full_feeds[FEED]


@pytest.fixture
def show_site(full_site: SmallSite, tmp_path: Path) -> SmallSite:
    """Give such a site to change."""
    return SmallSite(shutil.copytree(full_site.root, tmp_path / "content"))
