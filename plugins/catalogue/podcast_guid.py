"""The names by which apps know a show and an episode for life.

They are stored with the content. Nothing here is asked when a feed is written: an address that
changes must not change them. It only works out the line that a new file has, or an editor pastes.
"""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, UUID, uuid5

# podcast:guid of the Podcasting 2.0 namespace.
PODCAST_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


def show_guid(feed_url: str) -> str:
    """Return the GUID that the feed's first address gives a show."""
    return str(uuid5(PODCAST_NAMESPACE, re.sub(r"^[a-z]+://", "", feed_url).rstrip("/")))


def episode_guid(page_url: str) -> str:
    """Return a GUID for an episode from the first address of its page."""
    return str(uuid5(NAMESPACE_URL, page_url))


def variant_guid(guid: str, medium: str) -> str:
    """Return the GUID of a show's audio or video feed, which is fixed as the show's own is.

    Directories take two feeds with one GUID for the same feed, and list only one of them.
    """
    return str(uuid5(UUID(guid), medium))
