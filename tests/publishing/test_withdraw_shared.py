"""A story goes at once also where others show its pictures: they stay, without them."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from plugins.publishing.manifest import Manifest
from plugins.publishing.steps_back import roll_back
from tests.publishing.council import MONDAY, NAME, TUESDAY, Council, council_at

MARKET = "news/market/index.html"
PICTURES = (".webp", ".png", ".jpg")
FULL, LITTLE = 200, 90  # of a colour


@dataclass(frozen=True)
class After:
    """What was, and is now, when the story has been withdrawn."""

    council: Council
    before: Manifest
    said: str

    @property
    def live(self) -> Path:
        """The live site."""
        return self.council.public / "current/site"


def shown_by_others(root: Path) -> Council:
    """Return a site where a news item, its booklet and a list show the story's picture."""
    council = council_at(root, "[epub, text]")
    picture = "{file: ../stories/bravely.png, alt: A woman}"
    body = "![Her](../stories/bravely.png)\n\nListen to [the *talk*](../stories/bravely.mp3).\n"
    site = council.site
    site.item("news/market.md", title="Market", date="2026-09-01", image=picture, body=body)
    shutil.copy(site.root / "stories/bravely.png", site.root / "news/copied.png")
    copied = "{file: copied.png, alt: A woman}"
    site.item("news/copied.md", title="Copied", date="2026-09-02", image=copied)
    site.write(
        "editions/old.md",
        "---\ntitle: September\nsummary: All of it.\ndate: 2026-11-01\nfrom: 2026-09-01\n"
        "to: 2026-09-30\n---\n",
    )
    return council


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> After:
    """Publish two releases and withdraw the story."""
    council = shown_by_others(tmp_path_factory.mktemp("shared") / "it")
    council.publish()
    council.site.item("news/later.md", title="Later")
    before = council.publish()
    assert any("/cards/" in name for name in magenta_in(council))
    assert any(".epub/" in name for name in magenta_in(council))
    assert "<img" in (council.public / "current/site" / MARKET).read_text()
    council.told.lines.clear()
    council.withdraw("stories/bravely")
    return After(council, before, council.told.all)


def pictures_in(council: Council) -> Iterator[tuple[str, bytes]]:
    """Yield every picture on the target, those in books too."""
    for path in council.files():
        if path.suffix in PICTURES:
            yield str(path), path.read_bytes()
        elif path.suffix == ".epub":
            with zipfile.ZipFile(path) as book:
                names = [name for name in book.namelist() if name.endswith(PICTURES)]
                yield from ((f"{path}/{name}", book.read(name)) for name in names)


def magenta_in(council: Council) -> list[str]:
    """Return the pictures that show the story's colour."""
    return [name for name, data in pictures_in(council) if _is_magenta(data)]


def _is_magenta(data: bytes) -> bool:
    with Image.open(io.BytesIO(data)) as image:
        dots = image.convert("RGB").resize((8, 8)).tobytes()
    dyed = zip(dots[::3], dots[1::3], dots[2::3], strict=True)
    return any(red > FULL and green < LITTLE and blue > FULL for red, green, blue in dyed)


def test_the_picture_is_nowhere_and_the_others_stay(after: After) -> None:
    for name in ("market", "copied"):
        page = (after.live / f"news/{name}/index.html").read_text()
        assert name.capitalize() in page
    assert list(pictures_in(after.council))
    assert magenta_in(after.council) == []
    assert after.council.holding(NAME) == []


def test_links_to_its_recording_are_mere_words(after: After) -> None:
    page = (after.live / MARKET).read_text()
    assert "Listen to the <em>talk</em>." in page
    voice = hashlib.sha256((after.council.site.root / "stories/bravely.mp3").read_bytes())
    assert voice.hexdigest() not in after.council.digests()


def test_what_showed_it_was_known_as_the_storys(after: After) -> None:
    paths = set(after.before.stories["stories/bravely/"].paths)
    assert {MARKET, "news/index.html", "editions/old/old.epub", "news/market/market.epub"} <= paths


def test_which_item_lost_what_is_said_with_its_line(after: After) -> None:
    fault = 'the picture "stories/bravely.png" is left out here: it belongs to'
    assert f"\ncontent/news/market.md:5: {fault}" in after.said
    # And again at the end, where it is read.
    end = after.said.partition("These are shown without something of a story now.")[2]
    assert f"\n    content/news/market.md:5: {fault}" in end
    assert f"content/news/market.md:7: {fault}" in after.said
    assert 'content/news/market.md:9: the file "stories/bravely.mp3" is left out' in after.said
    assert 'content/news/copied.md:5: the picture "news/copied.png" is left out' in after.said


def test_an_old_release_that_is_gone_back_to_is_whole(after: After) -> None:
    chosen = after.council.chosen()
    roll_back(chosen.target, chosen.judges, "1", after.council.told)
    page = (after.live / MARKET).read_text()
    assert "<img" not in page.partition("<main")[2].partition("</main>")[0]
    assert not (after.live / "news/later/index.html").exists()


def test_a_consent_that_ends_by_its_day_stops_no_publish(tmp_path: Path) -> None:
    council = shown_by_others(tmp_path / "it")
    file = council.site.root / "stories/bravely.md"
    file.write_text(file.read_text().replace("PS-7\n", f"PS-7\n  until: {MONDAY}\n"))
    council.publish(MONDAY)
    council.publish(TUESDAY)
    assert council.holding(NAME) == []
    assert magenta_in(council) == []
    assert "is left out here" in council.told.all
