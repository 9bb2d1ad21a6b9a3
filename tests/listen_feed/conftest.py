"""A town whose news are read out, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_site import SITE, SmallSite

GUID = "0d8a2d6a-6f2c-5a3b-9a67-1c0f9f1f0a11"
LISTEN = f"""\
listen:
  title: Fenwick read aloud
  summary: All the news of Fenwick, read by a computer.
  image: {{file: listen.jpg, alt: A pair of headphones.}}
  feed_guid: {GUID}
  categories: [Government, News]
"""
SPOKEN = SITE.replace("formats: {every: []}", "formats: {every: [audio]}")
BODY = "The roads are open.\n\n## When\n\nFrom 9am on Monday.\n\n## Where\n\nIn Fenwick.\n"


def listening_site(root: Path) -> SmallSite:
    """Return a site with news, stories of several consents, a page and a translation."""
    site = SmallSite.at(root)
    site.write("site.yaml", f"{SPOKEN}{LISTEN}")
    site.picture("listen.jpg", (1400, 1400))
    site.item("news/roads.md", body=BODY, date="2026-11-02")
    site.item("news/roads.pl.md", lang="pl", translation_of="roads.md")
    site.item("news/bridge.md", title="The bridge", date="2026-11-09", expires="2026-12-31")
    site.item("news/later.md", title="Later", date="2026-12-01")
    for name, uses in (
        ("heard", "website, audio, podcast"),
        ("unspoken", "website"),
        ("at-home", "website, audio"),
    ):
        consent = f"{{reference: PS-1, given: 2026-01-05, uses: [{uses}]}}"
        site.item(f"stories/{name}.md", title=f"Story {name}", date="2026-11-05", consent=consent)
    return site


@pytest.fixture(scope="session")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the output of such a site."""
    folder = tmp_path_factory.mktemp("listening")
    return listening_site(folder / "content").build(folder / "output")


@pytest.fixture(scope="session")
def feed(listening: Path) -> bytes:
    """Give its feed."""
    return (listening / "listen/feed.xml").read_bytes()
