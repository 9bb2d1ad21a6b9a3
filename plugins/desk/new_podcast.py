"""The name by which apps know a new show or episode for life, so that no editor works it out."""

from __future__ import annotations

from pathlib import Path

from plugins.catalogue.front_matter import read_yaml
from plugins.catalogue.podcast_guid import episode_guid, show_guid
from plugins.catalogue.problem import ContentError


def own_feed_guid(content: Path, folder: str) -> dict[str, str]:
    """Return the feed_guid of the show in a folder; nothing where the site has no address yet."""
    address = _site_address(content)
    return {"feed_guid": show_guid(f"{address}/{folder}/feed.xml")} if address else {}


def own_guid(content: Path, folder: str, slug: str) -> dict[str, str]:
    """Return the guid of an episode; nothing where the site has no address yet."""
    address = _site_address(content)
    return {"guid": episode_guid(f"{address}/{folder}/{slug}/")} if address else {}


def _site_address(content: Path) -> str:
    """Return the address in site.yaml; nothing where it cannot be read, which check then says."""
    try:
        text = (content / "site.yaml").read_text(encoding="utf-8")
        values, _ = read_yaml(text, "site.yaml")
    except (OSError, UnicodeDecodeError, ContentError):
        return ""
    address = str(values.get("address"))
    return address.rstrip("/") if address.startswith("https://") else ""
