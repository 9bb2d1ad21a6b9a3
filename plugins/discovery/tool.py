"""Pagefind, the program that makes the search index. The room's only outside command."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pagefind_bin import get_executable  # type: ignore[import-untyped]

PATIENCE = 600  # seconds; ten thousand pages take one minute


class SearchError(Exception):
    """The search index cannot be made; not the content's fault. Pelican exits with `exitcode`."""

    exitcode = 2


def search_index(site: Path, language: str) -> dict[str, bytes]:
    """Return the files of the index of a folder of pages, by path in the index's folder.

    All pages go into one index, in the site's language: Pagefind would search only those in the
    language of the search page, and a reader would not find the translations.
    """
    with _in_time(), TemporaryDirectory() as aside:
        ran = subprocess.run(  # noqa: S603 -- the command is the wheel's own, its values ours
            [
                *(_program(), "--site", str(site), "--output-path", aside),
                *("--force-language", language.lower(), "--quiet"),
            ],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=PATIENCE,
        )
        if ran.returncode:
            said = (
                ran.stderr or ran.stdout
            ).strip() or f"nothing, and ended with {ran.returncode}."
            message = f"Pagefind could not make the search index of {site}. It said: {said}"
            raise SearchError(message)
        return {
            path.relative_to(aside).as_posix(): path.read_bytes()
            for path in sorted(Path(aside).rglob("*"))
            if path.is_file()
        }


@contextmanager
def _in_time() -> Iterator[None]:
    try:
        yield
    except subprocess.TimeoutExpired as error:
        minutes = f"{PATIENCE // 60} minutes"
        message = f"Pagefind has made no search index in {minutes}, and was stopped. Run it again."
        raise SearchError(message) from error


def _program() -> str:
    try:
        return str(get_executable())
    except FileNotFoundError as error:
        message = 'Pagefind is not installed. Install it: pip install "pagefind[bin]"'
        raise SearchError(message) from error
