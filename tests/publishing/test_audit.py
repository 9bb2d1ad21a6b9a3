"""Known holes are found in locked parts by a database on the disk, and nothing else is asked."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from plugins.publishing.audit import audit, database_of, is_affected
from plugins.publishing.fault import PublishFault
from plugins.publishing.parts import Part, Source

PILLOW = Part("pypi", "pillow", "13.0.0")
PARTS = (
    PILLOW,
    Part("npm", "@b/rtlcss", "4.3.0"),
    Part("npm", "vnu-jar", "26.9.27", only_for_tests=True),
    Part("deb", "liblouis20", ""),
)


def advisory(
    name: str, package: str, *events: Mapping[str, str], ecosystem: str = "PyPI", **more: object
) -> dict[str, Any]:
    """Return an advisory as OSV writes it."""
    ranges = [{"type": "ECOSYSTEM", "events": list(events)}]
    found = {"package": {"ecosystem": ecosystem, "name": package}, "ranges": ranges}
    return {"id": name, "summary": "A picture ends the program.", "affected": [found], **more}


def database(folder: Path, *advisories: dict[str, Any]) -> Path:
    """Write a database of these advisories."""
    for one in advisories:
        (folder / f"{one['id']}.json").write_text(json.dumps(one))
    return folder


def test_a_hole_is_told_with_what_mends_it(tmp_path: Path) -> None:
    hole = advisory("PYSEC-1", "Pillow", {"introduced": "0"}, {"fixed": "13.0.1"})
    found = audit(PARTS, database(tmp_path, hole | {"aliases": ["CVE-2026-1"]}))
    assert list(found.lines()) == [
        "pillow 13.0.0: PYSEC-1, CVE-2026-1: A picture ends the program.\n    Take 13.0.1.",
        "1 known hole in 3 parts, by 1 advisories.",
        "Not looked at, as the system keeps them new itself: liblouis20.",
    ]


def test_a_hole_of_npm_is_found_and_one_for_tests_is_marked(tmp_path: Path) -> None:
    found = audit(
        PARTS,
        database(
            tmp_path,
            advisory("G-1", "@b/rtlcss", {"introduced": "4.0.0"}, ecosystem="npm"),
            advisory("G-2", "vnu-jar", {"introduced": "0"}, ecosystem="npm"),
        ),
    )
    assert [(one.part, one.only_for_tests) for one in found.findings] == [
        ("@b/rtlcss", False),
        ("vnu-jar", True),
    ]
    assert "No version mends it." in str(found.findings[0])
    assert "used by tests alone" in str(found.findings[1])


def test_nothing_is_found_where_nothing_is_affected(tmp_path: Path) -> None:
    folder = database(
        tmp_path,
        advisory("P-1", "pillow", {"introduced": "0"}, {"fixed": "13.0.0"}),
        advisory("P-2", "pillow", {"introduced": "0"}, ecosystem="npm"),
        advisory("P-3", "pillow", {"introduced": "0"}, withdrawn="2026-01-01T00:00:00Z"),
        advisory("P-4", "other", {"introduced": "0"}),
        advisory("P-5", "pillow", {"introduced": "0"}, ecosystem="Debian:12"),
    )
    assert audit(PARTS, folder).findings == ()


@pytest.mark.parametrize(
    ("source", "version", "events", "affected"),
    [
        ("pypi", "1.10", [("introduced", "1.9"), ("fixed", "1.11")], True),
        ("pypi", "1.9", [("introduced", "1.10")], False),
        ("pypi", "2.0rc1", [("introduced", "0"), ("fixed", "2.0")], True),
        ("pypi", "2.0.post1", [("introduced", "0"), ("last_affected", "2.0")], False),
        ("pypi", "2.0", [("introduced", "0"), ("last_affected", "2.0")], True),
        ("pypi", "3.0", [("introduced", "0"), ("fixed", "2"), ("introduced", "3")], True),
        ("pypi", "2.5", [("introduced", "3"), ("fixed", "2"), ("introduced", "0")], False),
        ("pypi", "0", [("introduced", "0")], True),
        ("npm", "1.10.0", [("introduced", "1.9.0"), ("fixed", "1.11.0")], True),
        ("npm", "2.0.0-rc.1", [("introduced", "0"), ("fixed", "2.0.0-rc.2")], True),
        ("npm", "2.0.0", [("introduced", "0"), ("fixed", "2.0.0-rc.2")], False),
        ("npm", "2.0.0-rc.10", [("introduced", "2.0.0-rc.9")], True),
        ("npm", "2.0.0-alpha", [("introduced", "2.0.0-1")], True),
        ("npm", "1.0.0+build", [("introduced", "0"), ("fixed", "1.0.0")], False),
        ("npm", "next", [("introduced", "5.0.0")], True),
    ],
)
def test_versions_are_in_the_order_of_their_source(
    source: Source, version: str, events: list[tuple[str, str]], *, affected: bool
) -> None:
    ranges = [{"type": "SEMVER", "events": [dict([event]) for event in events]}]
    assert is_affected(version, {"ranges": ranges}, source) is affected


def test_a_version_that_is_named_is_affected_and_commits_are_no_versions() -> None:
    commits = {"type": "GIT", "events": [{"introduced": "0"}]}
    assert is_affected("1.0", {"versions": ["1.0"]}, "pypi")
    assert not is_affected("1.1", {"versions": ["1.0"], "ranges": [commits]}, "pypi")


def test_a_database_may_be_packed(tmp_path: Path) -> None:
    hole = advisory("PYSEC-1", "pillow", {"introduced": "0"})
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("PyPI/PYSEC-1.json", json.dumps(hole))
    assert len(audit(PARTS, tmp_path / "all.zip").findings) == 1
    assert len(audit(PARTS, tmp_path).findings) == 1


def test_what_an_advisory_says_cannot_write_on_the_terminal(tmp_path: Path) -> None:
    hole = advisory("P-1", "pillow", {"introduced": "0"}, summary="\x1b[2JNo holes.\nat all")
    assert str(audit(PARTS, database(tmp_path, hole)).findings[0]).count("\x1b") == 0


def test_without_a_database_nothing_is_audited_and_that_is_said(tmp_path: Path) -> None:
    for given in (None, str(tmp_path / "none")):
        with pytest.raises(PublishFault, match="nothing was audited"):
            database_of(given, {})
    with pytest.raises(PublishFault, match="holds no advisory"):
        audit(PARTS, tmp_path)
    assert database_of(None, {"ADVISORIES": str(tmp_path)}) == tmp_path
    assert database_of(str(tmp_path), {"ADVISORIES": "/other"}) == tmp_path


@pytest.mark.parametrize("name", ["all.zip", "one.json"])
def test_a_damaged_database_is_a_fault(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"{")
    with pytest.raises(PublishFault, match="Get the database again"):
        audit(PARTS, tmp_path)
