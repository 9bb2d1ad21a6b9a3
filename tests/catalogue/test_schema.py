"""What editors' tools and editors read is what the code checks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import BaseModel

from plugins.catalogue.faults import how_to, model_in
from plugins.catalogue.front_matter import read_front_matter, read_yaml
from plugins.catalogue.guide import BEGIN, with_fields
from plugins.catalogue.schema import GUIDE, MODELS, schemas, write_docs
from tests.catalogue.golden import whole_site
from tests.small_site import PROJECT, SITE, SmallSite

DOCS = PROJECT / "docs"
SCHEMAS = schemas()
WRITE = "write them anew: python -m plugins.catalogue.schema"


def models() -> dict[str, type[BaseModel]]:
    """Return every set of fields that editors write, by the name of its class."""
    found: dict[str, type[BaseModel]] = {}
    waiting = list(MODELS.values())
    while waiting:
        model = waiting.pop()
        if model.__name__ not in found:
            found[model.__name__] = model
            fields = model.model_fields.values()
            waiting += [part for field in fields if (part := model_in(field.annotation))]
    return found


def schema(name: str) -> dict[str, Any]:
    """Return a schema, read."""
    read: dict[str, Any] = json.loads(SCHEMAS[f"{name}.json"])
    return read


def faults(name: str, values: object) -> list[str]:
    """Return what a schema says of an item's values."""
    return [
        error.message for error in jsonschema.Draft202012Validator(schema(name)).iter_errors(values)
    ]


def test_the_schemas_in_docs_are_those_of_the_code() -> None:
    written = {file.name: file.read_text(encoding="utf-8") for file in DOCS.glob("schema/*")}
    assert written == SCHEMAS, WRITE


def test_the_guides_tables_are_those_of_the_code() -> None:
    guide = (DOCS / GUIDE).read_text(encoding="utf-8")
    assert guide == with_fields(guide), WRITE


def test_writing_the_docs_again_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / GUIDE).write_text("# A guide\n", encoding="utf-8")
    write_docs(tmp_path)
    first = {file: file.read_bytes() for file in tmp_path.rglob("*.*")}
    write_docs(tmp_path)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.*")} == first
    assert len(first) == len(MODELS) + 1


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_is_a_json_schema(name: str) -> None:
    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", sorted(models()))
def test_every_field_says_what_it_is_and_what_to_write(name: str) -> None:
    model = models()[name]
    assert model.__doc__
    for field_name, field in model.model_fields.items():
        if not field.exclude:
            words = field.description or ""
            assert re.search(r"(^|[.;:] )(Write|Give|Name) ", words), f"{name}.{field_name}"
            assert words.endswith((".", "!")), f"{name}.{field_name}"
            assert how_to(words)[0].isupper()


@pytest.mark.parametrize("name", sorted(models()))
def test_every_field_is_in_the_guide(name: str) -> None:
    tables = (DOCS / GUIDE).read_text(encoding="utf-8").partition(BEGIN)[2]
    for field_name, field in models()[name].model_fields.items():
        if not field.exclude:
            assert f"| `{field.alias or field_name}` |" in tables


def test_valid_items_are_valid_by_their_schemas(tmp_path: Path) -> None:
    site = whole_site(tmp_path / "content")
    for name in ("news", "stories", "people", "events", "meetings", "feedback", "campaigns"):
        for file in (site.root / name).glob("*.md"):
            values = read_front_matter(file.read_text(encoding="utf-8"), file.name).values
            assert [fault for fault in faults(name, values) if "integer" not in fault] == []
    assert faults("site", read_yaml(SITE, "site.yaml")[0]) == []


def test_a_translation_needs_only_its_own_words() -> None:
    own = {"title": "A", "summary": "B", "lang": "ur", "translation_of": "a.md"}
    assert faults("stories", own) == []
    assert faults("events", own) == []
    assert faults("stories", own | {"consent": {}})
    assert faults("stories", {"title": "A", "summary": "B", "date": "2026-11-01"}) == [
        "'consent' is a required property"
    ]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("date", 3),
        ("status", "ready"),
        ("slug", "Flu Clinics"),
        ("lang", "Urdu"),
        ("topics", "Roads"),
        ("redirect_from", ["news/"]),
        ("sumary", "A"),
        ("image", {"alt": "A"}),
        ("title", "A" * 121),
        ("expires", None),
        ("image", None),
        ("topics", None),
    ],
)
def test_a_schema_sees_the_mistakes_that_the_code_sees(field: str, wrong: object) -> None:
    right = {"title": "A", "summary": "B", "date": "2026-11-01"}
    assert faults("news", right) == []
    assert faults("news", right | {field: wrong})


def test_an_example_in_the_guide_is_right(small_site: SmallSite) -> None:
    """The guide's items are laid into a site that has what they name."""
    guide = (DOCS / GUIDE).read_text(encoding="utf-8").partition(BEGIN)[0]
    item, translation, easy_read, edition, notice = re.findall(
        r"```\n(---\n.*?)```", guide, re.DOTALL
    )
    small_site.write(
        "site.yaml", SITE.replace("{name: Roads}", "{name: Vaccinations}, {name: Winter}")
    )
    small_site.picture("news/flu-clinics.jpg")
    for field in ("read_aloud", "bsl"):
        (block,) = re.findall(rf"```\n({field}:\n.*?)```", guide, re.DOTALL)
        item = item.replace("\n---\n", f"\n{block}---\n", 1)
    for name in (
        "flu-clinics.mp3",
        "flu-clinics.vtt",
        "flu-clinics-bsl.mp4",
        "flu-clinics-bsl.vtt",
    ):
        small_site.write(f"news/{name}", "recorded")
    small_site.write("news/flu-clinics.easy-read.md", easy_read)
    small_site.write("editions/november.md", edition)
    small_site.write("news/flu-clinics.md", item)
    small_site.write("news/flu-clinics.ur.md", translation)
    small_site.item("news/snow.md")
    small_site.write("notices/snow.md", notice)
    consent = re.findall(r"```\n(consent:\n.*?)```", guide, re.DOTALL)[0]
    small_site.write(
        "stories/hannah.md", f"---\ntitle: A\nsummary: B\ndate: 2026-11-01\n{consent}---\nWords.\n"
    )
    catalogue = small_site.load()
    assert len(catalogue.items) == 6
    assert len(catalogue.easy_reads) == 1
    assert {item.bsl is None for item in catalogue.items if item.name == "flu-clinics"} == {
        True,
        False,
    }
    assert len(catalogue.notices) == 1


def test_what_the_guide_says_of_formats_is_read_as_it_stands(small_site: SmallSite) -> None:
    guide = (DOCS / GUIDE).read_text(encoding="utf-8").partition(BEGIN)[0]
    kinds, say = re.findall(r"```\n(formats:\n.*?)```", guide, re.DOTALL)
    plain = SITE.replace("formats: {every: []}\n", "")
    small_site.write("site.yaml", plain + kinds)
    formats = small_site.load().site.formats
    without_braille = ("large-print", "pdf", "epub", "audio", "text")
    assert (formats.large_print.size, formats.kinds["people"]) == (20, without_braille)
    small_site.write("site.yaml", plain + say)
    assert small_site.load().site.formats.voice.say["en-GB"]["Belvoir"] == "Beaver"


@pytest.mark.parametrize(
    ("field", "needed"),
    [
        ("title", "yes"),
        ("review", "no"),
        ("topics", "no"),
        ("alt", "no"),
        ("status", "no: `published`"),
        ("decorative", "no: `false`"),
        ("index", "no: `true`"),
        ("per_page", "no: `10`"),
        ("timezone", "no: `Europe/London`"),
    ],
)
def test_the_guide_says_what_holds_without_a_field(field: str, needed: str) -> None:
    tables = with_fields("")
    assert f"| `{field}` | {needed} |" in tables
