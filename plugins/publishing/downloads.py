"""How often each episode was downloaded: counted from a server's log as the IAB says.

IAB Podcast Measurement Technical Guidelines 2.2, section 4, as far as a log allows: answers to GET
of 200 and 206; no robots; at least a minute of the recording; one a day for the same network and
program. A log has no more: downloads behind one address with one app count as one.

    .venv/bin/python -m plugins.publishing.downloads /srv/site/current/site /var/log/nginx/site.log
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from defusedxml.ElementTree import parse

DAY = timedelta(hours=24)
MINUTE = 60
LENGTH = "{http://www.itunes.com/dtds/podcast-1.0.dtd}duration"
FEEDS = ("podcasts/*/*.xml", "listen/*.xml")
# nginx's format "site", in docs/hosting/nginx.conf. The last field is the Range that was asked for.
NGINX = re.compile(
    r'(?P<visitor>\S+) - - \[(?P<time>[^]]+)\] "(?P<method>[A-Z]+) (?P<address>\S+) [^"]*"'
    r' (?P<status>\d+) (?P<bytes>\d+) "[^"]*" "(?P<program>[^"]*)" "(?P<range>[^"]*)"'
)
NGINX_TIME = "%d/%b/%Y:%H:%M:%S %z"
RANGE = re.compile(r"bytes=(\d+)-\d*")
WHOLE, PART = 200, 206
# Robots say so, or are libraries that nobody listens with. A watch fetches again what its
# telephone has: the guidelines leave it out.
NOBODY = re.compile(
    r"bot\b|bot[/;-]|crawl|spider|slurp|preview|monitor|uptime|validator|headless|curl/|wget/|"
    r"python|libwww|go-http|java/|scrapy|facebookexternalhit|watchos|^-?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Recording:
    """What a feed says of a file."""

    title: str
    size: int  # bytes
    seconds: int

    @property
    def a_minute(self) -> int:
        """The bytes of a minute; of the whole where that is shorter."""
        return self.size if self.seconds <= MINUTE else self.size * MINUTE // self.seconds


@dataclass(frozen=True)
class Request:
    """One line of a log, of which a part of a recording was sent."""

    time: datetime
    who: tuple[str, str]  # network and program
    path: str
    first: int
    last: int  # after the last byte


def recordings(site: Path) -> dict[str, Recording]:
    """Return what the feeds of a site name, by path: "/podcasts/town-talk/flu/flu-1a2b3c4d.mp3"."""
    found = {}
    for feed in (file for pattern in FEEDS for file in sorted(site.glob(pattern))):
        for item in parse(feed).iter("item"):
            enclosure, seconds = item.find("enclosure"), item.findtext(LENGTH, "0")
            if enclosure is not None:
                path = unquote(urlsplit(enclosure.get("url", "")).path)
                size = int(enclosure.get("length", "0"))
                found[path] = Recording(item.findtext("title", ""), size, int(seconds))
    return found


def requests(lines: Iterable[str]) -> Iterator[Request]:
    """Yield what was sent to people, of the log of nginx or of Caddy."""
    for line in lines:
        fields = _of_caddy(line) if line.startswith("{") else _of_nginx(line)
        if (
            fields is None
            or fields["method"] != "GET"
            or int(fields["status"]) not in {WHOLE, PART}
        ):
            continue
        if NOBODY.search(fields["program"]):
            continue
        part = RANGE.fullmatch(fields["range"]) if int(fields["status"]) == PART else None
        first = int(part[1]) if part else 0
        time = datetime.fromisoformat(fields["time"])
        path = unquote(urlsplit(fields["address"]).path)
        who = fields["visitor"], fields["program"]
        yield Request(time, who, path, first, first + int(fields["bytes"]))


def _of_nginx(line: str) -> Mapping[str, str] | None:
    found = NGINX.match(line)
    if found is None:
        return None
    time = datetime.strptime(found["time"], NGINX_TIME).astimezone(UTC)
    return found.groupdict() | {"time": time.isoformat()}


def _of_caddy(line: str) -> Mapping[str, str] | None:
    try:
        entry = json.loads(line)
        request, headers = entry["request"], entry["request"]["headers"]
        return {
            "time": datetime.fromtimestamp(entry["ts"], UTC).isoformat(),
            "visitor": request["remote_ip"],
            "method": request["method"],
            "address": request["uri"],
            "status": str(entry["status"]),
            "bytes": str(entry["size"]),
            "program": headers.get("User-Agent", [""])[0],
            "range": headers.get("Range", [""])[0],
        }
    except (ValueError, KeyError, TypeError):
        return None  # The line tells of something else, or was cut off.


def downloads(known: Mapping[str, Recording], sent: Iterable[Request]) -> Counter[tuple[str, str]]:
    """Return how often each recording was downloaded, by month and title."""
    groups: dict[tuple[tuple[str, str], str], list[Request]] = {}
    for request in sent:
        if request.path in known:
            groups.setdefault((request.who, request.path), []).append(request)
    found: Counter[tuple[str, str]] = Counter()
    for (_, path), group in groups.items():
        for day in _days(sorted(group, key=lambda one: one.time)):
            if _bytes_of(day) >= known[path].a_minute:
                found[f"{day[0].time:%Y-%m}", known[path].title] += 1
    return found


def _days(group: list[Request]) -> Iterator[list[Request]]:
    """Give the requests of 24 hours, from the first of them."""
    day: list[Request] = []
    for request in group:
        if day and request.time - day[0].time >= DAY:
            yield day
            day = []
        day.append(request)
    yield day


def _bytes_of(day: list[Request]) -> int:
    """Return how many different bytes were sent: the same minute twice is one minute."""
    total, reached = 0, 0
    for request in sorted(day, key=lambda one: one.first):
        total += max(0, request.last - max(request.first, reached))
        reached = max(reached, request.last)
    return total


def main(words: list[str]) -> int:
    """Print the table: month, downloads, episode."""
    if len(words) <= 1:
        sys.stderr.write("Give the folder of the site, and the logs.\n")
        return 2
    table = csv.writer(sys.stdout)
    table.writerow(("month", "downloads", "episode"))
    found = downloads(recordings(Path(words[0])), requests(_lines(words[1:])))
    table.writerows((month, count, title) for (month, title), count in sorted(found.items()))
    return 0


def _lines(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        with Path(name).open(encoding="utf-8", errors="replace") as log:
            yield from log


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
