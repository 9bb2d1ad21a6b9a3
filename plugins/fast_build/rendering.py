"""A template's text, without the copies that Jinja makes of all the names it is given."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from jinja2 import Template


def rendered(template: Template, local: Mapping[str, Any]) -> str:
    """Return what `render` returns."""
    environment = template.environment
    if environment.is_async or type(template) is not Template:
        return template.render(local)
    given: dict[str, Any] = {}
    own = template.globals
    for names in reversed(own.maps) if isinstance(own, ChainMap) else (own,):
        given.update(names)
    given.update(local)
    context = template.new_context(given, shared=True)
    try:
        return environment.concat(template.root_render_func(context))
    except Exception:  # noqa: BLE001 - it is raised again, with the template's lines
        environment.handle_exception()
