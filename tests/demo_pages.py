"""Which pages the demo has, by their addresses."""

from __future__ import annotations

from pathlib import Path

NOT_PAGES = ("pagefind/",)


def addresses(output: Path) -> list[str]:
    """Return the address of every HTML page, from the site's root, in order."""
    files = (path.relative_to(output).as_posix() for path in sorted(output.rglob("*.html")))
    return [
        f"/{name.removesuffix('index.html')}" for name in files if not name.startswith(NOT_PAGES)
    ]


def source(output: Path, address: str) -> str:
    """Return the HTML of a page."""
    file = output / address.lstrip("/")
    if file.is_dir():
        file /= "index.html"
    return file.read_text(encoding="utf-8")


def is_redirect(output: Path, address: str) -> bool:
    """Tell whether a page only sends readers on."""
    return 'http-equiv="refresh"' in source(output, address)
