"""Sound texts and files to begin with: the demonstration's, and small ones made for this."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from functools import cache

from PIL import Image

from tests.small_site import FIELDS, PROJECT

CONTENT = PROJECT / "content"
SMALL = 400_000  # bytes; a larger file shows nothing more, and takes longer
VTT = (
    "WEBVTT\n\nNOTE by Asha\n\n1\n00:00:01.000 --> 00:00:04.000 align:start\n"
    "<v Asha>Hello &lt;you&gt;.\n"
)
SRT = (
    "1\n00:00:01,000 --> 00:00:04,000\nAsha: Hello.\n\n"
    "2\n00:00:05,000 --> 00:00:06,500\n<i>Bye.</i>\n"
)
TXT = "[00:01] Asha: Hello, and welcome.\n\n[00:00:09.5] Tom: Thank you.\n\n(laughter)\n"
PODCAST_JSON = json.dumps(
    {
        "version": "1.0.0",
        "segments": [
            {"startTime": 0.5, "endTime": 1.5, "speaker": "Asha", "body": "Hello."},
            {"startTime": 2, "body": "And"},
            {"startTime": 2.5, "body": "welcome."},
        ],
    },
    indent=1,
)
MARKDOWN = """\
Words with *emphasis*, **weight**, `code` and a [link](https://example.org "title").

## A heading

- one
    - two

1. first
2. second

> A quotation
> of two lines

| Day | Doses |
| --- | ---: |
| Monday | 12 |

Term
: What it means

A note.[^1] NHS. ![A door](door.jpg) <hello@example.org> https://example.org/a(b)

[^1]: The note, with [a link](about.md#history).

*[NHS]: National Health Service

<!-- for a colleague -->

    code

***
"""


@cache
def items() -> tuple[tuple[str, str], ...]:
    """Return path and text of the demonstration's items, without the lines that name others."""
    found = []
    for path in sorted(CONTENT.rglob("*.md")):
        place = path.relative_to(CONTENT).as_posix()
        if path.name.count(".") == 1:
            text = re.sub(r"(?m)^.*\.md.*\n", "", path.read_text("utf-8"))
            found.append((place, text))
    return tuple(found)


@cache
def bare_items() -> tuple[tuple[str, str], ...]:
    """Return path and text of the smallest item of each kind that a test writes."""
    head = "title: Roads open\nsummary: The roads are open.\ndate: 2026-11-01"
    return tuple(
        (
            f"{kind}/roads.md",
            f"---\n{own}\n{head}\n---\n{MARKDOWN}" if own else f"---\n{head}\n---\n",
        )
        for kind, own in FIELDS.items()
    )


@cache
def files(*endings: str) -> tuple[bytes, ...]:
    """Return the demonstration's files with one of these endings, but for large ones."""
    found = (path for path in sorted(CONTENT.rglob("*")) if path.suffix in endings)
    return tuple(path.read_bytes() for path in found if path.stat().st_size < SMALL)


@cache
def pictures() -> tuple[bytes, ...]:
    """Return pictures in every format and form that is read, and in some that are not."""
    made: list[bytes] = []
    rainbow = Image.linear_gradient("L").resize((90, 60)).convert("RGB")
    made.extend(
        _saved(rainbow.convert(mode), "JPEG", exif=_turned()) for mode in ("RGB", "L", "CMYK")
    )
    made.extend(_saved(rainbow.convert(mode), "PNG") for mode in ("RGB", "RGBA", "P", "1", "I;16"))
    made.append(_saved(rainbow, "JPEG", progressive=True))
    made.append(_saved(rainbow, "WEBP"))
    made.append(_saved(rainbow, "WEBP", save_all=True, append_images=[rainbow.rotate(90)]))
    made.append(_saved(rainbow, "PNG", save_all=True, append_images=[rainbow.rotate(90)]))
    made.append(_saved(rainbow, "GIF"))
    made.append(_saved(rainbow, "TIFF"))
    made.append(_saved(rainbow.resize((1400, 1400)), "JPEG", quality=30))
    made.append(_saved(rainbow.resize((1400, 1400)), "PNG"))
    return tuple(made)


def _turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def _saved(image: Image.Image, kind: str, **how: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


@cache
def papers() -> tuple[bytes, ...]:
    """Return papers of each sort, and archives that are none."""
    office = io.BytesIO()
    with zipfile.ZipFile(office, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>" * 200)
    empty = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 0, 0, 0, 0, 0)
    return (*files(".pdf", ".csv", ".docx", ".odt"), office.getvalue(), empty)


FEED = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:psc="http://podlove.org/simple-chapters">
<channel><title>Fenwick talks</title><link>https://fenwick.example/talks</link>
<atom:link rel="self" href="https://fenwick.example/feed.xml"/>
<description>What the &lt;b&gt;council&lt;/b&gt; says.</description><language>en-gb</language>
<itunes:author>Fenwick</itunes:author><itunes:explicit>no</itunes:explicit>
<itunes:owner><itunes:name>F</itunes:name><itunes:email>a@b.example</itunes:email></itunes:owner>
<itunes:image href="https://fenwick.example/a.jpg"/><copyright>2026 Fenwick</copyright>
<itunes:category text="Society &amp; Culture">
<itunes:category text="Documentary"/></itunes:category>
<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>
<podcast:person role="host" href="https://a.example/x">Asha</podcast:person>
<podcast:license url="https://a.example/l">CC-BY-4.0</podcast:license>
<podcast:funding url="https://a.example/give">Give</podcast:funding>
<item><title>Roads &amp; rain</title><guid isPermaLink="false">fenwick-1</guid>
<pubDate>Mon, 02 Nov 2026 08:00:00 +0000</pubDate><link>https://fenwick.example/talks/roads</link>
<description>&lt;p&gt;Roads are &lt;a href="https://a.example/"&gt;open&lt;/a&gt;.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Roads</p><ul><li>one<ul><li>two</li></ul></li></ul>
<script>x</script>]]></content:encoded>
<enclosure url="https://fenwick.example/a.mp3" length="1000" type="audio/mpeg"/>
<itunes:duration>00:01:05</itunes:duration>
<itunes:episode>1</itunes:episode><itunes:season>2</itunes:season>
<itunes:episodeType>full</itunes:episodeType><itunes:image href="https://fenwick.example/b.jpg"/>
<podcast:transcript url="https://fenwick.example/a.vtt" type="text/vtt"/>
<podcast:chapters url="https://fenwick.example/a.json" type="application/json+chapters"/>
<podcast:alternateEnclosure type="audio/mpeg" lang="pl" title="Po polsku">
<podcast:source uri="https://fenwick.example/b.mp3"/></podcast:alternateEnclosure>
<podcast:soundbite startTime="1.5" duration="20">A bite</podcast:soundbite>
<podcast:location geo="geo:52.6,-1.1" osm="R113314">Fenwick</podcast:location>
<psc:chapters><psc:chapter start="00:00:10.5" title="One" href="https://a.example"/></psc:chapters>
</item></channel></rss>
"""
CHAPTERS = json.dumps(
    {
        "version": "1.2.0",
        "chapters": [{"startTime": 0, "title": "A"}, {"startTime": 9.5, "title": "B"}],
    }
)
EASY_READ = """\
---
title: Flu clinics
made_by: Asha
tested_by: Fenwick Reading Group
tested: 2026-11-01
---
## When

![A door](door.jpg)

The clinic is open.

- on Monday

![A door](door.jpg)

Come in.
"""
PUBLISH = """\
targets:
  demo: {kind: folder, path: ./public, keep: 3}
  live:
    kind: ssh
    host: www.example.org
    user: web
    path: /srv/site
    key: PUBLISH_KEY
    after: [systemctl, reload, nginx]
  cloud: {kind: s3, bucket: b, endpoint: "https://s3.example", key: K, secret: S}
  pages: {kind: git, remote: "https://git.example/a.git", token: PAGES_TOKEN}
limits: {file_megabytes: 50, page_kilobytes: 90}
"""
