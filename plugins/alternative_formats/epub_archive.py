"""Files as one EPUB container, whose bytes depend on nothing but theirs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

MEDIA_TYPE = "application/epub+zip"
CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file of the publication, under EPUB/."""

    name: str  # "text.xhtml"
    media_type: str
    data: bytes
    properties: str | None = None  # in the manifest: "nav"
    overlay: str | None = None  # the name of its SMIL

    @property
    def id(self) -> str:
        """What the package calls it."""
        return self.name.replace("/", "-").replace(".", "-")


def archive(package: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the EPUB of a package document and the files that it names.

    Nothing is compressed: sound and pictures are already, and deflate's bytes differ from one
    release of zlib to the next, while every machine must make the same file.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as file:
        # OCF 3.3, 4.2.2: readers know an EPUB by its first file, at a fixed place.
        _add(file, "mimetype", MEDIA_TYPE.encode())
        _add(file, "META-INF/container.xml", CONTAINER)
        _add(file, "EPUB/package.opf", package)
        for name, data in parts.items():
            _add(file, f"EPUB/{name}", data)
    return buffer.getvalue()


def _add(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 3  # Unix, on every system
    entry.external_attr = 0o644 << 16
    file.writestr(entry, data)
