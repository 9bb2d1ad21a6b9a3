"""How a file was asked for, to be rendered again without the lists of the whole site."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment
from pelican.contents import Content
from pelican.urlwrappers import URLWrapper

from plugins.fast_build.contents import Observed
from plugins.fast_build.jobs import Job
from plugins.fast_build.keeping import Keeping, PlainPickler
from plugins.fast_build.referring import LONG_LIST


class Recipes:
    """Writes jobs to bytes, and makes them again; contents stand in them by their paths."""

    def __init__(self, keeping: Keeping, environments: Mapping[str, Environment]) -> None:
        """Take what belongs to the build; the environments are those that templates come from."""
        self._keeping = keeping
        self._environments = environments
        self._by_environment = {id(value): name for name, value in environments.items()}

    def recipe(self, job: Job) -> bytes | None:
        """Return a job as bytes; None where it wants so much that all might as well be loaded."""
        if job.context is not self._keeping.context or not all(
            self._is_little(value) for value in job.values.values()
        ):
            return None
        template = None
        if job.template is not None:
            environment = self._by_environment.get(id(job.template.environment))
            if environment is None:
                return None
            template = (environment, job.template.name)
        file = io.BytesIO()
        try:
            _Pickler(file).dump((template, dict(job.values), job.relative_urls, job.feed))
        except (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError):
            return None
        return file.getvalue()

    def _is_little(self, value: Any) -> bool:
        if isinstance(value, list):
            return len(value) <= LONG_LIST and all(map(self._is_little, value))
        return value is None or isinstance(value, str | int | Observed | URLWrapper)

    def job(self, name: str, recipe: bytes, content: Callable[[str], Content]) -> Job:
        """Return the job of a recipe, with the contents of today."""
        unpickler = _Unpickler(io.BytesIO(recipe), self._keeping, content)
        template, values, relative, feed = unpickler.load()
        found = self._environments[template[0]].get_template(template[1]) if template else None
        return Job(name, self._keeping.context, values, found, relative, feed)


class _Pickler(PlainPickler):
    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, Observed):
            return _content, (str(value.__dict__["relative_source_path"]),)
        return super().reducer_override(value)


def _content(path: str) -> None:
    """Stand for the content at a path in what is written down."""


class _Unpickler(pickle.Unpickler):
    def __init__(
        self, file: io.BytesIO, keeping: Keeping, content: Callable[[str], Content]
    ) -> None:
        super().__init__(file)
        self._keeping = keeping
        self._content = content

    def find_class(self, module: str, name: str) -> Any:
        if name == "_content" and module == __name__:
            return self._content
        return self._keeping.meant(module, name) or super().find_class(module, name)
