"""What the public should hear of."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from plugins.catalogue.fields import ItemFile, Text
from plugins.catalogue.item import Item


class NewsItem(Item):
    """Something that the public should hear of."""

    kind: ClassVar[str] = "news"
    noun: ClassVar[str] = "a news item"
    root: ClassVar[str] = "news"

    contact: Text | None = Field(
        default=None,
        description="Whom journalists may ask. Write a name and a telephone number or e-mail.",
    )
    campaign: ItemFile | None = Field(
        default=None,
        description="The campaign that it is part of. Write its file, like ../campaigns/flu.md.",
    )
