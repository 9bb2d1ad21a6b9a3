"""The built site is looked at by every judge before anybody else sees it; all say all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from plugins.catalogue.publication import Publication
from plugins.publishing.verify_feeds import faulty_feeds
from plugins.publishing.verify_finding import Finding
from plugins.publishing.verify_html import invalid_pages
from plugins.publishing.verify_links import broken_links
from plugins.publishing.verify_looking import Looking
from plugins.publishing.verify_podcasts import unread_podcasts
from plugins.publishing.verify_private import private_files, private_words
from plugins.publishing.verify_requests import requests_elsewhere
from plugins.publishing.verify_site import BuiltSite
from plugins.publishing.verify_sitemap import unlisted_pages
from plugins.publishing.verify_sizes import heavy_pages, large_files

__all__ = ["Finding", "Looking", "verify"]

Judge = Callable[[], Iterable[Finding]]
EMPTY = Finding(
    "index.html", "the site has no home page.", "Build it again: what was built is not a site."
)


def verify(site: Path, publication: Publication, looking: Looking) -> tuple[Finding, ...]:
    """Return everything that is wrong in a built site, in the order of its files.

    PublishFault says what a judge lacks that cannot be done without.
    """
    built = BuiltSite(site, looking.site_url)
    if "index.html" not in built.known:
        return (EMPTY,)
    judges = _judges(built, publication, looking)
    looking.teller.begin("Looking at what was built", len(judges))
    findings: set[Finding] = set()
    # Those that are programs of their own run beside those that are ours.
    with ThreadPoolExecutor(max_workers=4) as threads:
        running = {name: threads.submit(_asked, judge) for name, judge in judges.items()}
        for name, judge in running.items():
            found = judge.result()
            findings.update(found)
            looking.teller.step()
            if found:
                looking.teller.say(f"{name}: {_count(len(found))}")
    return tuple(sorted(findings))


def _judges(built: BuiltSite, publication: Publication, looking: Looking) -> Mapping[str, Judge]:
    return {
        "HTML": lambda: invalid_pages(built, looking),
        "Links": lambda: broken_links(built),
        "Podcasts in apps": lambda: unread_podcasts(built, looking),
        "Private words": lambda: private_words(built, publication, looking),
        "Private files": lambda: private_files(built, publication),
        "Feeds": lambda: faulty_feeds(built),
        "Other hosts": lambda: requests_elsewhere(built, publication),
        "Weight of pages": lambda: heavy_pages(built, publication, looking),
        "Size of files": lambda: large_files(built, looking),
        "Sitemap": lambda: unlisted_pages(built, publication),
    }


def _asked(judge: Judge) -> tuple[Finding, ...]:
    return tuple(judge())


def _count(number: int) -> str:
    return "1 problem." if number == 1 else f"{number} problems."
