"""What ours is measured beside is installed by checksum, and apart from what a build needs."""

from __future__ import annotations

import json

from plugins.benchmark.programs import NPM_LISTS
from tests.small_site import PROJECT

LOCK = json.loads((NPM_LISTS / "package-lock.json").read_text(encoding="utf-8"))
ASKED = json.loads((NPM_LISTS / "package.json").read_text(encoding="utf-8"))


def test_every_part_from_npm_is_checked_and_comes_from_no_named_host() -> None:
    parts = {name: part for name, part in LOCK["packages"].items() if name}
    assert "node_modules/@11ty/eleventy" in parts
    for name, part in parts.items():
        assert part["integrity"].startswith("sha512-"), name
        assert "resolved" not in part, name


def test_the_lock_is_of_what_is_asked_for() -> None:
    assert LOCK["packages"][""]["dependencies"] == ASKED["dependencies"]


def test_a_build_does_not_install_what_it_is_measured_beside() -> None:
    for name in ("package.json", "requirements.txt", "requirements-test.txt"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        assert "@11ty/eleventy" not in text
        assert "\nhugo==" not in text
    assert "\nhugo==" in (PROJECT / "requirements-bench.txt").read_text(encoding="utf-8")
