"""The headers of every path of a built site: one table for nginx, Caddy and buckets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plugins.publishing.media_types import Rule, first, media_type

YEAR = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300, must-revalidate"  # feeds, and files that keep their names
PAGE = "public, max-age=60, must-revalidate"
RECORDING = r"(mp3|m4a|m4v|mp4|webm|vtt)"

# The first that is found counts. Only a name with a digest of its bytes may stay for a year:
# flu-clinics.pdf keeps its name when the page changes.
CACHE = (
    Rule(r"(^|/)[^/.]*$", PAGE),  # an address without a file's name
    Rule(r"\.html?$", PAGE),
    Rule(r"^assets/(.+/)?[^/]+\.[0-9a-f]{8}\.[a-z0-9]+$", YEAR),
    Rule(r"^pictures/[0-9a-f]{16}-[0-9]+\.[a-z]+$", YEAR),
    Rule(r"^cards/[0-9a-f]{16}\.(jpg|png)$", YEAR),
    Rule(r"^(podcasts/[^/]+|listen)/artwork-[0-9a-f]{8}\.(jpg|png)$", YEAR),
    # board-1dec2026/board-1dec2026.mp3 is made from a page whose name only looks like a digest's.
    Rule(r"-[0-9a-f]{8}/[^/]+$", SHORT),
    Rule(rf"-[0-9a-f]{{8}}\.{RECORDING}$", YEAR),
    Rule(r"", SHORT),
)

# Apps in a browser, on other sites, may read what is made for apps. A page's own parts, the
# search index and the pages themselves they have no need of.
ANYBODY = "*"
OWN = ""
SHARED = (
    Rule(r"^(assets|pagefind)/", OWN),
    Rule(r"^redirects\.json$", OWN),
    Rule(r"(^|/)embed/(index\.html)?$", OWN),
    Rule(r"\.html$|(^|/)[^/.]*$", OWN),
    Rule(r"", ANYBODY),
)
# A player in a browser asks for parts of a recording, and must see which part it was given.
EXPOSED = "Accept-Ranges, Content-Length, Content-Range"
PLAYED = (Rule(rf"\.{RECORDING}$", EXPOSED),)

# base.html says the same in a meta element, but for frame-ancestors, which has no effect there.
POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # The search is a WebAssembly module.
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "manifest-src": "'self'",
    "frame-ancestors": "'none'",
}
# The small player, which other sites show in a frame: embed.html.
EMBEDDED_POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
EMBED = (Rule(r"(^|/)embed/(index\.html)?$", "embed"),)
# Browsers show these in pages of their own, which a policy of ours would break; no script is run.
SHOWN_BY_BROWSER = (Rule(r"\.(pdf|mp3|m4a|m4v|mp4|webm)$", "no policy"),)
# None of our pages asks for any of these; full screen and copying stay as they are.
UNUSED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
EVERYWHERE: Mapping[str, str] = {
    # Two years. Without includeSubDomains: what else the organisation's domain serves, and whether
    # all of it has a certificate, is not ours to say.
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    # Which page of a health site somebody reads is nobody else's business.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
}


def headers_for(path: str) -> Mapping[str, str]:
    """Return what is sent with a file of the site: type, cache, and who may read it.

    The path begins at the site's root, without a first slash: "news/flu-clinics/index.html".
    """
    headers = {"Content-Type": media_type(path), "Cache-Control": cache_control(path)}
    shared = first(SHARED, path)
    if shared:
        headers["Access-Control-Allow-Origin"] = shared
        exposed = first(PLAYED, path)
        if exposed:
            headers["Access-Control-Expose-Headers"] = exposed
    return headers


def cache_control(path: str) -> str:
    """Return how long browsers and CDNs may keep a file without asking."""
    return first(CACHE, path) or SHORT


def is_embedded(path: str) -> bool:
    """Tell whether a page is made to stand in a frame on other sites."""
    return first(EMBED, path) is not None


def security_headers(
    path: str, *, media_hosts: Sequence[str] = (), font_hosts: Sequence[str] = ()
) -> Mapping[str, str]:
    """Return the headers that keep visitors safe, for the answer to a path.

    Recordings and fonts may come from other hosts too, given whole: "https://media.example".
    """
    framed = is_embedded(path)
    shared = framed or first(SHARED, path) == ANYBODY
    headers = {
        **EVERYWHERE,
        # Feed readers and players on other sites show our pictures and play our recordings.
        "Cross-Origin-Resource-Policy": "cross-origin" if shared else "same-origin",
    }
    if first(SHOWN_BY_BROWSER, path):
        return headers
    policy = EMBEDDED_POLICY if framed else POLICY
    return headers | {
        "Content-Security-Policy": content_security_policy(policy, media_hosts, font_hosts)
    }


def content_security_policy(
    policy: Mapping[str, str], media_hosts: Sequence[str] = (), font_hosts: Sequence[str] = ()
) -> str:
    """Return a policy as one line, with other hosts of recordings and fonts."""
    more = {"media-src": media_hosts, "font-src": font_hosts}
    return "; ".join(
        " ".join((name, sources, *more.get(name, ()))) for name, sources in policy.items()
    )
