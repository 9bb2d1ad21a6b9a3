"""Files that are published with an item."""

from __future__ import annotations

from pydantic import Field

from plugins.catalogue.fields import Model, PaperFile, Text


class Paper(Model):
    """A file that is published with an item."""

    title: Text = Field(description="What the paper is. Write its title, without the file type.")
    file: PaperFile = Field(
        description="The paper. Write the name of a file beside the item, like minutes.pdf."
    )
