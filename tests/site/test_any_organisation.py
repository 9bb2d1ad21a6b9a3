"""Another body's content builds with the same code, and shows nothing of the demo's."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup

from tests.site.readable import readable
from tests.small_site import SITE, SmallSite

OF_THE_DEMO = re.compile(
    r"\b(ELR|CCG|Leicestershire|Rutland|NHS|patients?|demonstration)\b", re.IGNORECASE
)
MADE = {".pdf", ".epub", ".brf", ".pef", ".mp3", ".vtt", ".txt"}
SAID = ("alt", "aria-label", "title", "content", "value", "placeholder")


def said_by(page: str) -> str:
    """Return every word of a page that a reader or a search engine is told."""
    soup = BeautifulSoup(page, "lxml")
    attributes = [str(tag[name]) for name in SAID for tag in soup.select(f"[{name}]")]
    return " ".join([soup.get_text(" "), *attributes])


def test_a_councils_two_news_items_make_its_own_site(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.item("news/roads.md", title="Roads open", topics="[Roads]")
    small_site.item("news/parking.md", title="Parking is free on Sundays", body="It is free.\n")
    small_site.write("site.yaml", SITE.replace("formats: {every: []}", ""))
    output = small_site.build(tmp_path / "output")
    pages = {path.relative_to(output).as_posix(): path for path in output.rglob("*.html")}
    assert {"index.html", "news/roads/index.html", "about/index.html"} <= pages.keys()
    for name, path in pages.items():
        words = said_by(path.read_text(encoding="utf-8"))
        assert "Fenwick Town Council" in words or 'http-equiv="refresh"' in path.read_text()
        assert OF_THE_DEMO.findall(words) == [], name
    made = [path for path in output.rglob("*") if path.suffix in MADE]
    assert {path.suffix for path in made} == MADE
    for path in made:
        words = b" ".join(readable(path.read_bytes(), path.name)).decode(errors="ignore")
        assert OF_THE_DEMO.findall(words) == [], path
    home = said_by(pages["index.html"].read_text(encoding="utf-8"))
    assert "Parking is free on Sundays" in home


def test_a_site_under_a_folder_of_its_host_keeps_its_links_there(
    small_site: SmallSite, tmp_path: Path
) -> None:
    small_site.picture("news/road.png", (800, 600))
    small_site.item(
        "news/roads.md", image="{file: road.png, alt: A road}", body="[About](../pages/about.md)\n"
    )
    output = small_site.build(tmp_path / "output", "--site-url", "https://host.example/town/")
    for path in output.rglob("*.html"):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        links = [str(tag[name]) for name in ("href", "src") for tag in soup.select(f"[{name}]")]
        astray = [link for link in links if link.startswith("/") and not link.startswith("/town/")]
        assert astray == [], path
