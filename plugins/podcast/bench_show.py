"""A made-up show of any size, every field filled: what `./run bench` writes feeds of."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from PIL import Image as Picture

from plugins.catalogue.podcast_guid import episode_guid

FOLDER = "podcasts/town-talk"
FIRST_DAY = date(2016, 1, 4)
BYTES = 24_000_000  # of each recording, which lies elsewhere: feeds are timed, not measuring

SITE = """\
name: Anytown Council
short_name: Anytown
summary: A made-up site, to be timed.
address: https://anytown.example
header: {name: Anytown Council}
contact: {address: [1 High Street], email: hello@anytown.example, reply: We reply within a week.}
home: {heading: Hello, text: This site is made up.}
"""
SHOW = """\
---
title: Town Talk
summary: What the council does, in twenty minutes.
date: 2016-01-04
author: Anytown Council
email: talk@anytown.example
feed_guid: 2f1a0f7e-6d1c-5b0c-9a63-6a1c0e0c1111
image: {file: artwork.png, alt: A town hall under a blue sky.}
categories: [Government, Health & Fitness > Mental Health]
people: [{name: Asha Example}]
funding: [{url: "https://give.example/", label: Support the library}]
licence: {name: cc-by-4.0}
location: {name: Anytown, geo: "52.6586,-0.6396", country: gb}
frequency: {words: Every Tuesday, rrule: FREQ=WEEKLY}
---
About the show.
"""
EPISODE = """\
---
title: What the council did in week {number}
summary: Asha asks what was decided, who decided it, and what comes next for everybody in town.
guid: {guid}
date: {day}
episode: {number}
recording:
  file: https://media.example/{number}.mp3
  transcript: words.vtt
  duration: 20:00
  bytes: {size}
people: [{{name: Asha Example, part: Host}}, {{name: Ben Sound, role: librarian}}]
chapters:
  - {{start: "0:00", title: Welcome}}
  - {{start: "5:00", title: What was decided, url: "https://anytown.example/decided/"}}
  - {{start: "15:00", title: What comes next}}
soundbites: [{{start: "1:00", seconds: 30, title: One sentence}}]
links: [{{url: "https://video.example/{number}", title: Watch it with signs}}]
discussions: [{{protocol: activitypub, uri: "https://social.example/@anytown/{number}"}}]
licence: {{name: cc-by-4.0}}
location: {{name: Anytown Library, country: gb}}
---
## What was said

The council met, as it does *every week*. Read [more about it](https://anytown.example/more/).

- The library stays open until eight.
- The bridge is mended in spring, and the bus goes round it until then.
"""
WORDS = """\
WEBVTT

00:00.000 --> 00:04.000
<v Asha>Good morning. What was decided this week?

00:04.000 --> 00:08.000
<v Ben>The library stays open until eight.
"""


def write_show(content: Path, episodes: int) -> None:
    """Write a content folder with one show."""
    folder = content / FOLDER
    folder.mkdir(parents=True)
    (content / "site.yaml").write_text(SITE, encoding="utf-8")
    (folder / "show.md").write_text(SHOW, encoding="utf-8")
    (folder / "words.vtt").write_text(WORDS, encoding="utf-8")
    Picture.new("RGB", (1400, 1400), "navy").save(folder / "artwork.png")
    for number in range(1, episodes + 1):
        day = FIRST_DAY + timedelta(days=number % 3650)
        guid = episode_guid(f"https://anytown.example/{number}/")
        text = EPISODE.format(number=number, guid=guid, day=day, size=BYTES)
        (folder / f"week-{number}.md").write_text(text, encoding="utf-8")
