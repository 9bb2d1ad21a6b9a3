"""The site as the public sees it, checked and built for a release; publishing calls it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.catalogue.advice import advice
from plugins.catalogue.advice_on_withheld import on_withheld
from plugins.catalogue.keeping import digest
from plugins.catalogue.publication import Publication
from plugins.desk.build import build, problems_listed
from plugins.desk.order import PROJECT, PUBLIC_SETTINGS, Order, address, content_folder, day, today
from plugins.desk.progress import Teller
from plugins.desk.site_build import check_site
from plugins.desk.tool import output_of

# What makes a site out of content: where git cannot tell which it was, its bytes do.
PROGRAM = ("plugins", "theme", "pelicanconf.py", "publishconf.py", "requirements.txt")
OURS = frozenset({".py", ".html", ".css", ".js", ".json", ".toml", ".txt", ".typ", ".svg", ".po"})


class PublicSite:
    """One day's site, at one address."""

    def __init__(self, content: Path, site_url: str | None, as_of: str | None) -> None:
        """Keep what to build: None is the site's own address, and today."""
        self._content = content
        self._url = address(site_url) if site_url is not None else None
        # Once: a publish that goes over midnight is of one day.
        self._day = day(as_of) if as_of is not None else today()

    def check(self, teller: Teller) -> None:
        """Raise whatever is wrong in the content; say how many things could be better.

        What goes since a story's consent does not reach it is said in full: an editor must know.
        """
        order = self._order(PROJECT / "output")
        with problems_listed(order):
            publication = check_site(order, _Quiet(teller))
        if count := len(advice(publication.catalogue, publication.as_of)):
            noun = "1 warning" if count == 1 else f"{count} warnings"
            teller.say(f"No problem in the content, {noun}: ./run check lists them.")
        for loss in on_withheld(publication):
            teller.say(f"{self._content.name}/{loss}")

    def build(self, site: Path, teller: Teller) -> Publication:
        """Write the site into a folder; the last good one stays there if it fails."""
        order = self._order(site)
        with problems_listed(order):
            return build(order, _Quiet(teller)).publication

    def built_from(self, publication: Publication) -> Mapping[str, str]:
        """Return all that the site was made of; the same for the same, on any machine."""
        files = sorted(publication.catalogue.files)
        parts = (part for path in files for part in (path, _digest_of(publication.root / path)))
        return {
            "content": digest(*parts),
            "program": program(PROJECT),
            "as_of": publication.as_of.isoformat(),
            "site_url": self._url or publication.site.address,
        }

    def _order(self, output: Path) -> Order:
        # What goes out is made anew each time: nobody need trust in what was kept.
        return Order(
            self._content, output, self._url, self._day, settings=PUBLIC_SETTINGS, anew=True
        )


def public_site(content: str | None, site_url: str | None, as_of: str | None) -> PublicSite:
    """Return the site that the options of a command ask for."""
    return PublicSite(content_folder(content), site_url, as_of)


def program(root: Path) -> str:
    """Return git's name of the program, or a digest of it where it is not as git has it."""
    said = output_of(["git", "describe", "--always", "--dirty=!"], folder=root).strip()
    if said and not said.endswith("!"):
        return said
    files = sorted(file for name in PROGRAM for file in _files(root / name))
    parts = (part for file in files for part in (str(file.relative_to(root)), _digest_of(file)))
    return digest(*parts)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (file for file in path.rglob("*") if file.suffix in OURS)


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Quiet:
    """Hands on what is said; the stages of a build are part of one step of publishing."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller

    def begin(self, stage: str, total: int | None = None) -> None:
        del stage, total

    def step(self) -> None:
        pass

    def say(self, line: str) -> None:
        self._teller.say(line)
