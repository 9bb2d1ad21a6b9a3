"""Every room is bound by the contracts on who may import what."""

from __future__ import annotations

import re
import tomllib

from tests.small_site import PROJECT

CONTRACTS = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]


def test_no_room_is_left_out_of_the_contracts() -> None:
    folders = {path.parent.name for path in (PROJECT / "plugins").glob("*/__init__.py")}
    rooms = {f"plugins.{name}" for name in folders - {"catalogue"}}
    catalogue, _, strangers = CONTRACTS["contracts"][:3]
    # Whoever reads Markdown, the catalogue too, reads it fast; the room itself knows nobody.
    assert set(catalogue["forbidden_modules"]) == rooms - {"plugins.fast_markdown"}
    # It builds on the podcast's feed, by two contracts of its own.
    apart = {"plugins.fast_markdown", "plugins.listen_feed"}
    assert set(strangers["modules"]) == rooms - apart


def test_every_task_is_in_the_readme() -> None:
    readme = (PROJECT / "README.md").read_text()
    tasks = re.findall(
        r"^def (\w+)\(\n?\s*_: Context", (PROJECT / "tasks.py").read_text(), re.MULTILINE
    )
    assert len(tasks) >= 14
    for task in tasks:
        assert f"./run {task}" in readme
