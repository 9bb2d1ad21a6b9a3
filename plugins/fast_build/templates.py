"""The digests of templates: each with all that it extends, includes and imports."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from jinja2 import Environment, Template, TemplateNotFound, TemplateSyntaxError
from jinja2.meta import find_referenced_templates

from plugins.fast_build.store import Rows

DIGEST_BYTES = 12


class Templates:
    """The templates of one build."""

    def __init__(self, references: Rows) -> None:
        """Begin with what the build before knew of sources."""
        self.references = references  # by the digest of the source: (names,)
        self.used: dict[str, tuple[str, ...] | None] = {}  # None where a name is reckoned
        self._digests: dict[str, bytes] = {}

    def digest(self, name: str) -> bytes:
        """Return the digest of a template that has been seen; nothing of another."""
        return self._digests.get(name, b"")

    def see(self, template: Template) -> None:
        """Reckon a template's digest, while what it refers to can be found."""
        name = str(template.name)
        if name in self._digests:
            return
        environment = template.environment
        found: dict[str, bytes] = {}
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            source = _source(environment, one)
            if source is None:
                found[one] = b"missing"
                continue
            found[one] = blake2b(source.encode(), digest_size=DIGEST_BYTES).digest()
            named = self._named(environment, source, found[one])
            waiting += environment.list_templates() if named is None else named
        whole = blake2b(digest_size=DIGEST_BYTES)
        for one in sorted(found):
            whole.update(f"{one}={found[one].hex()}\n".encode())
        self._digests[name] = whole.digest()

    def _named(self, environment: Environment, source: str, digest: bytes) -> Iterable[str] | None:
        """Return the templates that a source names; None where it reckons a name."""
        key = digest.hex()
        if key not in self.used:
            row = self.references.get(key) or (_references(environment, source),)
            self.used[key] = row[0]
        return self.used[key]

    def keep(self) -> None:
        """Keep what is known of the sources that were used."""
        before = self.references.names()
        self.references.remove(before - self.used.keys())
        for key in self.used.keys() - before:
            self.references.put(key, (self.used[key],))


def _references(environment: Environment, source: str) -> tuple[str, ...] | None:
    try:
        names = list(find_referenced_templates(environment.parse(source)))
    except TemplateSyntaxError:
        return None
    return None if None in names else tuple(map(str, names))


def _source(environment: Environment, name: str) -> str | None:
    if environment.loader is None:
        return None
    try:
        return environment.loader.get_source(environment, name)[0]
    except (TemplateNotFound, UnicodeDecodeError):
        return None
