"""The media type of every path of a built site: one table for manifests, hosts and buckets.

Patterns are such that nginx (PCRE), Caddy (RE2) and Python read them alike. They are searched
in a path without its first slash; the first that is found counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from plugins.catalogue.media import MEDIA_TYPES as RECORDINGS

OPEN_XML = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
UTF_8 = "; charset=utf-8"
# What nobody knows is handed over as bytes; browsers offer to save it.
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class Rule:
    """What is true of the paths in which a pattern is found."""

    pattern: str
    value: str


# A path can say more than its suffix does.
RULES = (
    Rule(r"(^|/)$", f"text/html{UTF_8}"),  # an address: its page is index.html
    # Podcast apps: PSP-1 and the feed's own atom:link say application/rss+xml.
    Rule(r"^(podcasts/[^/]+|listen)/[^/]+\.xml$", f"application/rss+xml{UTF_8}"),
    Rule(r"(^|/)feed\.xml$", f"application/atom+xml{UTF_8}"),
    Rule(r"\.chapters\.json$", "application/json+chapters"),
    Rule(r"(^|/)oembed\.json$", "application/json+oembed"),
)
SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        # Pages. .htm is a transcript, or words that are marked while they are read.
        ".html": f"text/html{UTF_8}",
        ".htm": f"text/html{UTF_8}",
        ".css": f"text/css{UTF_8}",
        ".js": f"text/javascript{UTF_8}",
        ".json": "application/json",
        ".webmanifest": "application/manifest+json",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
        # The search index: each file is gzip, which the search page itself unpacks.
        ".pagefind": "application/gzip",
        ".pf_filter": "application/gzip",
        ".pf_fragment": "application/gzip",
        ".pf_index": "application/gzip",
        ".pf_meta": "application/gzip",
        # Feeds and lists.
        ".xml": f"application/xml{UTF_8}",
        ".opml": f"text/x-opml{UTF_8}",
        ".ics": f"text/calendar{UTF_8}",
        # Pictures.
        ".jpg": "image/jpeg",
        ".jpeg": "image/jpeg",
        ".png": "image/png",
        ".webp": "image/webp",
        ".svg": "image/svg+xml",
        ".ico": "image/x-icon",
        # Recordings and their words. SubRip has no rule for its encoding: it is said.
        **RECORDINGS,
        ".vtt": f"text/vtt{UTF_8}",
        ".srt": f"application/x-subrip{UTF_8}",
        # Papers, and other formats of a page.
        ".txt": f"text/plain{UTF_8}",
        ".csv": f"text/csv{UTF_8}",
        ".pdf": "application/pdf",
        ".epub": "application/epub+zip",
        ".brf": f"text/plain{UTF_8}",  # It has no registered type.
        ".pef": "application/x-pef+xml",
        ".docx": f"{OPEN_XML}.wordprocessingml.document",
        ".xlsx": f"{OPEN_XML}.spreadsheetml.sheet",
        ".pptx": f"{OPEN_XML}.presentationml.presentation",
        ".odt": f"{OPEN_DOCUMENT}.text",
        ".ods": f"{OPEN_DOCUMENT}.spreadsheet",
        ".odp": f"{OPEN_DOCUMENT}.presentation",
    }
)


def media_type(path: str) -> str:
    """Return the Content-Type of a path of the site, like "news/flu-clinics/index.html"."""
    ruled = first(RULES, path)
    return ruled or SUFFIXES.get(PurePosixPath(path).suffix.lower(), UNKNOWN)


def first(rules: tuple[Rule, ...], path: str) -> str | None:
    """Return the value of the first rule whose pattern is found in a path."""
    return next((rule.value for rule in rules if re.search(rule.pattern, path)), None)
