"""A field that is written with no value is never passed over: `withdrawn:` means something."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ValidationError

from plugins.catalogue.faults import empty_fields, faults_of
from plugins.catalogue.problem import ContentError
from tests.catalogue.test_schema import models
from tests.small_site import SITE, SmallSite

FIELDS = [
    (model, field.alias or name)
    for _, model in sorted(models().items())
    for name, field in model.model_fields.items()
    if not field.exclude
]


def told(model: type[BaseModel], name: str) -> list[str]:
    """Return what is said of a field without a value, whatever else is wrong around it."""
    said = list(empty_fields({name: None}, model, "a.md", {}))
    try:
        model.model_validate({name: None})
    except ValidationError as error:
        said += faults_of(error, model, "an item", "a.md", {})
    return [problem.fault for field, problem in said if field == name]


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_every_field_without_a_value_is_told_once(model: type[BaseModel], name: str) -> None:
    assert told(model, name) == [f"{name} is empty."]


def test_a_field_of_the_site_without_a_value_is_told(small_site: SmallSite) -> None:
    small_site.write("site.yaml", f"{SITE}demonstration:\nbrand: {{card: }}\n")
    with pytest.raises(ContentError) as caught:
        small_site.load()
    assert [(problem.line, problem.fault) for problem in caught.value.problems] == [
        (17, "demonstration is empty."),
        (18, "card under brand is empty."),
    ]


def test_an_empty_field_of_an_original_is_told_there_alone(small_site: SmallSite) -> None:
    small_site.item("news/a.md", contact="")
    small_site.item("news/a.pl.md", lang="pl", translation_of="a.md", expires="")
    with pytest.raises(ContentError) as caught:
        small_site.load()
    assert [(problem.path, problem.fault) for problem in caught.value.problems] == [
        ("news/a.md", "contact is empty."),
        ("news/a.pl.md", "expires is empty."),
    ]


def test_empty_words_in_quotation_marks_are_no_fault_for_a_decoration(
    small_site: SmallSite,
) -> None:
    small_site.picture("news/a.png", (1200, 800))
    small_site.item("news/a.md", image='{file: a.png, alt: "", decorative: true}')
    assert small_site.load()
