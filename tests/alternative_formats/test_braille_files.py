"""Braille as files: BRF as embossers read it, PEF as its schema has it, the same bytes always."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from plugins.alternative_formats import braille, braille_louis, brf, pef
from plugins.alternative_formats.document import Document
from plugins.alternative_formats.format import Commission
from plugins.catalogue.site_formats import Braille, FormatSettings
from tests.alternative_formats import samples

EVERY = [*samples.ALL, samples.EASY_READ]
PROJECT = Path(__file__).parents[2]
SCHEMA = Path(__file__).with_name("pef.rng")
SPACES = {"p": pef.PEF, "dc": pef.DC}
# Written by hand from the table of North American braille ASCII, a row of eight dots at a time.
ASCII = {
    "A": "1",
    "Z": "1356",
    "0": "356",
    ",": "6",
    "'": "3",
    "#": "3456",
    "_": "456",
    "=": "123456",
}


def commission(document: Document, **settings: object) -> Commission:
    """Return what a format is given."""
    chosen = FormatSettings(braille=Braille(**settings))
    return Commission(document=document, settings=chosen, content=PROJECT / "content")


@pytest.mark.parametrize("document", EVERY, ids=lambda document: document.title[:12])
@pytest.mark.parametrize(("cells", "lines"), [(40, 25), (20, 10), (100, 60)])
def test_brf_is_pages_of_whole_lines_in_the_64_characters(
    document: Document, cells: int, lines: int
) -> None:
    made = brf.render(commission(document, cells=cells, lines=lines)).decode("ascii")
    assert set(made) - {"\r", "\n", "\f"} <= set(brf.ASCII)
    assert made.endswith("\r\n")
    for page in made.split("\f"):
        assert page.count("\r\n") == page.count("\r") == page.count("\n") == lines
        assert max(map(len, page.split("\r\n"))) <= cells
    last = made.split("\f")[-1].split("\r\n")
    assert any(line.strip() for line in last[:-2]), "The last page has words."


def test_braille_ascii_is_the_one_that_embossers_know() -> None:
    assert len(set(brf.ASCII)) == 64
    for letter, dots in ASCII.items():
        cell = 0x2800 + sum(1 << (int(dot) - 1) for dot in dots)
        assert brf.CHARACTERS[cell] == letter


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    """Give what PEF allows."""
    return etree.RelaxNG(etree.parse(SCHEMA))


@pytest.mark.parametrize("document", EVERY, ids=lambda document: document.title[:12])
def test_pef_is_as_its_schema_has_it(document: Document, schema: etree.RelaxNG) -> None:
    schema.assertValid(etree.fromstring(pef.render(commission(document))))


def test_pef_says_what_it_is_and_is_of_the_size_of_the_settings() -> None:
    document = dataclasses.replace(samples.in_language("ur"), author="Ann Other")
    root = etree.fromstring(pef.render(commission(document, cells=30, lines=20)))
    meta = root.find("p:head/p:meta", SPACES)
    assert meta is not None
    said = {etree.QName(node).localname: node.text for node in meta}
    assert said == {
        "title": document.title,
        "creator": "Ann Other",
        "language": "ur",
        "description": "Where and when to have your flu vaccination.",
        "publisher": "Fenwick Town Council",
        "date": "2026-11-09",
        "format": "application/x-pef+xml",
        "identifier": "https://fenwick.example/news/flu-clinics/",
    }
    (volume,) = root.iterfind(".//p:volume", SPACES)
    size = {"cols": "30", "rows": "20", "rowgap": "0", "duplex": "true"}
    assert {str(name): str(value) for name, value in volume.attrib.items()} == size


@pytest.mark.parametrize("document", EVERY, ids=lambda document: document.title[:12])
def test_both_files_are_the_same_pages(document: Document) -> None:
    root = etree.fromstring(pef.render(commission(document)))
    pages = [
        [(row.text or "").translate(brf.CHARACTERS) for row in page.iterfind("p:row", SPACES)]
        for page in root.iterfind(".//p:page", SPACES)
    ]
    made = brf.render(commission(document)).decode("ascii")
    assert pages == [page.removesuffix("\r\n").split("\r\n") for page in made.split("\f")]


WRITE_ALL = """
import hashlib
from tests.alternative_formats.test_braille_files import all_bytes
print(hashlib.sha256(all_bytes()).hexdigest())
"""


def all_bytes() -> bytes:
    """Return every sample in both formats."""
    return b"".join(made.render(commission(document)) for document in EVERY for made in (brf, pef))


def test_another_process_makes_the_same_bytes() -> None:
    other = {
        "PYTHONHASHSEED": "1",
        "LC_ALL": "C",
        "TZ": "Asia/Karachi",
        "LOUIS_TABLEPATH": "/nonexistent",
    }
    done = subprocess.run(
        [sys.executable, "-c", WRITE_ALL],
        cwd=PROJECT,
        env={**os.environ, **other},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(all_bytes()).hexdigest()
    assert done.stderr == ""


def test_memory_stays_flat() -> None:
    def render(count: int) -> int:
        for number in range(count):
            document = dataclasses.replace(samples.ENGLISH, title=f"Flu clinics {number}")
            brf.render(commission(document))
            pef.render(commission(document))
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    before = render(50)
    assert render(450) - before < 4 * (1 if sys.platform != "darwin" else 1024) * 1024


def test_the_recipe_names_all_that_changes_the_pages() -> None:
    def recipe(**settings: object) -> str:
        return brf.FORMAT.recipe(commission(samples.ENGLISH, **settings).settings)

    recipes = {
        recipe(),
        recipe(grade=1),
        recipe(cells=30),
        recipe(lines=20),
        recipe(tables={"cy": "cy-cy-g2.ctb"}),
    }
    assert len(recipes) == 5
    assert all("liblouis 3." in one for one in recipes)
    assert recipe(tables={"cy": "a.ctb", "pl": "b.ctb"}) == recipe(
        tables={"pl": "b.ctb", "cy": "a.ctb"}
    )
    voices = FormatSettings.model_validate({"large_print": {"size": 24}})
    assert brf.FORMAT.recipe(voices) == recipe()


def test_a_machine_without_liblouis_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(braille, "louis", lambda: None)
    chosen = FormatSettings(braille=Braille(tables={"cy": "nope.ctb"}))
    for made in (brf.FORMAT, pef.FORMAT):
        missing = made.missing_tool(chosen)
        assert missing
        assert missing.name == "liblouis"
        assert "apt install liblouis20 liblouis-data" in missing.remedy
        assert "brew install liblouis" in missing.remedy
        assert "liblouis none" in made.recipe(chosen)
        # It is the machine that lacks something: nothing is said of any document.
        assert made.gap(samples.ENGLISH, chosen) is None
        assert list(made.uncarried(samples.ENGLISH, chosen)) == []


def test_a_library_of_another_machine_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(braille_louis, "_places", lambda: [(Path(__file__), None)])
    assert braille_louis.louis.__wrapped__() is None


def test_this_machine_has_liblouis() -> None:
    assert brf.FORMAT.missing_tool(FormatSettings()) is None


def test_what_they_are() -> None:
    assert (brf.FORMAT.name, brf.FORMAT.suffix, brf.FORMAT.use) == ("brf", ".brf", "print")
    assert (pef.FORMAT.name, pef.FORMAT.suffix, pef.FORMAT.use) == ("pef", ".pef", "print")
    assert pef.FORMAT.media_type == "application/x-pef+xml"
