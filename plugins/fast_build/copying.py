"""Files that are copied as they are: the theme's, the content's and, where wished, sources."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import chain

from pelican import generators
from pelican.contents import Content

from plugins.fast_build.writing import JobWriter


class StaticGenerator(generators.StaticGenerator):
    """Pelican's StaticGenerator, which copies only what has changed."""

    def generate_output(self, writer: JobWriter) -> None:
        """Copy the files, or make the links that the settings ask for in their place."""
        if self.settings["STATIC_CREATE_LINKS"]:
            super().generate_output(writer)
            return
        for source, name in self._theme_files():
            writer.copy(source, name)
        for static in self.context["staticfiles"]:
            writer.copy(os.path.join(self.path, static.source_path), static.save_as)

    def _theme_files(self) -> Iterator[tuple[str, str]]:
        """Yield each file of the theme with its place, as pelican.utils.copy would copy them."""
        to = self.settings["THEME_STATIC_DIR"]
        for path in self.settings["THEME_STATIC_PATHS"]:
            source = os.path.join(self.theme, path)
            if self._ignored(os.path.basename(source)):
                continue
            if os.path.isfile(source):
                yield source, os.path.join(to, os.path.basename(path))
            for folder, folders, files in os.walk(source, followlinks=True):
                folders[:] = (name for name in folders if not self._ignored(name))
                inside = os.path.relpath(folder, source)
                for name in files:
                    if not self._ignored(name):
                        place = os.path.normpath(os.path.join(to, inside, name))
                        yield os.path.join(folder, name), place

    def _ignored(self, name: str) -> bool:
        return any(fnmatch(name, pattern) for pattern in self.settings["IGNORE_FILES"])


class SourceFileGenerator(generators.SourceFileGenerator):
    """Pelican's SourceFileGenerator."""

    def generate_output(self, writer: JobWriter) -> None:
        """Copy the sources of all published contents."""
        contents = chain(self.context["articles"], self.context["pages"])
        for content in chain.from_iterable((one, *one.translations) for one in contents):
            writer.copy(content.source_path, self._place(content))

    def _place(self, content: Content) -> str:
        return f"{os.path.splitext(content.save_as)[0]}{self.output_extension}"
