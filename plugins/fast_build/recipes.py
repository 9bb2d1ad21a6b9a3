"""How a file was asked for, to be rendered again without the lists of the whole site."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment
from pelican.contents import Content
from pelican.paginator import Paginator

from plugins.fast_build.contents import LONG_LIST, Observed
from plugins.fast_build.jobs import Job


class Recipes:
    """Writes jobs to bytes, and makes them again; contents stand in them by their paths."""

    def __init__(
        self, settings: Any, context: dict[str, Any], environments: Mapping[str, Environment]
    ) -> None:
        """Take what belongs to the build; the environments are those that templates come from."""
        self._context = context
        self._environments = environments
        self._values = {"settings": settings, "context": context}
        self._names = {id(value): name for name, value in self._values.items()}
        self._by_environment = {id(value): name for name, value in environments.items()}

    def recipe(self, job: Job) -> bytes | None:
        """Return a job as bytes; None where it wants so much that all might as well be loaded."""
        if job.context is not self._context:
            return None
        template = None
        if job.template is not None:
            environment = self._by_environment.get(id(job.template.environment))
            if environment is None:
                return None
            template = (environment, job.template.name)
        file = io.BytesIO()
        try:
            _Pickler(file, self._names).dump(
                (template, dict(job.values), job.relative_urls, dict(job.feed))
            )
        except (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError):
            return None
        return file.getvalue()

    def job(self, name: str, recipe: bytes, content: Callable[[str], Content]) -> Job:
        """Return the job of a recipe, with the contents of today."""
        file = io.BytesIO(recipe)
        template, values, relative, feed = _Unpickler(file, self._values, content).load()
        found = self._environments[template[0]].get_template(template[1]) if template else None
        return Job(name, self._context, values, found, relative, feed)


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, names: Mapping[int, str]) -> None:
        super().__init__(file, protocol=5)
        self._names = names

    def persistent_id(self, value: Any) -> tuple[str, ...] | None:
        if isinstance(value, Observed):
            return ("content", str(value.__dict__["relative_source_path"]))
        if isinstance(value, Content | Paginator):
            raise pickle.PicklingError
        if isinstance(value, list) and len(value) > LONG_LIST:
            raise pickle.PicklingError
        name = self._names.get(id(value))
        return None if name is None else (name,)


class _Unpickler(pickle.Unpickler):
    def __init__(
        self, file: io.BytesIO, values: Mapping[str, Any], content: Callable[[str], Content]
    ) -> None:
        super().__init__(file)
        self._values = values
        self._content = content

    def persistent_load(self, name: tuple[str, ...]) -> Any:
        return self._content(name[1]) if name[0] == "content" else self._values[name[0]]
