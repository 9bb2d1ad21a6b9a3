"""Pages of lasting information, in sections."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import ClassVar, Literal

from pydantic import Field

from plugins.catalogue.fields import Day, Model, Text
from plugins.catalogue.item import Item
from plugins.catalogue.kinds.paper import Paper


class InformationRequest(Model):
    """A Freedom of Information request and when it was answered."""

    reference: Text = Field(description="The request's number. Write it as in your register.")
    received: Day = Field(
        description="The day it came. Write it as year-month-day, like 2026-11-03."
    )
    answered: Day = Field(
        description="The day of the answer. Write it as year-month-day, like 2026-11-24."
    )
    outcome: Literal["all given", "part given", "refused", "not held"] = Field(
        description="What was given. Write all given, part given, refused, or not held."
    )


class Page(Item):
    """A page of lasting information; folders inside pages/ are sections."""

    kind: ClassVar[str] = "pages"
    noun: ClassVar[str] = "a page"
    root: ClassVar[str] = ""

    order: int = Field(
        default=100,
        description="Its place among its neighbours, small numbers first. Write a whole number.",
    )
    request: InformationRequest | None = Field(
        default=None,
        description=(
            "For an answered Freedom of Information request. Give its reference, received,"
            " answered and outcome."
        ),
    )
    documents: tuple[Paper, ...] = Field(
        default=(),
        description="Files to download from the page. Write a list, each with its title and file.",
    )

    @property
    def address(self) -> str:
        """The folders and the name: pages/about/index.md stands at "about/"."""
        folders = PurePosixPath(self.path).parent.parts[1:]
        parts = folders if self.name == "index" else (*folders, self.name)
        return "".join(f"{part}/" for part in parts)

    @property
    def papers(self) -> tuple[str, ...]:
        """The documents' files."""
        return tuple(document.file for document in self.documents)
