"""One build as it was asked for: which folders, which address, which day. Options become values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from plugins.desk.fault import MachineFault

PROJECT = Path(__file__).resolve().parents[2]
# Every build makes these; a folder that holds them all is an earlier site, and can be replaced.
MARKS_OF_A_SITE = ("404.html", "assets", "robots.txt", "sitemap.xml")
SETTINGS = "pelicanconf.py"
PUBLIC_SETTINGS = "publishconf.py"


@dataclass(frozen=True)
class Order:
    """What to build, in absolute folders; None is the site's own address, and today."""

    content: Path
    output: Path
    site_url: str | None = None
    as_of: date | None = None
    drafts: bool = False
    settings: str = SETTINGS
    anew: bool = False  # make every page, whatever an earlier build has left
    quick: bool = False  # do without the alternative formats that would have to be made first


def order_from(
    content: str | None = None,
    output: str | None = None,
    site_url: str | None = None,
    as_of: str | None = None,
    *,
    drafts: bool = False,
) -> Order:
    """Return the order that a command line gives, or a MachineFault that names what is wrong."""
    order = Order(
        content=content_folder(content),
        output=(Path(output) if output else default_output(drafts=drafts)).resolve(),
        site_url=address(site_url) if site_url is not None else None,
        as_of=day(as_of) if as_of is not None else None,
        drafts=drafts,
    )
    refuse_output(order.output, order.content)
    return order


def default_output(*, drafts: bool) -> Path:
    """Return where a site is written unless another folder is named.

    One with drafts has a folder of its own: whoever publishes `output` never publishes them.
    """
    return PROJECT / ("output-drafts" if drafts else "output")


def content_folder(given: str | None) -> Path:
    """Return the content folder, made absolute from where the command was called."""
    folder = (Path(given) if given else PROJECT / "content").resolve()
    if not folder.is_dir():
        fault = f'There is no content folder "{given or shown(folder)}".'
        raise MachineFault(fault, "Name the folder that holds site.yaml: --content DIR")
    return folder


def project_file(given: str) -> Path:
    """Return a file of the project that an option names: from here, or else from the project."""
    here = Path(given).resolve()
    return here if here.exists() else PROJECT / given


def day(text: str, option: str = "--as-of") -> date:
    """Return the day that an option names."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # A day that no month has: the same words as for any other text.
    fault = f'{option} cannot be "{text}".'
    raise MachineFault(fault, f"Write year-month-day, like {option} 2026-11-03.")


def today() -> date:
    """Return the day on which a command that names none is given."""
    return datetime.now(ZoneInfo("Europe/London")).date()


def address(text: str) -> str:
    """Return the address that --site-url names, without a last slash."""
    parts = urlsplit(text)
    plain = parts.scheme in {"http", "https"} and parts.hostname and not parts.query
    if not plain or parts.fragment or re.search(r"\s", text):
        fault = f'--site-url cannot be "{text}".'
        raise MachineFault(fault, "Write a web address, like --site-url https://www.example.org")
    return text.rstrip("/")


def refuse_output(output: Path, content: Path) -> None:
    """Stop before a folder is replaced that was never a site, or that holds the content."""
    remedy = "Name a folder of its own for the site: --output DIR"
    for inner, what in ((content, "the content"), (PROJECT, "this program")):
        if inner.is_relative_to(output):
            raise MachineFault(f"The output folder {shown(output)} holds {what}.", remedy)
    if output.is_relative_to(content):
        fault = f"The output folder {shown(output)} lies inside the content folder."
        raise MachineFault(fault, remedy)
    for folder in (output, *output.parents):
        if folder.exists() and not folder.is_dir():
            raise MachineFault(f"{shown(folder)} is a file, not a folder.", remedy)
    own = {default_output(drafts=drafts) for drafts in (False, True)}
    if output in own or not output.exists():
        return
    if any(output.iterdir()) and not all((output / mark).exists() for mark in MARKS_OF_A_SITE):
        fault = f"The folder {shown(output)} holds files that no build has made."
        raise MachineFault(fault, f"Empty it first, if nobody needs them. {remedy}")


def shown(path: Path) -> str:
    """Return a path as the reader would write it: from here where it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
