"""Easy Read: an item in rows of a picture and few short words, which people write and test."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import ClassVar, Literal

from pydantic import Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from plugins.catalogue.body import Body
from plugins.catalogue.fields import Day, Model, Text, refuse
from plugins.catalogue.item import Item, Origin

MARK = "easy-read"
ENDING = f".{MARK}.md"
OTHER_SPELLINGS = re.compile(r"easy[-_ ]?read", re.IGNORECASE)


class EasyRead(Model):
    """An item that people have written again in short words, each with a picture."""

    noun: ClassVar[str] = "an easy read"

    model_config = Item.model_config

    origin: SkipJsonSchema[Origin] = Field(exclude=True, repr=False)

    title: Text = Field(
        max_length=120,
        description="The heading. Write a few short words of up to 120 characters.",
    )
    summary: Text | None = Field(
        default=None,
        max_length=300,
        description="What a reader learns. Write one short sentence, or leave it out.",
    )
    made_by: Text = Field(description="Who wrote it. Write a name, or the name of a group.")
    tested_by: Text | None = Field(
        default=None,
        description=(
            "Who read it and said that it is clear. Write a group of people with learning"
            " disabilities, like Fenwick Reading Group. A draft can do without."
        ),
    )
    tested: Day | None = Field(
        default=None,
        description=(
            "The day on which they read it. Write it as year-month-day, like 2026-11-03."
            " A draft can do without."
        ),
    )
    status: Literal["published", "draft"] = Field(
        default="published",
        description="Whether the public may see it. Write published or draft.",
    )

    @model_validator(mode="after")
    def _is_tested_before_it_is_published(self) -> EasyRead:
        for name in ("tested_by", "tested"):
            if self.status == "published" and getattr(self, name) is None:
                remedy = (
                    "Ask people with learning disabilities to read it, and write who and when."
                    " Or write status: draft until they have."
                )
                raise refuse("tested", f"is published, and {name} is missing.", remedy)
        return self

    @property
    def path(self) -> str:
        """The file, from the content folder."""
        return self.origin.path

    @property
    def body(self) -> Body:
        """The rows: a picture in a paragraph of its own, then its words in paragraphs and lists.

        Headings of level 2 and 3 may stand between rows. Nothing else is there.
        """
        return self.origin.body

    @property
    def of(self) -> str:
        """The file of the item, from the content folder."""
        return f"{self.path.removesuffix(ENDING)}.md"


def is_easy_read(path: str) -> bool:
    """Tell whether a file is an easy read, by its name."""
    return path.endswith(ENDING)


def meant_name(path: str) -> str | None:
    """Return the name that a file should have which is nearly named as an easy read.

    None where its name is right, or speaks of none.
    """
    name = PurePosixPath(path).name
    first, *others = name.removesuffix(".md").split(".")
    languages = [part for part in others if not OTHER_SPELLINGS.fullmatch(part)]
    if languages == others:
        return None
    right = ".".join((first, *languages)) + ENDING
    return None if right == name else right
