"""What a release was made with, as CycloneDX 1.6: for whoever must know of each part and its holes.

The same for the same lists, byte for byte: it holds no clock, and its number is made of its words.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
import uuid
from functools import cache
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from plugins.publishing.licences import LICENCES, read_licences
from plugins.publishing.parts import Part, parts_of

NUMBERS = uuid.UUID("b3a1d8f2-6c55-5e0e-9c0a-6a5f6f0f9d11")  # ours: never change it


@cache
def sbom(project: Path) -> str:
    """Return the list of all parts that a build of this project uses, as JSON."""
    known = read_licences((project / LICENCES).read_text(encoding="utf-8"))
    facts = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bom = Bom(
        components=[
            _component(part, known.get((part.source, part.name)))
            for part in parts_of(project)
            if not part.only_for_tests
        ]
    )
    bom.metadata.component = Component(
        type=ComponentType.APPLICATION,
        name=facts["name"],
        version=facts["version"],
        bom_ref=facts["name"],
        licenses=[LicenseFactory().make_from_string(facts["license"])],
    )
    for component in bom.components:
        bom.register_dependency(bom.metadata.component, [component])
    return _without_clock(json.loads(JsonV1Dot6(bom).output_as_string()))


def _component(part: Part, licence: str | None) -> Component:
    address = _address(part)
    licence = part.licence or licence
    # A Python package has a file for each platform, and a digest for each: any is the part's own.
    hashes = [HashType(alg=HashAlgorithm(kind), content=digest) for kind, digest in part.hashes]
    kind = ExternalReferenceType.DISTRIBUTION
    return Component(
        type=ComponentType.LIBRARY,
        name=part.name,
        version=part.version or None,
        bom_ref=str(address),
        purl=address,
        scope=ComponentScope.REQUIRED,
        licenses=[LicenseFactory().make_from_string(licence)] if licence else [],
        external_references=[ExternalReference(type=kind, url=XsUri(str(address)), hashes=hashes)],
    )


def _address(part: Part) -> PackageURL:
    """Return how all tools name the part: pkg:pypi/pillow@13.0.0."""
    space, _, name = part.name.rpartition("/")
    owner = "debian" if part.source == "deb" else space or None
    return PackageURL(part.source, owner, name, part.version or None)


def _without_clock(document: dict[str, Any]) -> str:
    document["metadata"].pop("timestamp", None)
    document.pop("serialNumber", None)
    text = json.dumps(document, sort_keys=True)
    number = uuid.uuid5(NUMBERS, hashlib.sha256(text.encode()).hexdigest())
    document["serialNumber"] = f"urn:uuid:{number}"
    return json.dumps(document, indent=1, sort_keys=True) + "\n"
