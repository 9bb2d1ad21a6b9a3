"""What a release is made of: an SBOM that CycloneDX's own judge passes, and a licence for all."""

from __future__ import annotations

import json
import shutil
from email.message import Message
from pathlib import Path
from typing import Any, cast

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from plugins.publishing.fault import PublishFault
from plugins.publishing.licences import (
    LICENCES,
    licence_said,
    licences_of,
    licences_page,
    read_licences,
)
from plugins.publishing.parts import (
    FOR_BUILDS,
    FOR_TESTS,
    NPM_LIST,
    SYSTEM_LIST,
    Part,
    npm_parts,
    parts_of,
    python_parts,
    system_parts,
)
from plugins.publishing.sbom import sbom
from tests.small_site import PROJECT

LISTS = (*FOR_BUILDS, *FOR_TESTS, NPM_LIST, SYSTEM_LIST, "pyproject.toml")
DIGEST = "a" * 64


@pytest.fixture(scope="module")
def listed() -> dict[str, Any]:
    """Return our own SBOM."""
    return cast("dict[str, Any]", json.loads(sbom(PROJECT)))


def component(listed: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a part of an SBOM."""
    return next(part for part in listed["components"] if part["name"] == name)


def copied(folder: Path) -> Path:
    """Return a copy of the lists of what the program is made of."""
    for name in LISTS:
        shutil.copy(PROJECT / name, folder)
    (folder / "docs").mkdir()
    shutil.copy(PROJECT / LICENCES, folder / "docs")
    return folder


def test_cyclonedx_itself_finds_nothing_wrong() -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom(PROJECT)) is None


def test_every_part_of_a_build_is_listed_with_its_digests(listed: dict[str, Any]) -> None:
    lock = (PROJECT / "requirements.txt").read_text()
    pillow = component(listed, "pillow")
    hashes = {one["content"] for one in pillow["externalReferences"][0]["hashes"]}
    assert len(hashes) > 10
    assert all(f"sha256:{digest}" in lock for digest in hashes)
    frontend = component(listed, "nhsuk-frontend")
    assert frontend["externalReferences"][0]["hashes"][0]["alg"] == "SHA-512"
    assert frontend["purl"].startswith("pkg:npm/nhsuk-frontend@")
    assert component(listed, "liblouis20")["purl"] == "pkg:deb/debian/liblouis20"


def test_typefaces_say_their_licence(listed: dict[str, Any]) -> None:
    fonts = [part for part in listed["components"] if "font" in part["name"]]
    typefaces = [part for part in fonts if part["name"].startswith("@")]
    assert len(typefaces) > 5
    assert all("OFL-1.1" in json.dumps(part["licenses"]) for part in typefaces)


def test_every_part_has_a_licence(listed: dict[str, Any]) -> None:
    assert [part["name"] for part in listed["components"] if not part.get("licenses")] == []
    assert listed["metadata"]["component"]["licenses"] == [{"license": {"id": "AGPL-3.0-or-later"}}]


def test_what_only_tests_use_is_not_in_a_release(listed: dict[str, Any]) -> None:
    names = {part["name"] for part in listed["components"]}
    assert {"pytest", "vnu-jar", "axe-core"} & names == set()


def test_the_same_lists_give_the_same_bytes(tmp_path: Path) -> None:
    project = copied(tmp_path)
    assert sbom(project) == sbom(PROJECT)
    assert "timestamp" not in sbom(project)


def test_another_version_gives_another_number(tmp_path: Path, listed: dict[str, Any]) -> None:
    project = copied(tmp_path)
    lock = project / "requirements.txt"
    version = component(listed, "pillow")["version"]
    lock.write_text(lock.read_text().replace(f"pillow=={version}", "pillow==0.0.1"))
    assert json.loads(sbom(project))["serialNumber"] != listed["serialNumber"]


def test_a_lost_list_is_a_fault(tmp_path: Path) -> None:
    project = copied(tmp_path)
    (project / "system-parts.txt").unlink()
    with pytest.raises(PublishFault, match="system-parts"):
        parts_of(project)


def test_the_list_of_licences_is_what_the_packages_say() -> None:
    page = (PROJECT / LICENCES).read_text(encoding="utf-8")
    assert page == licences_page(parts_of(PROJECT)), "python -m plugins.publishing.licences"
    assert len(read_licences(page)) == page.count("\n| `")


def test_an_unknown_licence_is_a_fault() -> None:
    parts = [Part("npm", "left-pad", "1.0.0", licence="Ask me"), Part("pypi", "never-was", "1")]
    with pytest.raises(PublishFault, match=r"left-pad \(npm\), never-was \(Python\) is not known"):
        licences_of(parts)


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ({"License-Expression": "mit or apache-2.0"}, "MIT OR Apache-2.0"),
        ({"License-Expression": "MIT", "License": "BSD-3-Clause"}, "MIT"),
        ({"License": "MIT License"}, "MIT"),
        ({"License": "BSD"}, None),
        ({"License": "The MIT License\n\nPermission is hereby granted"}, None),
        ({"Classifier": "License :: OSI Approved :: Apache Software License"}, "Apache-2.0"),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, None),
        ({}, None),
    ],
)
def test_only_a_plain_licence_is_believed(said: dict[str, str], licence: str | None) -> None:
    about = Message()
    for name, value in said.items():
        about[name] = value.replace("\n", "\n ")
    assert licence_said(cast("Any", about)) == licence


def test_a_python_list_is_read_with_markers_and_remarks() -> None:
    line = "Foo_Bar.Baz==1.0 ; python_version < '3.12' \\\n"
    lock = f"# remark\n{line}    --hash=sha256:{DIGEST}\n    # via x\n"
    found = list(python_parts(lock, only_for_tests=True))
    hashes = (("SHA-256", DIGEST),)
    assert found == [Part("pypi", "foo-bar-baz", "1.0", hashes, only_for_tests=True)]


def test_an_npm_package_inside_of_another_has_its_own_name() -> None:
    packages = {
        "": {"name": "us"},
        "node_modules/a/node_modules/@b/c": {
            "version": "2.0.0",
            "integrity": "sha512-AAAA",
            "dev": True,
            "license": "MIT",
        },
    }
    found = list(npm_parts(json.dumps({"packages": packages})))
    assert found == [
        Part("npm", "@b/c", "2.0.0", (("SHA-512", "000000"),), only_for_tests=True, licence="MIT")
    ]


def test_the_systems_packages_have_no_version_of_ours() -> None:
    found = list(system_parts(["# libraries: of the system", "louis: liblouis20 liblouis-data"]))
    assert found == [Part("deb", "liblouis20", ""), Part("deb", "liblouis-data", "")]
