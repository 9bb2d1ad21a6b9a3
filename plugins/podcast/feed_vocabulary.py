"""The closed list of the tags that feedgen lacks: each with its parents, attributes and values.

Nothing that reads feeds minds a misspelt or misplaced tag; it is only never seen. Here it cannot
be written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TypeAlias

from plugins.catalogue.kinds.podcast_parts import SHORT
from plugins.catalogue.podcast_roles import GROUP_OF, GROUPS

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "fh": "http://purl.org/syndication/history/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}
Rule: TypeAlias = Callable[[str], bool]


def matches(pattern: str) -> Rule:
    """Return the rule that the whole value has this form."""
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def one_of(*values: str) -> Rule:
    """Return the rule that the value is in a list."""
    return frozenset(values).__contains__


def words(most: int) -> Rule:
    """Return the rule that the value is a text that apps do not cut."""
    return lambda value: bool(value.strip()) and len(value) <= most


def rfc2822(value: str) -> bool:
    """Tell whether the value is a date of e-mail, as RSS writes them."""
    try:
        parsedate_to_datetime(value)
    except ValueError:
        return False
    return True


def web_address(value: str) -> bool:
    """Tell whether the value is a whole address, in ASCII as all apps read it."""
    return value.isascii() and re.fullmatch(r"https?://[^\s/]+(/\S*)?", value) is not None


ADDRESS: Rule = web_address
ANY_TEXT: Rule = words(1_000_000)
NUMBER = matches(r"[0-9]+")
SECONDS = matches(r"[0-9]+(\.[0-9]{1,3})?")
TRUTH = one_of("true", "false")
UUID = matches(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MEDIA_TYPE = matches(r"[a-z]+/[a-z0-9.+-]+")
LANGUAGE = matches(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
EMAIL = matches(r"[^@\s]+@[^@\s]+\.[^@\s]+")
DAY = matches(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLOCK = matches(r"[0-9]{2,}:[0-5][0-9]:[0-5][0-9](\.[0-9]{3})?")
MEDIUMS = one_of("podcast", "video", "audiobook", "course", "film", "music", "newsletter")


@dataclass(frozen=True)
class Definition:
    """What one tag may hold and where it may stand."""

    parents: tuple[str, ...]
    text: Rule | None = None  # None: no text
    needs: Mapping[str, Rule] = field(default_factory=dict)
    takes: Mapping[str, Rule] = field(default_factory=dict)
    once: bool = False
    cdata: bool = False


CHANNEL, ITEM = "channel", "item"
BOTH = (CHANNEL, ITEM)
RELATIONS = ("hub", "first", "last", "next", "previous", "current", "prev-archive", "next-archive")

VOCABULARY: Mapping[str, Definition] = {
    "atom:link": Definition(
        (CHANNEL,), needs={"rel": one_of(*RELATIONS), "href": ADDRESS}, takes={"type": MEDIA_TYPE}
    ),
    "content:encoded": Definition((ITEM,), ANY_TEXT, once=True, cdata=True),
    "description": Definition((ITEM,), ANY_TEXT, once=True, cdata=True),
    # RFC 5005, section 4: an archive's content does not change.
    "fh:archive": Definition((CHANNEL,), once=True),
    # feedgen refuses true and false, and drops a picture in silence for its ending.
    "itunes:explicit": Definition(BOTH, TRUTH, once=True),
    "itunes:image": Definition(BOTH, needs={"href": ADDRESS}, once=True),
    "podcast:alternateEnclosure": Definition(
        (ITEM,),
        needs={"type": MEDIA_TYPE, "length": NUMBER},
        takes={
            "bitrate": NUMBER,
            "height": NUMBER,
            "lang": LANGUAGE,
            "title": words(32),
            "rel": words(32),
            "codecs": matches(r"[A-Za-z0-9.]+(, ?[A-Za-z0-9.]+)*"),
            "default": TRUTH,
        },
    ),
    "podcast:block": Definition((CHANNEL,), one_of("yes", "no")),
    "podcast:chapters": Definition(
        (ITEM,), needs={"url": ADDRESS, "type": one_of("application/json+chapters")}, once=True
    ),
    "podcast:contentLink": Definition((ITEM,), ANY_TEXT, needs={"href": ADDRESS}),
    "podcast:episode": Definition(
        (ITEM,), matches(r"[0-9]+(\.[0-9]+)?"), takes={"display": words(32)}, once=True
    ),
    "podcast:funding": Definition((CHANNEL,), words(SHORT), needs={"url": ADDRESS}),
    "podcast:guid": Definition((CHANNEL,), UUID, once=True),
    "podcast:image": Definition(
        BOTH,
        needs={"href": ADDRESS},
        takes={
            "alt": ANY_TEXT,
            "aspect-ratio": matches(r"[0-9]+/[0-9]+"),
            "width": NUMBER,
            "height": NUMBER,
            "type": MEDIA_TYPE,
            "purpose": words(SHORT),
        },
    ),
    "podcast:integrity": Definition(
        ("podcast:alternateEnclosure",),
        needs={
            "type": one_of("sri"),
            "value": matches(r"sha(256|384|512)-[A-Za-z0-9+/]+={0,2}"),
        },
        once=True,
    ),
    "podcast:license": Definition(BOTH, words(SHORT), takes={"url": ADDRESS}, once=True),
    "podcast:location": Definition(
        BOTH,
        words(SHORT),
        takes={
            "rel": one_of("subject", "creator"),
            "geo": matches(r"geo:-?[0-9.]+,-?[0-9.]+"),
            "osm": matches(r"[NWR][0-9]+"),
            "country": matches(r"[a-z]{2}"),
        },
    ),
    "podcast:locked": Definition(
        (CHANNEL,), one_of("yes", "no"), needs={"owner": EMAIL}, once=True
    ),
    "podcast:medium": Definition((CHANNEL,), MEDIUMS, once=True),
    "podcast:person": Definition(
        BOTH,
        words(SHORT),
        takes={
            "role": one_of(*(role.lower() for role in GROUP_OF)),
            "group": one_of(*(group.lower() for group in GROUPS)),
            "img": ADDRESS,
            "href": ADDRESS,
        },
    ),
    "podcast:podroll": Definition((CHANNEL,), once=True),
    "podcast:remoteItem": Definition(
        ("podcast:podroll",),
        needs={"feedGuid": UUID},
        takes={"feedUrl": ADDRESS, "itemGuid": ANY_TEXT, "medium": MEDIUMS, "title": ANY_TEXT},
    ),
    "podcast:season": Definition((ITEM,), NUMBER, takes={"name": words(SHORT)}, once=True),
    "podcast:socialInteract": Definition(
        (ITEM,),
        needs={
            "protocol": one_of(
                "activitypub", "bluesky", "hive", "lightning", "matrix", "nostr", "twitter"
            ),
            "uri": ADDRESS,
        },
        takes={"accountId": ANY_TEXT, "accountUrl": ADDRESS, "priority": NUMBER},
    ),
    "podcast:soundbite": Definition(
        (ITEM,),
        lambda value: len(value) <= SHORT,
        needs={"startTime": SECONDS, "duration": SECONDS},
    ),
    "podcast:source": Definition(
        ("podcast:alternateEnclosure",),
        needs={"uri": ADDRESS},
        takes={"contentType": MEDIA_TYPE},
    ),
    "podcast:trailer": Definition(
        (CHANNEL,),
        words(SHORT),
        needs={"url": ADDRESS, "pubdate": rfc2822},
        takes={"length": NUMBER, "type": MEDIA_TYPE, "season": NUMBER},
    ),
    "podcast:transcript": Definition(
        (ITEM,),
        needs={"url": ADDRESS, "type": MEDIA_TYPE},
        takes={"language": LANGUAGE, "rel": one_of("captions")},
    ),
    "podcast:txt": Definition(BOTH, words(4000), takes={"purpose": words(SHORT)}),
    "podcast:updateFrequency": Definition(
        (CHANNEL,),
        words(SHORT),
        takes={"complete": TRUTH, "dtstart": DAY, "rrule": matches(r"FREQ=[A-Z0-9=;,+-]+")},
        once=True,
    ),
    "psc:chapters": Definition((ITEM,), needs={"version": one_of("1.2")}, once=True),
    "psc:chapter": Definition(
        ("psc:chapters",),
        needs={"start": CLOCK, "title": ANY_TEXT},
        takes={"href": ADDRESS, "image": ADDRESS},
    ),
}
