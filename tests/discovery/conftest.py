"""A small site with something of everything that discovery speaks of, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_site import SmallSite

ADDRESS = "https://fenwick.example/town"
BODY = """\
See [our history](../pages/about.md#history), the [lists](#lists), and ![A road](road.jpg).

## Lists

Ask [us](mailto:hello@fenwick.example).
"""


def write_town(root: Path) -> SmallSite:
    """Write the site."""
    site = SmallSite.at(root)
    site.picture("news/road.jpg", (1600, 900))
    site.item(
        "news/roads-open.md",
        title="Roads open & dry, speed <20 mph",
        summary="The A&B road is open. Keep <20 mph.",
        body=BODY,
        topics="[Roads]",
        places="[North Fenwick]",
        updated="2026-11-10",
        image="{file: road.jpg, alt: A road between two hedges.}",
        redirect_from="[/2025/roads.html, /news/roads, /old/roads.aspx]",
    )
    site.item(
        "news/roads-open.ur.md",
        title="سڑکیں کھل گئیں",
        summary="The word roads stands in it too.",
        lang="ur",
        translation_of="roads-open.md",
    )
    site.item("news/older.md", title="Older news", date="2025-02-03", topics="[Roads]")
    site.item("news/canary-draft.md", title="Canary draft", status="draft")
    site.item(
        "stories/told.md", title="Waiting for a bus", consent=consent("[website]", known_as="Jo")
    )
    site.item(
        "stories/canary.md",
        title="Canary withdrawn",
        consent=consent("[website]", withdrawn="2026-11-05"),
    )
    site.item(
        "events/booth.md",
        title="Listening Booth",
        start="2026-10-06 10:00",
        end="2026-10-06 12:30",
        repeats="{every: month, on: weekday, cancelled: [2026-12-01]}",
        venue="{name: Library, address: 'High Street, Fenwick', latitude: 52.5, longitude: -1.0}",
        cost="Free",
    )
    site.item(
        "events/fair.md",
        title="Summer fair",
        date="2026-11-15",
        start="2027-06-12 11:00",
        end="2027-06-12 16:00",
    )
    site.item("meetings/2026-12.md", title="Council", online="https://fenwick.example/join")
    site.item("people/lee.md", title="Lee Example", role="Mayor")
    return site


def consent(uses: str, **more: str) -> str:
    """Return a story's consent as YAML."""
    fields = {"reference": "CANARY-7", "given": "2026-01-05", "uses": uses} | more
    return "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}"


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the built site, to read and not to change."""
    folder = tmp_path_factory.mktemp("town")
    site = write_town(folder / "content")
    return site.build(folder / "output", "--site-url", ADDRESS)
