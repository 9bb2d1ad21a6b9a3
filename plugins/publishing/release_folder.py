"""What lies beside the site in a release: its manifest, and which addresses have moved or gone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from plugins.catalogue.keeping import write_whole
from plugins.catalogue.publication import Publication
from plugins.publishing.belongings import stories_of
from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import Manifest, manifest_of, to_json
from plugins.publishing.media_types import media_type
from plugins.publishing.release import FIRST
from plugins.publishing.target import MANIFEST, SITE

REDIRECTS = "redirects.json"
GONE = "gone.json"
SBOM = "sbom.json"


@dataclass(frozen=True)
class ReleaseFolder:
    """The folder on this machine in which releases for one target are made ready."""

    place: Path

    @property
    def site(self) -> Path:
        """Where the site is built."""
        return self.place / SITE

    def manifest(self, publication: Publication, built_from: Mapping[str, str]) -> Manifest:
        """Return what was built, as the first release; a later one is the same by another number.

        The lists for the server are written with it.
        """
        for link in self.site.rglob("*"):
            if link.is_symlink():
                fault = f"The site that was built has a link in it: {link.relative_to(self.site)}."
                raise PublishFault(fault, "Nothing was published. Put the file itself there.")
        root = urlsplit(built_from["site_url"]).path.rstrip("/")
        gone = tuple(story.url for story in publication.tombstones)
        shutil.copyfile(self.site / REDIRECTS, self.place / REDIRECTS)
        listing = {"gone": sorted(f"{root}/{address}" for address in gone)}
        self.write(GONE, json.dumps(listing, indent=2, ensure_ascii=False) + "\n")
        return manifest_of(
            self.site,
            release=FIRST,
            built_from=built_from,
            media_type=media_type,
            tombstones=gone,
            stories=stories_of(self.site, publication),
        )

    def seal(self, manifest: Manifest) -> None:
        """Write the manifest of the release that this becomes."""
        self.write(MANIFEST, to_json(manifest))

    def write(self, name: str, text: str) -> None:
        """Write a file beside the site."""
        write_whole(self.place / name, text.encode())
