"""What is true of one built page: what it loads, who may show it, what it says to searchers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

# Elements and attributes by which a browser fetches without being asked.
FETCHED = (
    ("script", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("source", "src"),
    ("source", "srcset"),
    ("audio", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("track", "src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("input", "src"),
    ("image", "href"),
    ("use", "href"),
    ("body", "background"),
    ("a", "ping"),
)
RECORDINGS = frozenset({"audio", "video", "source", "track"})
# Of a link's meanings, these make a browser fetch it, or call at its host.
FETCHED_RELATIONS = frozenset(
    {
        "apple-touch-icon",
        "dns-prefetch",
        "icon",
        "manifest",
        "modulepreload",
        "preconnect",
        "prefetch",
        "preload",
        "prerender",
        "stylesheet",
    }
)
STYLE_ADDRESS = re.compile(r"""url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)""", re.IGNORECASE)
REFRESH_ADDRESS = re.compile(r"url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Load:
    """One address that a browser fetches for a page."""

    element: str
    address: str


@dataclass(frozen=True)
class Page:
    """One page, as far as the judges look."""

    path: str
    loads: tuple[Load, ...]
    styles: tuple[str, ...]  # addresses
    scripts: tuple[str, ...]
    script: str  # what stands in it as script
    policy: str | None  # its Content-Security-Policy
    robots: str
    canonical: str | None
    leads_to: str | None  # where it sends its reader at once


def page_of(path: str, data: bytes) -> Page:
    """Return what is true of a page's bytes."""
    if not data.strip():
        return Page(path, (), (), (), "", None, "", None, None)
    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    refresh = _meta(root, "http-equiv", "refresh")
    sent = REFRESH_ADDRESS.search(refresh or "")
    return Page(
        path=path,
        loads=tuple(_loads(root)),
        styles=tuple(link.get("href", "") for link in _links(root, "stylesheet")),
        scripts=tuple(one.get("src", "") for one in root.iter("script") if one.get("src")),
        script="\n".join(one.text or "" for one in root.iter("script") if not one.get("src")),
        policy=_meta(root, "http-equiv", "content-security-policy"),
        robots=_meta(root, "name", "robots") or "",
        canonical=next((link.get("href") for link in _links(root, "canonical")), None),
        leads_to=sent[1] if sent else None,
    )


def _meta(root: html.HtmlElement, attribute: str, name: str) -> str | None:
    for meta in root.iter("meta"):
        if meta.get(attribute, "").lower() == name:
            return str(meta.get("content", ""))
    return None


def _links(root: html.HtmlElement, relation: str) -> Iterator[html.HtmlElement]:
    return (link for link in root.iter("link") if relation in link.get("rel", "").lower().split())


def _loads(root: html.HtmlElement) -> Iterator[Load]:
    for name, attribute in FETCHED:
        for element in root.iter(name):
            for address in _addresses(element.get(attribute), attribute):
                yield Load(name, address)
    for link in root.iter("link"):
        if FETCHED_RELATIONS & set(link.get("rel", "").lower().split()):
            yield Load("link", link.get("href", ""))
    for style in (*root.iter("style"), *root.xpath("//*[@style]")):
        for address in style_addresses(style.get("style") or style.text or ""):
            yield Load("style", address)


def _addresses(value: str | None, attribute: str) -> list[str]:
    if value is None:
        return []
    if attribute != "srcset":
        return [value.strip()]
    return [one.split()[0] for one in value.split(",") if one.strip()]


def style_addresses(text: str) -> Iterator[str]:
    """Yield the addresses that a stylesheet fetches."""
    for found in STYLE_ADDRESS.finditer(text):
        yield found[1] or found[2]
