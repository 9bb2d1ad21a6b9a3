"""A site of a few pages that is written at once, so that publishing itself can be tried often.

Each page and each of its parts says which edition of the site it is from.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins.catalogue.load import load
from plugins.catalogue.publication import Publication
from plugins.publishing.target import Teller
from tests.small_site import TODAY

PAGES = tuple(f"news/item-{number}/index.html" for number in range(12))
STORY = "stories/margaret/index.html"
WORDS = "Margaret tells how the ward was kind to her"
SAYS = re.compile(r"edition (\d+)\.")
NAMES = re.compile(r'(?:href|src)="/([^"]+)"')


@dataclass(frozen=True)
class PagesSite:
    """One edition, of the content in a folder; it fulfils publishing's PublicSite."""

    content: Path
    edition: int
    as_of: date = TODAY
    address: str = "https://fenwick.example"

    def check(self, teller: Teller) -> None:
        """Load the content."""
        del teller
        load(self.content)

    def build(self, site: Path, teller: Teller) -> Publication:
        """Write the pages into a folder."""
        del teller
        publication = Publication(load(self.content), self.as_of)
        shutil.rmtree(site, ignore_errors=True)
        for path, words in self.files(publication).items():
            place = site / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(words.encode())
        (site / "recording.mp3").write_bytes(b"the same sound " * 20_000)
        return publication

    def files(self, publication: Publication) -> Mapping[str, str]:
        """Return what the site is made of."""
        says = f"edition {self.edition}."
        style = named("assets/css/site.{}.css", f"/* {says} */")
        script = named("assets/js/site.{}.js", f"/* {says} */")
        lasting = named("assets/images/logo.{}.svg", "<svg>the same in each edition</svg>")
        parts = dict((style, script, lasting))
        head = "".join(f'<link href="/{path}">' for path in parts)
        has_story = any(item.url == "stories/margaret/" for item in publication.items)
        told = f'<a href="/stories/margaret/">{WORDS}</a>' if has_story else ""
        files = dict.fromkeys(PAGES, f"<p>{says}</p>{head}")
        files["index.html"] = f"<p>{says}</p>{head}{told}"
        if has_story or publication.tombstones:
            words = WORDS if has_story else "no longer available"
            files[STORY] = f"<p>{says}</p>{head}<p>{words}</p>"
        return files | parts | {"redirects.json": '{"redirects": []}'}

    def built_from(self, publication: Publication) -> Mapping[str, str]:
        """Return what it was made of."""
        return {
            "content": str(self.edition),
            "program": "pages_site",
            "as_of": publication.as_of.isoformat(),
            "site_url": self.address,
        }


def named(form: str, words: str) -> tuple[str, str]:
    """Return a part's path with the digest of its words, and the words."""
    return form.format(hashlib.sha256(words.encode()).hexdigest()[:8]), words
