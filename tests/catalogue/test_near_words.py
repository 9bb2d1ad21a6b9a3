"""A word that is not one of a field's few is answered with the one that was meant."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin

import pytest

from plugins.catalogue.near_words import SAME, meant_by
from tests.catalogue.test_schema import models

EVERY = "'day', 'week', 'fortnight', 'month' or 'year'"
STATUS = "'published' or 'draft'"
PURPOSE = "'to decide', 'to discuss', 'to note' or 'to hear'"


@pytest.mark.parametrize(
    ("written", "expected", "meant"),
    [
        ("monthly", EVERY, "month"),
        ("Fortnightly", EVERY, "fortnight"),
        ("daily", EVERY, "day"),
        ("annually", EVERY, "year"),
        ("every Tuesday", EVERY, "week"),
        ("every month", EVERY, "month"),
        ("weeks", EVERY, "week"),
        ("Month", EVERY, "month"),
        ("quarterly", EVERY, None),
        ("live", STATUS, "published"),
        ("Draft.", STATUS, "draft"),
        ("soon", STATUS, None),
        ("to vote", PURPOSE, "to decide"),
        ("to notes", PURPOSE, "to note"),
        ("yellow", "'red', 'amber' or 'green'", "amber"),
        ("ngo", "'NGO' or 'Organization'", "NGO"),
    ],
)
def test_the_word_that_was_meant_is_found(written: str, expected: str, meant: str | None) -> None:
    assert meant_by(written, expected) == meant


def choices(annotation: Any) -> set[str]:  # noqa: ANN401 - any type at all
    """Return the words of every Literal in a type."""
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return {word for part in get_args(annotation) for word in choices(part)}


def test_each_word_that_may_be_meant_is_one_of_a_field() -> None:
    fields = [field for model in models().values() for field in model.model_fields.values()]
    assert set(SAME) <= {word for field in fields for word in choices(field.annotation)}
