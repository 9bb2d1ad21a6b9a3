"""Every room is bound by the contracts on who may import what."""

from __future__ import annotations

import tomllib

from tests.small_site import PROJECT

CONTRACTS = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]


def test_no_room_is_left_out_of_the_contracts() -> None:
    folders = {path.parent.name for path in (PROJECT / "plugins").glob("*/__init__.py")}
    rooms = {f"plugins.{name}" for name in folders - {"catalogue"}}
    catalogue, strangers = CONTRACTS["contracts"][:2]
    assert set(catalogue["forbidden_modules"]) == rooms
    assert set(strangers["modules"]) == rooms


def test_every_task_is_in_the_readme() -> None:
    readme = (PROJECT / "README.md").read_text()
    for task in ("build", "serve", "check", "new", "podcast", "media", "test", "lint", "bench"):
        assert f"./run {task}" in readme
