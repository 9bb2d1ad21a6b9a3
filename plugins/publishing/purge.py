"""A story that may not be seen any more, purged: from old releases, and from a CDN's memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from plugins.publishing.fault import PublishFault
from plugins.publishing.host_files import GONE, mark
from plugins.publishing.manifest import Manifest, Story
from plugins.publishing.target import Target, Teller

# The words of a command and what it is given on its standard input; its exit code and words.
Run = Callable[[Sequence[str], str], tuple[int, str]]
INDEX = "index.html"


@dataclass(frozen=True)
class Gone:
    """What of the stories in old releases the live one may not show any more."""

    ended: tuple[str, ...]  # addresses of stories that it has not at all
    lessened: tuple[str, ...]  # addresses of stories that have lost a use
    paths: tuple[str, ...]  # the files of old releases that hold anything of them

    @property
    def stories(self) -> tuple[str, ...]:
        """The addresses of all of them."""
        return tuple(sorted((*self.ended, *self.lessened)))

    def addresses(self, url: str | None) -> tuple[str, ...]:
        """Return what a CDN must forget: whole addresses, a folder's with and without its page."""
        return tuple(dict.fromkeys(self._addresses((url or "").rstrip("/"))))

    def _addresses(self, url: str) -> Iterator[str]:
        for path in self.paths:
            if PurePosixPath(path).name.startswith("."):
                continue  # Read by the server, sent to nobody.
            if path == INDEX or path.endswith(f"/{INDEX}"):
                yield f"{url}/{quote(path.removesuffix(INDEX))}"
            yield f"{url}/{quote(path)}"


def gone(releases: Iterable[Manifest], live: Manifest) -> Gone | None:
    """Return what must be purged from releases beside the live one; None where nothing must.

    It is told from the releases alone: they remember a story until all is done about it, so a
    publish that was killed in between, or whose CDN did not answer, is ended by the next one.
    """
    ended: set[str] = set()
    lessened: set[str] = set()
    paths: set[str] = set()
    for release in releases:
        for address, story in _over(release.stories, live.stories):
            (lessened if address in live.stories else ended).add(address)
            paths.update(story.paths)
    if not ended and not lessened:
        return None
    paths.update(mark(address, GONE) for address in live.tombstones)
    return Gone(tuple(sorted(ended)), tuple(sorted(lessened)), tuple(sorted(paths)))


def _over(old: Mapping[str, Story], live: Mapping[str, Story]) -> Iterator[tuple[str, Story]]:
    for address, story in old.items():
        now = live.get(address)
        if now is None or not set(story.uses) <= set(now.uses):
            yield address, story


def purge(
    target: Target, live: Manifest, command: Sequence[str], run: Run, teller: Teller
) -> Gone | None:
    """Take the stories that may not be seen any more out of all that the target keeps.

    Asked under the target's lock, when the live release is without them. PublishFault where the
    CDN's command fails: the site and the old releases are clean then, the CDN may not be.
    """
    found = gone(target.releases(), live)
    if found is None:
        return None
    for line in _announced(found):
        teller.say(line)
    removed = target.purge(found.paths, live)
    for line in _removed(removed, found.stories):
        teller.say(line)
    url = target.url or live.built_from.get("site_url")
    _purge_cdn(found.addresses(url), command, run, teller)
    # Last: only now may the releases forget that there is something to do.
    target.purge(found.stories, live)
    return found


def _announced(found: Gone) -> Iterator[str]:
    for address in found.ended:
        yield f"No longer available: {address}"
    for address in found.lessened:
        yield f"Shown in fewer ways than before: {address}"


def _removed(removed: Sequence[str], stories: Sequence[str]) -> Iterator[str]:
    if not removed:
        yield "Old releases hold nothing of it."
        return
    files = "1 file" if len(removed) == 1 else f"{len(removed):,} files"
    what = "this story" if len(stories) == 1 else "these stories"
    yield f"Purged from old releases, as they held or named {what}: {files}."
    for path in removed:
        yield f"    {path}"


def _purge_cdn(addresses: Sequence[str], command: Sequence[str], run: Run, teller: Teller) -> None:
    if not command:
        teller.say("If a CDN stands before the site, it must forget these addresses:")
        for address in addresses:
            teller.say(f"    {address}")
        return
    teller.say(f"The CDN is told to forget {len(addresses):,} addresses:")
    for address in addresses:
        teller.say(f"    {address}")
    code, said = run(command, "".join(f"{address}\n" for address in addresses))
    if code != 0:
        words = "\n    ".join(["It said:", *said.strip().splitlines()]) if said.strip() else ""
        fault = f"A CDN may still show what was withdrawn: {command[0]} ended with {code}. {words}"
        remedy = "Mend the purge command of publish.yaml, then ./run publish tells the CDN again."
        raise PublishFault(fault.rstrip(), remedy)
    teller.say("The CDN has been told.")
