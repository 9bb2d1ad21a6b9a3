"""Scripts in every text field of every kind do nothing, whatever is made of the words."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring

from plugins.catalogue.kinds import ITEM_KINDS
from plugins.catalogue.load import survey
from tests.fuzz.filled import EVERY_KIND, fields_of
from tests.fuzz.hostile_site import SCRIPT, hostile_site
from tests.small_site import SmallSite

JAVASCRIPT = "javascript:alert(1)"
OF_DATA = ("application/ld+json", "text/pagefind-template")  # no browser runs these
MARKED_UP = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site once."""
    folder = tmp_path_factory.mktemp("hostile")
    return hostile_site(folder / "content").build(folder / "output")


def harmful(page: str) -> Iterator[str]:
    """Yield whatever a browser would run of a page that is not ours."""
    for element in BeautifulSoup(page, "lxml").find_all():
        of_ours = element.get("src") and "alert" not in element.text
        if element.name == "script" and element.get("type") not in OF_DATA and not of_ours:
            yield str(element)[:200]
        if (
            element.name in {"iframe", "object", "embed", "base", "meta"}
            and element.get("src") == "x"
        ):
            yield str(element)[:200]
        for name, value in element.attrs.items():
            address = "".join(str(value).split()).lower()
            if name.startswith("on") or address.startswith(
                ("javascript:", "data:text", "vbscript:")
            ):
                yield f"{name}={value}"
        if element.name == "img" and element.get("src") == "x":
            yield str(element)[:200]


def texts_in(output: Path, *endings: str) -> Iterator[tuple[Path, str]]:
    found = [path for path in sorted(output.rglob("*")) if path.suffix in endings]
    assert found
    yield from ((path, path.read_text("utf-8")) for path in found)


def test_no_page_runs_what_a_field_holds(output: Path) -> None:
    shown = 0
    for path, page in texts_in(output, ".html", ".htm"):
        assert not list(harmful(page)), path
        shown += SCRIPT[2:12] in BeautifulSoup(page, "lxml").get_text()
    assert shown > len(ITEM_KINDS)  # The words are there, for people to read.


def test_facts_for_search_engines_stay_json(output: Path) -> None:
    found = 0
    for path, page in texts_in(output, ".html"):
        for script in BeautifulSoup(page, "lxml").find_all("script", type="application/ld+json"):
            json.loads(script.text)
            assert "<script" not in script.text, path
            found += 1
    assert found > len(ITEM_KINDS)


def test_feeds_and_maps_hold_it_as_words(output: Path) -> None:
    marked_up = 0
    for path, text in texts_in(output, ".xml", ".opml"):
        for element in fromstring(text).iter():
            assert str(element.tag).rpartition("}")[2] not in {"script", "img"}, path
            for name in ("description", MARKED_UP, "{http://www.w3.org/2005/Atom}content"):
                if element.tag == name and element.text:
                    assert not list(harmful(element.text)), path
                    marked_up += 1
    assert marked_up


def test_books_hold_it_as_words(output: Path) -> None:
    books = sorted(output.rglob("*.epub"))
    assert len(books) > 5
    for book in books:
        with zipfile.ZipFile(book) as archive:
            for name in archive.namelist():
                if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg")):
                    text = archive.read(name).decode()
                    tags = {str(one.tag).rpartition("}")[2] for one in fromstring(text).iter()}
                    assert "script" not in tags, (book, name)
                    names = {name for one in fromstring(text).iter() for name in one.attrib}
                    assert not [name for name in names if name.startswith("on")], (book, name)


def test_captions_and_drawings_hold_it_as_words(output: Path) -> None:
    for path, text in texts_in(output, ".vtt", ".svg"):
        assert "<script" not in text.lower(), path


def test_data_for_programs_stays_json(output: Path) -> None:
    for _, text in texts_in(output, ".json"):
        json.loads(text)


LINKS = ["menu: [{label: A, link: %s}]", "footer: [{label: A, link: %s}]"]


@pytest.mark.parametrize("field", LINKS)
@pytest.mark.parametrize(
    "link", [JAVASCRIPT, "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example"]
)
def test_a_menu_leads_to_no_script(small_site: SmallSite, field: str, link: str) -> None:
    site = (small_site.root / "site.yaml").read_text("utf-8")
    small_site.write("site.yaml", site + field % json.dumps(link) + "\n")
    assert [one.fault for one in survey(small_site.root).problems] != []


def link_fields() -> list[tuple[str, str]]:
    return [
        (kind.kind, ".".join(field.place))
        for kind in EVERY_KIND
        for field in fields_of(kind)
        if field.sort == "link" or field.place[-1].endswith(("url", "uri", "online"))
    ]


@pytest.mark.parametrize(("kind", "place"), link_fields())
def test_a_field_leads_to_no_script(small_site: SmallSite, kind: str, place: str) -> None:
    from tests.fuzz.hostile_site import put  # noqa: PLC0415

    values: dict[str, object] = {}
    put(values, tuple(place.split(".")), JAVASCRIPT)
    name, value = next(iter(values.items()))
    folder = f"{kind}/talk" if kind == "podcasts" else kind
    stem = "show" if name in {"podroll", "listed", "funding", "new_feed_address", "hub"} else "x"
    small_site.item(f"{folder}/{stem}.md", **{name: json.dumps(value)})
    said = [one.fault for one in survey(small_site.root).problems]
    assert any(JAVASCRIPT in fault for fault in said), said


@pytest.mark.parametrize(
    "link",
    [
        "[a](javascript:alert(1))",
        "[a](JAVASCRIPT:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a]( javascript:alert(1))",
        "[a](java\tscript:alert(1))",
        "[a](vbscript:x)",
        "[a](data:text/html;base64,x)",
        "[a][1]\n\n[1]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![a](javascript:alert(1))",
        "![a](data:image/svg+xml,<svg>)",
    ],
)
def test_a_body_leads_to_no_script(small_site: SmallSite, link: str) -> None:
    small_site.item("news/x.md", body=f"{link}\n")
    found = survey(small_site.root)
    body = (
        next((i.body.html for i in found.catalogue.items if i.path == "news/x.md"), "")
        if found.catalogue
        else ""
    )
    assert found.problems or not list(harmful(body))


@pytest.mark.parametrize(
    "name", ["\u202eMoor", "Moor\u202d", "\u202aMoor", "Mo\x00or", "Mo\x1bor", "Mo\x7for"]
)
def test_signs_that_nobody_sees_are_refused(small_site: SmallSite, name: str) -> None:
    small_site.item("news/x.md", title=f'"{name}"')
    small_site.item("news/y.md", body=f"Words of {name}.\n")
    said = survey(small_site.root).problems
    assert {one.path for one in said} == {"news/x.md", "news/y.md"}
    assert all("invisible" in one.fault for one in said)


def test_signs_that_nobody_sees_are_refused_when_yaml_spells_them(small_site: SmallSite) -> None:
    small_site.item("news/x.md", title='"Moor \\u202e"')
    (problem,) = survey(small_site.root).problems
    assert problem.fault.startswith(
        "there is an invisible sign that shows letters in another order"
    )


def test_marks_of_direction_stay(small_site: SmallSite) -> None:
    small_site.item("news/x.md", title='"A \u2067\u0627\u0631\u062f\u0648\u2069 B\u200f, \u200c"')
    assert not survey(small_site.root).problems
