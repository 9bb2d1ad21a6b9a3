"""Whether anything has changed is told by one process or by two, and both say the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from plugins.fast_build import unchanged
from plugins.fast_build.unchanged import edits_since, look, record

ASKED = "a site"


@pytest.fixture(params=[0, unchanged.MUCH], ids=["two processes", "one process"], autouse=True)
def much(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let so many bytes of stamps be worth a process."""
    with patch.object(unchanged, "MUCH", request.param):
        yield


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site that has just been built."""
    for name in ("content/flu.md", "output/flu.html"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("Flu clinics open on Monday")
    _recorded(tmp_path)
    return tmp_path


def test_nothing_has_changed(site: Path) -> None:
    found = edits_since(site / "record", ASKED)
    assert found is not None
    assert not found.edited


def test_an_edited_content_is_named(site: Path) -> None:
    (site / "content" / "flu.md").write_text("Flu clinics open on Tuesday, at ten")
    found = edits_since(site / "record", ASKED)
    assert found is not None
    assert list(found.edited) == [str(site / "content" / "flu.md")]


@pytest.mark.parametrize("name", ["content/new.md", "output/flu.html"])
def test_a_new_content_or_another_output_asks_for_the_whole_build(site: Path, name: str) -> None:
    (site / name).write_text("Nobody has built this")
    assert edits_since(site / "record", ASKED) is None


def test_an_output_that_is_gone_asks_for_the_whole_build(site: Path) -> None:
    (site / "output" / "flu.html").unlink()
    assert edits_since(site / "record", ASKED) is None


def _recorded(site: Path) -> None:
    inputs, outputs = look([str(site / "content")]), look([str(site / "output")])
    record(site / "record", ASKED, [str(site / "content")], inputs, [], outputs)
