"""Releases by number: which comes next, which one to go back to, and which may go."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.publishing.fault import PublishFault
from plugins.publishing.manifest import Manifest

FIRST = "000001"


def next_number(releases: Sequence[Manifest]) -> str:
    """Return the number of a release that comes after all of these."""
    if not releases:
        return FIRST
    return f"{max(int(one.release) for one in releases) + 1:06}"


def number(text: str) -> str:
    """Return a release's number as its folder has it, from what somebody types: 42 is 000042."""
    if not text.isdecimal() or not text.isascii():
        fault = f'"{text}" is not the number of a release.'
        raise PublishFault(fault, "Write a number that ./run releases lists, like 42.")
    return f"{int(text):06}"


def to_go_back_to(
    releases: Sequence[Manifest], live: Manifest | None, wished: str | None
) -> Manifest:
    """Return the release to roll back to: the wished one, or the one before the live one."""
    if live is None:
        raise PublishFault("No release is live yet.", "Publish first: ./run publish")
    if wished is None:
        found = [one for one in releases if int(one.release) < int(live.release)]
        if not found:
            fault = f"There is no release before the live one ({int(live.release)})."
            raise PublishFault(fault, "./run releases lists those that are there.")
        chosen = found[-1]
    else:
        chosen = _named(releases, number(wished))
    if chosen.release == live.release:
        fault = f"Release {int(live.release)} is live already."
        raise PublishFault(fault, "./run releases lists the others.")
    refuse_withdrawn(chosen, releases)
    return chosen


def _named(releases: Sequence[Manifest], wished: str) -> Manifest:
    for one in releases:
        if one.release == wished:
            return one
    fault = f"There is no release {int(wished)} on the target."
    raise PublishFault(fault, "./run releases lists those that are there.")


def refuse_withdrawn(chosen: Manifest, releases: Sequence[Manifest]) -> None:
    """Stop before a story comes back whose consent has ended.

    An address is a tombstone for good: it is enough that one release has known it.
    """
    known = {address for one in releases for address in one.tombstones}
    withdrawn = known - set(chosen.tombstones)
    gone = {address for address in withdrawn if holds(chosen, address)}
    if back := sorted(gone | _over(chosen, releases[-1])):
        stories = "a story" if len(back) == 1 else f"{len(back)} stories"
        listing = ", ".join(back)
        fault = (
            f"Release {int(chosen.release)} holds {stories} that may not be shown so any more:"
            f" {listing}."
        )
        raise PublishFault(fault, "Go back to a later one, or publish again: ./run publish")


def _over(chosen: Manifest, newest: Manifest) -> set[str]:
    """Return the stories that a release shows, or shows in ways, that the newest may not."""
    return {
        address
        for address, story in chosen.stories.items()
        if address not in newest.stories or not set(story.uses) <= set(newest.stories[address].uses)
    }


def holds(release: Manifest, address: str) -> bool:
    """Tell whether a release has anything at an address or below it."""
    return any(entry.path.startswith(address) for entry in release.entries)


def to_prune(releases: Sequence[Manifest], live: Manifest | None, keep: int) -> list[str]:
    """Return the numbers of the releases to delete: all but the last `keep`, and the live one."""
    old = [one.release for one in releases][:-keep] if keep else []
    # One whose list was made again is good to be live, but nobody knows which stories it holds.
    unknown = [one.release for one in releases if not one.built_from]
    spare = live.release if live else None
    return [release for release in sorted({*old, *unknown}, key=int) if release != spare]
