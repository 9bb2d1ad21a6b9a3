"""What of a built site is a patient's story, or speaks of it: all that must go when it goes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from plugins.catalogue.consent import Use
from plugins.catalogue.kinds import PatientStory
from plugins.catalogue.publication import Publication
from plugins.publishing.belongings_folders import Folders
from plugins.publishing.belongings_shared import Sharing
from plugins.publishing.manifest import Story

USES: tuple[Use, ...] = ("website", "print", "audio", "podcast", "social")
SPEAKS = re.compile(rf"(?<![\w-]){PatientStory.root}/([^/\"'<>\s?#&\\]+)/".encode())


def stories_of(site: Path, publication: Publication) -> Mapping[str, Story]:
    """Return the stories that a built site holds, by address.

    A story's pictures are its own also where others show them, and so are the pages and booklets
    of those others: whoever purges a story leaves what the newest release has.
    """
    families = _families(publication)
    if not families:
        return {}
    folders = Folders(site)
    spoken = _spoken_of(folders, families)
    sharing = Sharing(publication, folders)
    for address, versions in families.items():
        spoken[address] |= sharing.pages_with_files_of(versions)
    return {
        address: Story(
            _uses(publication, versions[0]),
            folders.compressed(
                (*folders.around(spoken[address]), *folders.named_in(versions), *folders.index())
            ),
        )
        for address, versions in families.items()
    }


def _families(publication: Publication) -> dict[str, list[PatientStory]]:
    """Gather each story and its translations under the address of the original."""
    found: dict[str, list[PatientStory]] = defaultdict(list)
    for item in publication.items:
        if isinstance(item, PatientStory):
            original = publication.original(item)
            family = found[original.url]
            family.insert(0 if original is item else len(family), item)
    return dict(sorted(found.items()))


def _uses(publication: Publication, story: PatientStory) -> tuple[str, ...]:
    return tuple(use for use in USES if story.consent.allows(use, publication.as_of))


def _spoken_of(
    folders: Folders, families: Mapping[str, list[PatientStory]]
) -> Mapping[str, set[str]]:
    """Return the paths that name each story's address, in any language."""
    names = {item.name: address for address, family in families.items() for item in family}
    spoken: dict[str, set[str]] = {address: set() for address in families}
    for path, words in folders.texts():
        for name in {unquote(found.decode("utf-8", "replace")) for found in SPEAKS.findall(words)}:
            if name in names:
                spoken[names[name]].add(path)
    for address, family in families.items():
        spoken[address].update(path for item in family for path in folders.below(item.url))
    return spoken
