"""Nothing private is in the output: no word of drafts, of consents, of withdrawn stories."""

from __future__ import annotations

import hashlib
import posixpath
from collections import defaultdict
from collections.abc import Iterator

from plugins.catalogue.media import tags_of
from plugins.catalogue.publication import Publication
from plugins.publishing.manifest import digest_of
from plugins.publishing.verify_finding import Finding
from plugins.publishing.verify_looking import Looking
from plugins.publishing.verify_public import named_files, unnamed_files
from plugins.publishing.verify_readable import RECORDINGS, readable
from plugins.publishing.verify_secrets import RUN, Secrets, Source, secrets_of
from plugins.publishing.verify_site import BuiltSite
from plugins.publishing.verify_words import words

THEME = ("assets/", "pagefind/")
CODE = (".css", ".js")
REMEDY = "Do not publish. Find out which template or plugin shows it, and take it out there."


def private_words(site: BuiltSite, publication: Publication, looking: Looking) -> Iterator[Finding]:
    """Yield each file that holds what the public may not read today; no finding says the words."""
    code = (path for path in site.files if path.startswith(THEME) and path.endswith(CODE))
    secrets = secrets_of(publication, looking.program, (site.folder / path for path in code))
    seen: dict[str, tuple[tuple[str, Source], ...]] = {}
    for path in site.files:
        data = site.read(path)
        key = hashlib.sha256(data).hexdigest() + path.rpartition(".")[2]
        if key not in seen:
            seen[key] = tuple(_told(secrets, [*readable(data, path), *_tags(site, path)]))
        names = _told(secrets, [("its own name", path.replace("/", " / "))])
        for within, source in (*names, *seen[key]):
            yield _finding(path, within, source)


def private_files(site: BuiltSite, publication: Publication) -> Iterator[Finding]:
    """Yield each file that is one of content/ which nothing published names."""
    root = publication.root
    named = {digest_of(root / path) for path in named_files(publication)}
    unnamed = {digest_of(root / path): path for path in unnamed_files(publication)}
    sizes = {(root / path).stat().st_size for path in unnamed.values()}
    for path in site.files:
        file = site.folder / path
        if file.stat().st_size in sizes - {0}:
            digest = digest_of(file)
            if digest in unnamed and digest not in named:
                fault = f"this is {unnamed[digest]}, which nothing that is published names."
                yield Finding(path, fault, REMEDY)


def _tags(site: BuiltSite, path: str) -> Iterator[tuple[str, str]]:
    if posixpath.splitext(path)[1].lower() in RECORDINGS:
        yield "its tags", tags_of(site.folder / path)


def _told(secrets: Secrets, texts: list[tuple[str, str]]) -> Iterator[tuple[str, Source]]:
    """Yield where in a file a secret stands, once for each source."""
    found: dict[tuple[str, str], tuple[str, Source]] = {}
    rare: dict[tuple[str, str, int], dict[str, tuple[str, Source]]] = defaultdict(dict)
    for within, text in texts:
        row = words(text)
        alone = set(row)
        for word in alone & secrets.rare.keys():
            source = secrets.rare[word]
            rare[source.path, source.what, source.enough][word] = (within, source)
        for source in (*_phrases(secrets, row, alone), *_runs(secrets, row)):
            found.setdefault((source.path, source.what), (within, source))
    for (path, what, enough), hits in rare.items():
        if len(hits) >= enough:
            found.setdefault((path, what), min(hits.values(), key=lambda hit: hit[1].line))
    yield from found.values()


def _phrases(secrets: Secrets, row: list[str], alone: set[str]) -> Iterator[Source]:
    text = ""
    for phrase, source in secrets.phrases.items():
        if alone.issuperset(phrase):
            text = text or f" {' '.join(row)} "
            if f" {' '.join(phrase)} " in text:
                yield source


def _runs(secrets: Secrets, row: list[str]) -> Iterator[Source]:
    runs = secrets.runs
    if runs:
        for run in zip(*(row[at:] for at in range(RUN)), strict=False):
            if run in runs:
                yield runs[run]


def _finding(path: str, within: str, source: Source) -> Finding:
    where = f" ({within})" if within else ""
    fault = (
        f"it holds {source.what} of {source.path}, line {source.line}, which the public may not"
        f" read today{where}."
    )
    return Finding(path, fault, REMEDY)
