"""A small site in which every text field of every kind holds a script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from plugins.catalogue.front_matter import read_yaml
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Edition, Episode, Event, Notice, Show
from plugins.catalogue.site import Site
from tests.fuzz.filled import EVERY_KIND, TEXT, Field, fields_of
from tests.podcast.sound_samples import mp3, mp4
from tests.small_site import SITE, SmallSite

SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(2)>]]></title>'
BODY = f"""\
Words {SCRIPT.replace("<", "&lt;")} and \\<script>alert(1)\\</script>, `<script>alert(3)</script>`.

## Heading {SCRIPT.replace("<", "&lt;")}

- [a link](https://fenwick.example/"onmouseover="alert(4))
- [about](PAGES/about.md '"><b onclick=alert(5)&gt;')

![A door" onerror="alert(6)](PAGES/door.jpg)

    <script>alert(7)</script>
"""
VTT = (
    "WEBVTT\n\n00:00.000 --> 00:01.500\n"
    "<v Asha&lt;script&gt;>&lt;script&gt;alert(8)&lt;/script&gt;\n"
)
# What a value must be where its type alone does not tell.
VALUES: Mapping[tuple[str, ...], Any] = {
    ("date",): "2026-11-01",
    ("publish_from",): "2026-11-02",
    ("expires",): "2027-11-02",
    ("starts",): "2026-11-02",
    ("ends",): "2026-12-02",
    ("start",): "2026-12-01 10:00",
    ("end",): "2026-12-01 12:00",
    ("repeats", "until"): "2027-03-01",
    ("channels", "*"): "press",
    ("consent", "given"): "2026-01-05",
    ("consent", "expires"): "2027-01-05",
    ("consent", "review"): "2027-01-01",
    ("consent", "uses"): ["website", "audio", "video", "social", "print", "podcast"],
    ("venue", "latitude"): "52.5",
    ("venue", "longitude"): "-1.1",
    ("soundbites", "*", "seconds"): 15,
    ("links", "*", "url"): "https://fenwick.example/a",
    ("funding", "*", "url"): "https://fenwick.example/a",
    ("listed", "*", "url"): "https://fenwick.example/a",
    ("accounts", "*", "url"): "https://fenwick.example/a",
    ("people", "*", "url"): "https://fenwick.example/a",
    ("email",): "a@fenwick.example",
    ("owner", "email"): "a@fenwick.example",
    ("frequency", "rrule"): "FREQ=WEEKLY",
    ("categories", "*"): "Government",
    ("people", "*", "part"): "Host",
    ("chapters", "*", "start"): "00:00:01",
    ("guid",): "076ad13e-fc29-5afb-a973-0e544d3addc0",
    ("feed_guid",): "bcd64f0a-8b10-513f-a3a1-fab0342d64a6",
    ("soundbites", "*", "start"): "00:00:01",
    ("online",): "https://fenwick.example/meet",
}
OF_THE_SITE = frozenset({"address", "contact", "lang", "per_page"})
EVERY = ["large-print", "epub", "text"]
# Of other items than published ones in the site's own language, or told by no page.
LEFT_OUT = frozenset(
    """
    accessibility_page artwork block brand bytes campaign cancelled complete contact_page country
    decorative discussions duration episode explicit expires footer formats formats_page from geo
    heard_at hub index items labels lang languages leave_out licence listen live locked media_hosts
    menu new_feed_address nhs on organisation osm person places plan podroll publish_from
    redirect_from related renditions review reviewed read_aloud bsl sections show slug status
    timezone to topics translation_of translator until updated value withdrawn
    """.split()  # noqa: SIM905 - a list of words is best read as one
)


def hostile_site(root: Path) -> SmallSite:
    """Write the site."""
    site = SmallSite.at(root)
    values, _ = read_yaml(SITE, "site.yaml")
    filled = {name: one for name, one in _values(Site).items() if name not in OF_THE_SITE}
    (site.root / "hostile.jpg").write_bytes(b"")
    site.write("site.yaml", json.dumps({**values, **filled, "formats": {"every": EVERY}}))
    for kind in EVERY_KIND:
        _write(site, kind)
    return site


def _write(site: SmallSite, kind: type[Item | Notice]) -> None:
    """Write an item of a kind, with whatever it names beside it."""
    folder = "podcasts/talk" if kind in {Show, Episode} else kind.kind
    name = "show" if kind is Show else "hostile"
    for file, data in FILES.items():
        (site.root / folder).mkdir(parents=True, exist_ok=True)
        if callable(data):
            data(site.root / folder / file)
        else:
            (site.root / folder / file).write_bytes(data)
    values = _values(kind)
    body = (
        ""
        if kind is Notice
        else BODY.replace("PAGES", "../../pages" if "/" in folder else "../pages")
    )
    rows = "\n".join(f"{field}: {json.dumps(value)}" for field, value in values.items())
    site.write(f"{folder}/{name}.md", f"---\n{rows}\n---\n{body}")


def _values(kind: type[BaseModel]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in fields_of(kind):
        if set(field.place) & LEFT_OUT or field.sort in {"lines", "old address"}:
            continue
        value = VALUES.get(field.place, _value(field))
        if kind in {Edition, Show, Episode} and field.place in {("topic",), ("starts",), ("ends",)}:
            continue
        if kind is Event and field.place == ("heard",):
            value = 12
        if value is not None:
            put(values, field.place, value)
    if kind in {Edition, Notice}:
        values["from"] = "2026-11-01"
        values["to" if kind is Edition else "until"] = "2026-11-30"
    return values


def _value(field: Field) -> Any:  # noqa: ANN401 - whatever YAML holds
    if field.sort == TEXT:
        return SCRIPT[: field.most]
    if field.sort.startswith("file"):
        return f"hostile{field.sort.removeprefix('file ')}" if " " in field.sort else None
    by_sort = {"link": "https://fenwick.example/a", "day": "2026-11-01", "int": 1, "bool": False}
    return field.known[0] if field.known else by_sort.get(field.sort)


def put(values: dict[str, Any], place: tuple[str, ...], value: Any) -> None:  # noqa: ANN401
    """Put a value at its place in the fields, each list with one entry."""
    *path, last = place
    inner: Any = values
    for part, following in zip(path, place[1:], strict=True):
        empty: Any = [] if following == "*" else {}
        if part == "*":
            if not inner:
                inner.append(empty)
            inner = inner[0]
        else:
            inner = inner.setdefault(part, empty)
    if last == "*":
        inner[:] = [value]
    else:
        inner[last] = value


def _square(path: Path) -> None:
    from PIL import Image  # noqa: PLC0415

    Image.new("RGB", (1400, 1400), (0, 94, 184)).save(path)


FILES: Mapping[str, Any] = {
    "hostile.jpg": _square,
    "door.jpg": _square,
    "hostile.mp3": mp3,
    "hostile.mp4": mp4,
    "hostile.vtt": VTT.encode(),
    "hostile.pdf": b"%PDF-1.7\n%%EOF\n",
}
