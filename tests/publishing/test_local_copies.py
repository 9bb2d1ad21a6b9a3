"""What a machine remembers of a story is gone when the story is."""

from __future__ import annotations

from pathlib import Path

from plugins.publishing.local_copies import LocalCopies


def test_what_builds_remember_of_the_content_is_forgotten(tmp_path: Path) -> None:
    memory = tmp_path / "fast_build"
    memory.mkdir()
    (memory / "state").write_text("Devinder was out of breath.", encoding="utf-8")
    said = list(LocalCopies((), (), (memory,)).forget([], "stories/breathing-easier/"))
    assert not memory.exists()
    assert said == ["Forgot what builds on this machine remembered of the content."]


def test_where_nothing_is_remembered_nothing_is_said(tmp_path: Path) -> None:
    assert not list(LocalCopies((), (), (tmp_path / "none",)).forget([], "stories/a/"))
