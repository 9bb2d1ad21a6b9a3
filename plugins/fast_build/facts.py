"""What every read finds today, as digests, and whether a trace still holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from pelican import signals
from pelican.contents import Content

from plugins.fast_build.bodies import digest_of_words
from plugins.fast_build.contents import Observed
from plugins.fast_build.keeping import Keeping
from plugins.fast_build.tracing import DIGEST_BYTES, UNKNOWN, Read, Trace

if TYPE_CHECKING:
    from plugins.fast_build.jobs import Job
    from plugins.fast_build.observing import Witness
    from plugins.fast_build.templates import Templates

GONE = b"gone"
SETTING = b"setting"  # Settings are in the epoch: with another, nothing is kept.
# Whoever hears these may have changed contents by what stands in no file of theirs.
CHANGING = (
    signals.content_object_init,
    signals.article_generator_context,
    signals.article_generator_pretaxonomy,
    signals.article_generator_finalized,
    signals.article_generator_write_article,
    signals.page_generator_context,
    signals.page_generator_finalized,
    signals.page_generator_write_page,
    signals.all_generators_finalized,
)
ADDED_TO = frozenset({list, dict, set})
OF_THE_SITE = frozenset({"name", "template"})
RELATIVE = frozenset({"localsiteurl", "SITEURL"})  # where a page's address makes them


class Facts:
    """The digests of one build."""

    def __init__(
        self,
        context: dict[str, Any],
        settings: Mapping[str, Any],
        keeping: Keeping,
        templates: Templates,
        witnesses: Sequence[Witness] = (),
    ) -> None:
        """Look at the world as the generators have left it."""
        self.context = context
        self.settings = settings
        self.keeping = keeping
        self.templates = templates
        self.witnesses_all = witnesses
        self.witnesses = {kind: witness for witness in witnesses for kind in witness.kinds}
        self.referring = keeping.referring
        self.referring.look_anew(
            frozenset().union(
                *(
                    content.get_attached_links()
                    for content in context["generated_content"].values()
                    if isinstance(content, Observed)
                )
            )
        )
        self.now: dict[Read, bytes] = {}
        self._others_change = any(signal.receivers for signal in CHANGING)

    def hold(self, trace: Trace, job: Job) -> bool:
        """Tell whether every read of a trace finds what it found in the build before."""
        now, digest = self.now, self.digest
        for read, before in zip(*trace, strict=True):
            if (now.get(read) or digest(read, job)) != before or before == UNKNOWN:
                return False
        return True

    def may_be_common(self, read: Read) -> bool:
        """Tell whether many files may have a read: it is of the site, and of no content."""
        witness = self.witnesses.get(read[0])
        return read[0] in OF_THE_SITE if witness is None else witness.is_of_the_site(read)

    def found(self, reads: Iterable[Read], job: Job) -> tuple[bytes, ...]:
        """Return what each read of a job finds."""
        return tuple(self.digest(read, job) for read in reads)

    def digest(self, read: Read, job: Job) -> bytes:
        """Return what a read finds; UNKNOWN where nobody can tell."""
        known = self.now.get(read)
        if known is None:
            known = self._look(read, job)
            if read[0] != "value":  # Nobody else asks for it.
                self.now[read] = known
        return known

    def reads_of(self, noted: Iterable[Read], job: Job) -> tuple[Read, ...]:
        """Return a job's trace: names that mean something to this job alone are told apart."""
        found: set[Read] = {("template", str(job.template.name))} if job.template else set()
        for read in noted:
            if read[0] != "name":
                found.add(read)
            elif read[1] in job.values or (
                job.context is not self.context
                and job.context.get(read[1]) is not self.context.get(read[1])
            ):
                found.add(("value", job.name, read[1]))
            elif read[1] != "output_file" and not (job.relative_urls and read[1] in RELATIVE):
                found.add(read)
        if job.template is None:
            found.update(("value", job.name, name) for name in job.values)
        return tuple(sorted(found))

    def _look(self, read: Read, job: Job) -> bytes:  # noqa: PLR0911 - a line for each kind
        witness = self.witnesses.get(read[0])  # Of whom most is read, where there is one.
        if witness is not None:
            return witness.look(read, self.referring.digest)
        match read:
            case ("head", path):
                return self._head(path)
            case ("body", path):
                content = self.context["generated_content"].get(path)
                return GONE if content is None else body_digest(content)
            case ("name", name):
                return self._name(name, job)
            case ("value", _, name):
                values = job.values if name in job.values else job.context
                return self.referring.digest(values.get(name))
            case ("link", kind, path):
                target = dict.get(self.context[kind], path)
                return GONE if target is None else self.referring.digest(target)
            case ("template", name):
                return self.templates.digest(name)
        return UNKNOWN

    def _head(self, path: str) -> bytes:
        content = self.context["generated_content"].get(path)
        if content is None:
            return GONE
        own: bytes | None = content.__dict__.get("_head_digest")
        if own is None or self._others_change:
            own = self.keeping.digest(content)
        if own == UNKNOWN or not content.translations:
            return own
        others = self.referring.digest(tuple(content.translations))
        return blake2b(own + others, digest_size=DIGEST_BYTES).digest()

    def _name(self, name: str, job: Job) -> bytes:
        if name in self.context:
            value = self.context[name]
            own = name in self.settings and self.settings[name] is value
            # Plugins add to lists of the settings.
            digest = self.referring.digest(value) if not own or type(value) in ADDED_TO else UNKNOWN
            return SETTING if own and digest == UNKNOWN else digest
        given = job.template.environment.globals if job.template else {}
        if name not in given:
            return GONE
        # What a function gives rests on its code, which is known, and on what it notes itself.
        return SETTING if callable(given[name]) else self.referring.digest(given[name])


def body_digest(content: Content) -> bytes:
    """Return the digest of a content's words."""
    words = content.__dict__.get("_words")
    if words is None and isinstance(content, Observed):
        digest: bytes = content._body.digest  # noqa: SLF001 - our own content
        return digest
    return digest_of_words((words or "").encode())
