"""One file to write: what was asked for, and what its template sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Template
from pelican.utils import get_relative_path, path_to_url


@dataclass(frozen=True, eq=False, slots=True)
class Job:
    """One file to write: a page where it has a template, else a feed."""

    name: str  # from the output folder
    context: dict[str, Any]
    values: Mapping[str, Any]
    template: Template | None = None
    relative_urls: bool = False
    feed: Mapping[str, Any] | None = None  # how a feed is to be written

    def local_context(self) -> dict[str, Any]:
        """Return what the template sees, as Pelican's Writer makes it."""
        local = self.context.copy()
        local["localsiteurl"] = local.get("localsiteurl")
        if self.relative_urls:
            local["SITEURL"] = local["localsiteurl"] = path_to_url(get_relative_path(self.name))
        local["output_file"] = self.name
        local.update(self.values)
        return local
