"""Pelican, run in this process: reads the settings, checks or writes a site, bears no warning."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blinker import Signal
from pelican import Pelican, signals
from pelican import console as pelicans_console
from pelican.generators import Generator
from pelican.log import init as init_log
from pelican.settings import read_settings

from plugins.catalogue.problem import ContentError
from plugins.catalogue.publication import Publication
from plugins.desk.fault import MachineFault
from plugins.desk.order import PROJECT, Order
from plugins.desk.progress import Teller
from plugins.fast_build.pelican import FastPelican
from plugins.fast_build.writing import JobWriter

# Modules and templates are in the traces of what they make.
SEEN_OTHERWISE = frozenset({".py", ".pyc", ".html"})
STATE = PROJECT / ".cache" / "fast_build"
LOCKS = ("package-lock.json", "requirements.txt", "requirements-build.txt", "system-parts.txt")


@dataclass(frozen=True)
class Written:
    """What a build has made."""

    items: int
    publication: Publication
    remarks: int  # what was said though nothing is wrong
    left_out: int  # files that a quick build does without
    pelican: FastPelican


def write_site(order: Order, folder: Path, teller: Teller) -> Written:
    """Write the whole site into an empty folder.

    ContentError carries every problem of the content; a warning of Pelican or of a plugin is a
    MachineFault, for Pelican would leave the page out and go on.
    """
    with complaints_are_faults(), ExitStack() as connected:
        pelican = opened(order, folder, teller)
        publication: Publication = pelican.settings["publication"]
        stages = _Stages(teller, len(publication.items))
        for signal, receiver in stages.receivers:
            connected.enter_context(_connected(signal, receiver))
        pelican.run()
    _tell_remarks(pelican, teller)
    return Written(
        items=len(publication.items),
        publication=publication,
        remarks=len(pelican.settings.get("REMARKS", [])),
        left_out=pelican.settings.get("LEFT_OUT", 0),
        pelican=pelican,
    )


def check_site(order: Order, teller: Teller) -> Publication:
    """Let the catalogue and every room look for problems, and write nothing."""
    with complaints_are_faults():
        pelican = opened(order, order.output, teller)
        checks = pelican.settings["CONTENT_CHECKS"]
        problems = [problem for check in checks for problem in check(pelican)]
    _tell_remarks(pelican, teller)
    if problems:
        raise ContentError(problems)
    publication: Publication = pelican.settings["publication"]
    return publication


def opened(order: Order, folder: Path, teller: Teller) -> FastPelican:
    """Return Pelican with the settings of the order, the content loaded."""
    changes: dict[str, Any] = {
        "PATH": str(order.content),
        "OUTPUT_PATH": str(folder),
        "CATALOGUE": {
            "AS_OF": order.as_of.isoformat() if order.as_of else None,
            "DRAFTS": order.drafts,
            "SITE_URL": order.site_url,
        },
        "TELLER": teller,  # for rooms whose work takes long
        "FAST_BUILD": _kept_of(order, folder),
    }
    teller.begin("Reading the content")
    pelicans_console.quiet = True  # It would say "Done" before the site is in its place.
    settings = read_settings(str(PROJECT / order.settings), override=changes)
    formats = settings.get("ALTERNATIVE_FORMATS", {})
    settings["ALTERNATIVE_FORMATS"] = {**formats, "MAKE": not order.quick}
    return FastPelican(settings)


def _kept_of(order: Order, folder: Path) -> dict[str, Any]:
    """Return what a build may keep of the one before, and what that rests on."""
    return {
        "STATE": STATE,
        "KEPT_OUTPUT": order.output if folder != order.output else None,
        "ANEW": order.anew,
        # The day, drafts, address and formats: seen in each page's trace, and in SITEURL.
        "APART": ("ALTERNATIVE_FORMATS", "CATALOGUE", "OUTPUT_PATH", "TELLER"),
        "FILES": sorted(str(path) for path in _beside_the_code()),
    }


def _beside_the_code() -> Iterator[Path]:
    """Yield the files that pages rest on, and that are neither content, template nor module."""
    for folder in ("plugins", "theme"):
        for path in (PROJECT / folder).rglob("*"):
            if path.suffix not in SEEN_OTHERWISE and path.is_file():
                yield path
    yield from (path for name in LOCKS if (path := PROJECT / name).is_file())


def _tell_remarks(pelican: Pelican, teller: Teller) -> None:
    """Show what rooms want to be known though nothing is wrong."""
    for line in pelican.settings.get("REMARKS", []):
        teller.say(line)


@contextmanager
def complaints_are_faults() -> Iterator[None]:
    """Raise a MachineFault at the end of the block where anything was logged as a warning."""
    # Pelican says each warning once a process; a second build must fail as the first did.
    init_log(logging.WARNING, handler=None, logs_dedup_min_level=logging.DEBUG)
    complaints = _Complaints(logging.WARNING)
    root = logging.getLogger()
    others, root.handlers = root.handlers, [complaints]
    try:
        yield
    except BaseException as error:
        # A room that failed to load is only logged, and what breaks for want of it is a riddle.
        for said in complaints.said:
            error.add_note(said)
        raise
    finally:
        root.handlers = others
    if complaints.said:
        count = len(complaints.said)
        warnings = "a warning" if count == 1 else f"{count} warnings"
        raise MachineFault(f"The build gave {warnings}.", "\n    ".join(complaints.said))


class _Complaints(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


class _Stages:
    """Hears from Pelican how far it is, and tells it on."""

    def __init__(self, teller: Teller, items: int) -> None:
        self.teller = teller
        self.items = items
        self.receivers = (
            (signals.get_generators, self.generators),
            (signals.page_generator_finalized, self.read),
            (signals.get_writer, self.writing),
            (signals.content_written, self.written),
        )

    def generators(self, pelican: Pelican) -> type[Generator]:
        del pelican  # Pelican's signal sends it.
        self.teller.begin("Reading items", self.items)
        teller = self.teller

        class LastPages(Generator):
            """Runs when all pages are asked for."""

            def generate_output(self, writer: JobWriter) -> None:
                writer.flush()
                teller.begin("Making the search index")

        return LastPages

    def read(self, generator: Generator) -> None:
        del generator
        self.teller.begin("Making pictures and files")

    def writing(self, pelican: Pelican) -> None:
        del pelican
        self.teller.begin("Writing pages")

    def written(self, path: str, context: dict[str, Any]) -> None:
        del path, context
        self.teller.step()


@contextmanager
def _connected(signal: Signal, receiver: Any) -> Iterator[None]:  # noqa: ANN401 - any callable
    signal.connect(receiver)
    try:
        yield
    finally:
        signal.disconnect(receiver)
