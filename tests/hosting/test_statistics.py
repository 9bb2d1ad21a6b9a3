"""Readers and listeners are counted from the log alone, and nobody is named."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plugins.publishing.downloads import NOBODY, Recording, downloads, recordings, requests
from tests.hosting.asking import Host
from tests.hosting.servers import FILES, program
from tests.podcast.feed_samples import FEED
from tests.podcast.test_gpo import Listener
from tests.small_site import PROJECT

PATH = "/podcasts/town-talk/flu/flu-1a2b3c4d.mp3"
# Ten minutes of 6 MB: a minute is 600,000 bytes.
KNOWN = {PATH: Recording("Flu clinics", 6_000_000, 600), "/short.mp3": Recording("Hello", 900, 30)}
START = datetime(2026, 11, 2, 9, tzinfo=UTC)
APP = "AntennaPod/3.4"
MINUTE = 600_000


def line(  # noqa: PLR0913 -- a line of a log has this many fields
    size: int = MINUTE,
    *,
    hours: float = 0,
    who: str = "192.0.2.0",
    app: str = APP,
    status: int = 200,
    method: str = "GET",
    path: str = PATH,
    part: str = "-",
) -> str:
    time = (START + timedelta(hours=hours)).strftime("%d/%b/%Y:%H:%M:%S %z")
    return f'{who} - - [{time}] "{method} {path} HTTP/2.0" {status} {size} "-" "{app}" "{part}"\n'


def counted(*lines: str) -> int:
    return sum(downloads(KNOWN, requests(lines)).values())


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ([line()], 1),
        ([line(6_000_000)], 1),
        ([line(MINUTE - 1)], 0),
        ([line(), line(hours=23.9)], 1),
        ([line(), line(hours=24)], 2),
        ([line(), line(hours=10), line(hours=25)], 2),
        ([line(hours=25), line()], 2),
        ([line(), line(who="198.51.100.0")], 2),
        ([line(), line(app="Overcast/3.0")], 2),
        ([line(0, method="HEAD")], 0),
        ([line(status=304), line(status=404), line(status=416), line(status=301)], 0),
        ([line(2, status=206, part="bytes=0-1")], 0),
        ([line(MINUTE // 2, status=206, part="bytes=0-299999")] * 3, 0),
        (
            [
                line(MINUTE // 2, status=206, part="bytes=0-299999"),
                line(MINUTE // 2, status=206, part="bytes=300000-599999"),
            ],
            1,
        ),
        ([line(MINUTE, status=206, part="bytes=1000000-")], 1),
        ([line(900, path="/short.mp3")], 1),
        ([line(899, path="/short.mp3")], 0),
        ([line(path=f"{PATH}?from=feed")], 1),
        ([line(path="/news/")], 0),
        (["nonsense\n", '{"level": "info"}\n', "", line()], 1),
    ],
)
def test_a_download_is_a_minute_of_one_person_in_a_day(lines: list[str], count: int) -> None:
    assert counted(*lines) == count


@pytest.mark.parametrize(
    "app",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "curl/8.5.0",
        "python-requests/2.32",
        "Go-http-client/2.0",
        "facebookexternalhit/1.1",
        "Podcasts/1560.2 watchOS/10.1",
        "-",
        "",
    ],
)
def test_robots_listen_to_nothing(app: str) -> None:
    assert counted(line(app=app)) == 0


@pytest.mark.parametrize(
    "app",
    [
        "AppleCoreMedia/1.0.0.21A329 (iPhone; U; CPU OS 17_0 like Mac OS X; en_gb)",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "gPodder/3.11.1 (http://gpodder.org/)",
        "PocketCasts/1.0 (Pocket Casts Feed Reader; +http://pocketcasts.com/)",
        "okhttp/4.12.0",
    ],
)
def test_people_are_not_taken_for_robots(app: str) -> None:
    assert NOBODY.search(app) is None


def test_months_are_counted_apart() -> None:
    found = downloads(KNOWN, requests([line(), line(hours=24 * 40)]))
    assert dict(found) == {("2026-11", "Flu clinics"): 1, ("2026-12", "Flu clinics"): 1}


def test_the_log_of_each_server_is_read(host: Host, tmp_path: Path) -> None:
    address = host.server.address
    Listener(tmp_path).downloads(f"{address}/{FEED}")
    known = recordings(host.site)
    assert known
    lines = host.server.log.read_text("utf-8").splitlines()
    sent = [one for one in requests(lines) if one.path in known and "gPodder" in one.who[1]]
    assert {one.who[0] for one in sent} == {"127.0.0.0"}
    found = downloads(known, sent)
    assert {title for _, title in found} == {known[one.path].title for one in sent}
    command = [sys.executable, "-m", "plugins.publishing.downloads", str(host.site)]
    command.append(str(host.server.log))
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    head, *rows = done.stdout.splitlines()
    assert head == "month,downloads,episode"
    assert len(rows) >= len(found)
    assert "127.0.0" not in done.stdout


def test_a_part_of_a_recording_is_seen_in_the_log_of_each_server(host: Host) -> None:
    path = next(iter(sorted(recordings(host.site))))
    host.ask(path, Range="bytes=100-299", User_Agent="AntennaPod/test")
    lines = host.server.log.read_text("utf-8").splitlines()
    last = [one for one in requests(lines) if one.who[1] == "AntennaPod/test"][-1]
    assert (last.first, last.last) == (100, 300)


def report(tmp_path: Path, log: Path, config: str) -> str:
    settings = tmp_path / "goaccess.conf"
    settings.write_text(config, "utf-8")
    made = tmp_path / "report.json"
    command = [program("goaccess"), str(log), f"--config-file={settings}", "--no-global-config"]
    subprocess.run([*command, "-o", str(made)], check=True, capture_output=True, timeout=30)
    return made.read_text("utf-8")


def test_goaccess_counts_readers_without_naming_them(tmp_path: Path) -> None:
    log = tmp_path / "site.log"
    reader = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    lines = [line(5000, path="/news/roads/", app=reader, who=f"192.0.{n}.0") for n in range(3)]
    lines += [line(5000, path="/search/?q=canary", app=reader)]
    lines += [line(900, path="/assets/site.1a2b3c4d.css", app=reader)]
    lines += [line(5000, path="/robot/", app="Googlebot/2.1")]
    log.write_text("".join(lines), "utf-8")
    text = report(tmp_path, log, (FILES / "goaccess.conf").read_text("utf-8"))
    found = json.loads(text)
    assert found["general"]["failed_requests"] == 0
    assert found["general"]["unique_visitors"] == 3
    assert {one["data"]: one["hits"]["count"] for one in found["requests"]["data"]} == {
        "/news/roads/": 3,
        "/search/": 1,
    }
    assert not {"hosts", "geolocation", "remote_user", "keyphrases"} & set(found)
    assert "/assets/site.1a2b3c4d.css" in str(found["static_requests"])
    for absent in ("canary", "192.0.2", "/robot/", "Googlebot"):
        assert absent not in text.replace(str(log), "")


def test_goaccess_reads_the_log_of_each_server(host: Host, tmp_path: Path) -> None:
    reader = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    host.ask("/news/", User_Agent=reader)
    config = (FILES / "goaccess.conf").read_text("utf-8")
    if host.server.name == "caddy":
        formats = ("log-format", "date-format", "time-format")
        lines = [text for text in config.splitlines() if not text.startswith(formats)]
        config = "\n".join(["log-format CADDY", *lines])
    found = json.loads(report(tmp_path, host.server.log, config))
    assert found["general"]["failed_requests"] == 0
    assert "/news/" in {one["data"] for one in found["requests"]["data"]}
