"""What no build can do without: to start, to look at the files, to write them."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from plugins.benchmark.cost import Cost
from plugins.benchmark.maker import OUTPUT, Site
from plugins.benchmark.tool import Word, cost_of

FLOOR = "floor"
INDEX = "pagefind"  # the folder of a search index, where a site has one
FLOORS: Mapping[str, str] = MappingProxyType(
    {
        "start": "Python starts and ends",
        "start-pelican": "Python starts and imports Pelican",
        "look": "each file of the content and of the output is looked at",
        "read": "each file of the content is read",
        "write": "each file of the output is written anew",
        "index": "Pagefind alone makes its index of the pages",
    }
)


def floors(site: Site) -> Iterator[tuple[str, Cost]]:
    """Measure them on a site that is built."""
    yield "start", cost_of([sys.executable, "-I", "-S", "-c", "pass"], site.folder)
    yield "start-pelican", cost_of([sys.executable, "-c", "import pelican"], site.folder)
    content = _files(site.folder / site.maker.items)
    output = _files(site.folder / OUTPUT)
    yield "look", _cost(lambda: [path.stat() for path in (*content, *output)])
    yield "read", _cost(lambda: [path.read_bytes() for path in content])
    written = {path: path.read_bytes() for path in output}
    copy = site.folder.with_name("floor")
    for folder in {path.parent for path in output}:
        (copy / folder.relative_to(site.folder)).mkdir(parents=True, exist_ok=True)
    os.sync()
    yield (
        "write",
        _cost(
            lambda: [
                (copy / path.relative_to(site.folder)).write_bytes(data)
                for path, data in written.items()
            ]
        ),
    )
    shutil.rmtree(copy)
    if (site.folder / OUTPUT / INDEX).is_dir():
        yield "index", _index(site.folder / OUTPUT, copy)


def _index(output: Path, folder: Path) -> Cost:
    """Let Pagefind index a site into a folder, which goes again."""
    words: list[Word] = ["--site", output, "--output-path", folder]
    words += ["--force-language", "en", "--silent"]
    cost = cost_of([sys.executable, "-m", "pagefind", *words], output)
    shutil.rmtree(folder)
    return cost


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _cost(work: Callable[[], object]) -> Cost:
    began, busy = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - began, time.process_time() - busy, 0)
