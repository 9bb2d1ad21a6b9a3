"""True builds: what stands in the pages is in the output, and nothing else is."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tests.pictures.bare_build import build, files_in
from tests.pictures.samples import CANARY, photograph, saved, telephone_jpeg
from tests.small_site import SmallSite


@pytest.fixture
def site(small_site: SmallSite) -> SmallSite:
    """Give a site with a picture in a field and one, of a telling name, in the words."""
    (small_site.root / "news").mkdir()
    (small_site.root / "news" / "Margaret Hollowfield.jpg").write_bytes(telephone_jpeg(1500, 1000))
    (small_site.root / "news" / "main.png").write_bytes(saved(photograph(700, 500), "PNG"))
    (small_site.root / "news" / "draft.png").write_bytes(saved(photograph(70, 50, 3), "PNG"))
    body = '![A "street" & more](<Margaret Hollowfield.jpg>)\n'
    small_site.item("news/roads.md", image="{file: main.png, alt: Main}", body=body)
    small_site.item("news/draft.md", image="{file: draft.png, alt: D}", status="draft")
    return small_site


def test_pages_show_what_the_output_holds(site: SmallSite, tmp_path: Path) -> None:
    done = build(site, tmp_path / "out", address="https://fenwick.example/repo")
    assert done.returncode == 0, done.stdout + done.stderr
    output = files_in(tmp_path / "out")
    page = BeautifulSoup(output["news/roads/index.html"], "html.parser")
    used = set()
    for image in page.find_all("img"):
        src, srcset = str(image["src"]), str(image.get("srcset", ""))
        addresses = [src, *re.findall(r"(\S+) \d+w", srcset)]
        for address in addresses:
            assert address.startswith("/repo/")
            used.add(address.removeprefix("/repo/"))
        if "width" in image.attrs:
            with Image.open(io.BytesIO(output[src.removeprefix("/repo/")])) as shown:
                assert shown.size == (int(str(image["width"])), int(str(image["height"])))
    assert used <= output.keys()
    # The draft's picture is nowhere, nor is any original.
    assert {path for path in output if path.startswith("pictures/")} == {
        path for path in used if path.startswith("pictures/")
    }
    for data in output.values():
        assert CANARY.encode() not in data
    words = page.find("img", alt='A "street" & more')
    assert words is not None
    assert (words["loading"], words["decoding"]) == ("lazy", "async")
    assert words["sizes"]
    assert "{picture}" not in str(page)


def test_two_builds_from_two_places_give_the_same_bytes(site: SmallSite, tmp_path: Path) -> None:
    assert build(site, tmp_path / "one" / "out").returncode == 0
    assert build(site, tmp_path / "two" / "out", cwd=tmp_path).returncode == 0
    one, two = files_in(tmp_path / "one" / "out"), files_in(tmp_path / "two" / "out")
    assert one.keys() == two.keys()
    assert [path for path, data in one.items() if data != two[path]] == []


def test_a_broken_picture_stops_the_build_before_anything_is_written(
    site: SmallSite, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "last-good.html").write_text("good")
    (site.root / "news" / "main.png").write_bytes(b"GIF89a")
    (site.root / "news" / "minutes.pdf").write_bytes(b"no PDF")
    site.item("news/minutes.md", body="[Minutes](minutes.pdf)\n")
    done = build(site, out)
    assert done.returncode == 1
    said = " ".join((done.stdout + done.stderr).split())
    # The problems of both rooms come at once.
    assert 'the picture "news/main.png" is in truth a GIF' in said
    assert 'the file "news/minutes.pdf" is not a PDF file' in said
    assert files_in(out) == {"last-good.html": b"good"}
