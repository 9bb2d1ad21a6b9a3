"""The podcast of all spoken items: `listen` in site.yaml."""

from __future__ import annotations

from pydantic import Field

from plugins.catalogue.apple_categories import AppleCategory
from plugins.catalogue.fields import Email, Model, Text
from plugins.catalogue.item_parts import Image
from plugins.catalogue.kinds.podcast import UUID


class ListenFeed(Model):
    """The podcast of the items that are read aloud, for people who cannot read print."""

    title: Text = Field(
        max_length=120, description="Its name. Write a few words, like Fenwick read aloud."
    )
    summary: Text = Field(
        max_length=300, description="What listeners hear. Write one or two sentences."
    )
    image: Image | None = Field(
        default=None,
        description=(
            "A square picture for apps, JPEG or PNG, 1400 to 3000 pixels. Give its file and alt."
        ),
    )
    feed_guid: Text | None = Field(
        default=None,
        pattern=UUID,
        description=(
            "By which apps know it for life. Check tells you the line where it is missing. Write"
            " it once, and never change it."
        ),
    )
    email: Email | None = Field(
        default=None,
        description=(
            "Whom to ask about it, where it is not the email under contact."
            " Write an e-mail address."
        ),
    )
    author: Text | None = Field(
        default=None,
        description="Who makes it, where it is not the site's name. Write a name.",
    )
    categories: tuple[AppleCategory, ...] = Field(
        default=(),
        max_length=3,
        description=(
            "Where directories list it, the best first. Write a list of up to three of Apple's"
            " categories, like [Government, News]."
        ),
    )
