"""robots.txt: every page may be read, also where none may be listed."""

from __future__ import annotations


def robots(site_url: str) -> str:
    """Return the file; `site_url` is absolute, without a last slash.

    A site that asks not to be listed says so in each page. A crawler that is kept away never
    reads that, and lists the bare address when another site links to it.
    """
    return f"User-agent: *\nDisallow:\n\nSitemap: {site_url}/sitemap.xml\n"
