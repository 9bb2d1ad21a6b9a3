"""Where the theme's ingredients lie on this machine: our own files, and the npm parts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from plugins.nhs_theme.faults import ThemeError
from plugins.nhs_theme.fonts import Font

DESIGN_SYSTEM = "nhsuk-frontend"


@dataclass(frozen=True)
class Parts:
    """The folders from which the theme is made."""

    static: Path  # theme/static
    node_modules: Path
    cache: Path

    def own(self, name: str) -> bytes:
        """Return one of our own files: "css/site.css"."""
        return (self.static / name).read_bytes()

    def own_names(self, folder: str) -> tuple[str, ...]:
        """Return the names of our own files in a folder: "js/site.js" and so on."""
        found = sorted((self.static / folder).iterdir())
        return tuple(f"{folder}/{path.name}" for path in found if not path.name.startswith("."))

    def design_system(self, name: str) -> bytes:
        """Return a file of the design system, from its dist/nhsuk folder."""
        return self._npm(DESIGN_SYSTEM, f"dist/nhsuk/{name}").read_bytes()

    def font(self, font: Font, weight: int) -> bytes:
        """Return a typeface's file."""
        return self._npm(f"@fontsource/{font.package}", font.file(weight)).read_bytes()

    def characters(self, font: Font) -> str:
        """Return the characters that a typeface's script holds, as CSS writes ranges."""
        ranges = self._npm(f"@fontsource/{font.package}", "unicode.json").read_text("utf-8")
        return str(json.loads(ranges)[font.subset])

    @property
    def letters(self) -> Path:
        """The typeface for the letter of an icon."""
        return self._npm("@expo-google-fonts/arimo", "700Bold/Arimo_700Bold.ttf")

    def _npm(self, package: str, name: str) -> Path:
        path = self.node_modules / package / name
        if not path.is_file():
            message = f"{package} is not whole in {self.node_modules}. Get the npm parts: npm ci"
            raise ThemeError(message)
        return path
