"""Podcast feeds as Podcast Index's own parser reads them, where Node and the parser are there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from plugins.publishing.fault import PublishFault
from plugins.publishing.verify_feeds import PARSER, feeds
from plugins.publishing.verify_finding import Finding
from plugins.publishing.verify_looking import Looking
from plugins.publishing.verify_program import asked
from plugins.publishing.verify_site import BuiltSite

PARSER_OF_APPS = "node_modules/podcast-partytime/package.json"
READER = Path(__file__).with_name("verify_partytime.mjs")
SECONDS = 120
SKIPPED = (
    "The podcast feeds were not read by podcast-partytime, which is not installed:"
    " npm ci --ignore-scripts, or ./run test once."
)
REMEDY = "Compare it with ./run podcast check, which names the item that is at fault."


def unread_podcasts(site: BuiltSite, looking: Looking) -> Iterator[Finding]:
    """Yield each podcast whose episodes apps would not see as the feed has them."""
    podcasts = [path for path in feeds(site) if _has_recordings(site.read(path))]
    if not podcasts:
        return
    if shutil.which("node") is None or not (looking.program / PARSER_OF_APPS).is_file():
        looking.teller.say(SKIPPED)
        return
    for path, read in zip(podcasts, _read(site, looking, podcasts), strict=True):
        told = _recordings(site.read(path))
        if read is None or not read["title"]:
            yield Finding(path, "podcast apps cannot read this feed.", REMEDY)
        elif read["items"] != told:
            seen = len([one for one in read["items"] if one in told])
            fault = f"podcast apps see {seen} of its {len(told)} recordings."
            yield Finding(path, fault, REMEDY)


def _read(site: BuiltSite, looking: Looking, paths: list[str]) -> list[dict[str, list[str]] | None]:
    folder = site.folder.resolve()
    command = ["node", str(READER), str(looking.program), *(str(folder / path) for path in paths)]
    reading = asked(command, "podcast-partytime, which reads the feeds,", SECONDS)
    if reading.code != 0:
        fault = f"podcast-partytime could not read the feeds. It said: {reading.errors[:500]}"
        raise PublishFault(fault.strip(), "Install it again: npm ci --ignore-scripts")
    found: list[dict[str, list[str]] | None] = json.loads(reading.said)["feeds"]
    return found


def _has_recordings(data: bytes) -> bool:
    return b"<enclosure" in data


def _recordings(data: bytes) -> list[str]:
    """Return the address of each item's recording, "" for an item without."""
    items = etree.fromstring(data, PARSER).iter("item")
    found = (item.find("enclosure") for item in items)
    return ["" if one is None else one.get("url", "") for one in found]
