"""No page calls at another host: who reads what on this site is told to nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from plugins.catalogue.fields import is_remote
from plugins.catalogue.publication import Publication
from plugins.publishing.verify_finding import Finding
from plugins.publishing.verify_page import RECORDINGS, Load, Page, page_of, style_addresses
from plugins.publishing.verify_site import BuiltSite

# The NHS's own typeface may only be fetched from here; site.yaml asks for it.
FRUTIGER = "https://assets.nhs.uk"
CALLED = re.compile(
    r"""(?:\bfetch|\bimport|importScripts|sendBeacon|\bWorker|WebSocket|EventSource|\.open)"""
    r"""\s*\(\s*(?:["'`]\w+["'`]\s*,\s*)?["'`]((?:https?:|wss?:)?//[^"'`]+)"""
    r"""|\bfrom\s*["']((?:https?:)?//[^"']+)|\bimport\s*["']((?:https?:)?//[^"']+)"""
)
OWN_SOURCES = re.compile(r"'(self|none|wasm-unsafe-eval|nonce-.+|sha(256|384|512)-.+)'|data:|blob:")
REMEDY = "Keep a copy on this site and name that: whoever reads a page is told to nobody else."
NO_POLICY = "this page has no Content-Security-Policy."
POLICY_REMEDY = "Let its template begin with base.html, which has one."


def requests_elsewhere(site: BuiltSite, publication: Publication) -> Iterator[Finding]:
    """Yield whatever would make a reader's browser call at another host."""
    hosts = _Hosts(publication)
    for path in site.files:
        if path in site.pages:
            yield from _of_page(site, site.pages[path], hosts)
            yield from _of_policy(site.pages[path], hosts)
        elif path.endswith((".htm", ".svg")):
            yield from _of_page(site, page_of(path, site.read(path)), hosts)
        elif path.endswith(".css"):
            for address in style_addresses(site.read(path).decode("utf-8", "replace")):
                yield from _of_load(site, path, Load("style", address), hosts)
        elif path.endswith((".js", ".mjs")):
            yield from _of_script(site, path, site.read(path).decode("utf-8", "replace"))


class _Hosts:
    """The other hosts that are asked for knowingly."""

    def __init__(self, publication: Publication) -> None:
        self.fonts = {FRUTIGER} if publication.site.brand.frutiger else set()
        buckets = publication.site.media_hosts
        self.recordings = {_origin(str(address)) for address in buckets.values()}
        for item in publication.items:
            for recording in item.recordings:
                if is_remote(recording.file):
                    self.recordings.add(_where(recording.file, buckets))

    def allows(self, load: Load) -> bool:
        known = self.recordings if load.element in RECORDINGS else set()
        return _origin(load.address) in known | (self.fonts if load.element == "style" else set())


def _where(address: str, buckets: dict[str, str]) -> str:
    """Return the host of a recording, for one in a bucket that of the bucket."""
    parts = urlsplit(address)
    if parts.scheme != "s3":
        return _origin(address)
    host = buckets.get(parts.netloc, f"https://{parts.netloc}.s3.amazonaws.com")
    return _origin(str(host))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _of_page(site: BuiltSite, page: Page, hosts: _Hosts) -> Iterator[Finding]:
    for load in dict.fromkeys(page.loads):
        yield from _of_load(site, page.path, load, hosts)
    yield from _of_script(site, page.path, page.script)


def _of_load(site: BuiltSite, path: str, load: Load, hosts: _Hosts) -> Iterator[Finding]:
    if load.address.startswith(("data:", "blob:", "#")) or site.is_own(load.address, path):
        return
    whole = Load(load.element, urljoin(site.address_of(path), load.address))
    if not hosts.allows(whole):
        fault = f"a browser would fetch {whole.address} for it, from another host ({load.element})."
        yield Finding(path, fault, REMEDY)


def _of_script(site: BuiltSite, path: str, script: str) -> Iterator[Finding]:
    for found in CALLED.finditer(script):
        address = found[1] or found[2] or found[3]
        if not site.is_own(address, path):
            fault = f"a script in it calls at another host: {address}."
            yield Finding(path, fault, REMEDY)


def _of_policy(page: Page, hosts: _Hosts) -> Iterator[Finding]:
    if page.policy is None:
        yield Finding(page.path, NO_POLICY, POLICY_REMEDY)
        return
    rules = [rule.split() for rule in page.policy.lower().split(";") if rule.strip()]
    if not any(rule[:2] == ["default-src", "'none'"] for rule in rules):
        fault = "its Content-Security-Policy does not begin by forbidding all."
        yield Finding(page.path, fault, "Write default-src 'none' in it, as base.html does.")
    known = {"media-src": hosts.recordings, "font-src": hosts.fonts}
    for name, *sources in rules:
        for source in sources:
            if not OWN_SOURCES.fullmatch(source) and source not in known.get(name, set()):
                fault = f"its Content-Security-Policy lets {source} through ({name})."
                remedy = "Take it out: only recordings and fonts may come from other hosts."
                yield Finding(page.path, fault, remedy)
