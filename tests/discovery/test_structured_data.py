"""What pages say of themselves, against what search engines require of each type.

Required and recommended: developers.google.com/search/docs/appearance/structured-data, the pages
article, event, profile-page, breadcrumb, video, and (older) sitelinks-searchbox; for podcasts
schema.org's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from plugins.catalogue.item import Item, Origin
from plugins.catalogue.kinds import Episode, Event, NewsItem, Person, Show
from plugins.catalogue.site import Site
from plugins.discovery.structured_data import Around, Media, Time, for_script, of_item, of_site
from tests.discovery.conftest import ADDRESS

REQUIRED = {
    "NewsArticle": {"headline", "image", "datePublished", "dateModified", "author"},
    "Article": {"headline", "image", "datePublished", "dateModified", "author"},
    "WebPage": {"name", "url", "description"},
    "Event": {"name", "startDate", "endDate", "location", "eventStatus", "description", "image"},
    "Place": {"name", "address"},
    "VirtualLocation": {"url"},
    "Schedule": {"repeatFrequency", "startDate", "startTime", "endTime", "scheduleTimezone"},
    "ProfilePage": {"mainEntity"},
    "Person": {"name"},
    "PodcastEpisode": {"name", "url", "datePublished", "associatedMedia", "partOfSeries"},
    "PodcastSeries": {"name", "url"},
    "AudioObject": {"name", "contentUrl", "encodingFormat"},
    "VideoObject": {"name", "thumbnailUrl", "uploadDate", "contentUrl"},
    "Organization": {"name"},
    "WebSite": {"name", "url", "potentialAction"},
    "SearchAction": {"target", "query-input"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}
ADDRESSES = {"url", "image", "item", "contentUrl", "thumbnailUrl", "mainEntityOfPage"}


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """Give every node, at whatever depth."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for part in value.values():
            yield from nodes(part)
    if isinstance(value, list):
        for part in value:
            yield from nodes(part)


def check(graph: object) -> None:
    """Hold every node against what is required of its type."""
    for node in nodes(graph):
        missing = REQUIRED.get(node["@type"], set()) - node.keys()
        assert not missing, (node["@type"], missing)
        for name in ADDRESSES & node.keys():
            assert str(node[name]).startswith("https://"), (name, node[name])
        assert not [name for name, value in node.items() if value in (None, "", [], {})]


def graph_of(page: Path) -> list[dict[str, Any]]:
    html = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    (script,) = html.select('script[type="application/ld+json"]')
    content = json.loads(script.get_text())
    assert content["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = content["@graph"]
    return graph


def made(kind: type[Item], path: str, **fields: object) -> Any:  # noqa: ANN401 -- of that kind
    common = {"origin": Origin(path), "title": "Flu clinics open", "summary": "On Monday."}
    return kind.model_validate(common | {"date": "2026-11-03"} | fields)


@pytest.fixture
def around() -> Around:
    site = {
        "name": "ELR CCG",
        "short_name": "ELR",
        "summary": "Local NHS news.",
        "address": "https://elrccg.example",
        "organisation": "GovernmentOrganization",
        "header": {"name": "ELR"},
        "contact": {"address": ["1 Street"], "email": "a@elrccg.example", "reply": "Soon."},
        "home": {"heading": "Your NHS", "text": "Have your say."},
    }
    return Around(
        site=Site.model_validate(site),
        site_url="https://elrccg.example",
        card="https://elrccg.example/cards/1.png",
        trail=[("Home", "https://elrccg.example/")],
    )


def test_every_page_says_what_its_type_requires(town: Path) -> None:
    found = set()
    for page in sorted(town.rglob("*.html")):
        graph = graph_of(page)
        check(graph)
        found |= {node["@type"] for node in nodes(graph)}
    kinds = {"NewsArticle", "Article", "WebPage", "Event", "ProfilePage", "WebSite"}
    assert kinds | {"BreadcrumbList", "Organization", "SearchAction", "Schedule"} <= found


def test_news_is_dated_and_has_the_organisation_as_its_author(town: Path) -> None:
    article, way = graph_of(town / "news/roads-open/index.html")
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == "Roads open & dry, speed <20 mph"
    assert (article["datePublished"], article["dateModified"]) == ("2026-11-01", "2026-11-10")
    assert article["author"]["name"] == "Fenwick Town Council"
    assert (town / article["image"].removeprefix(f"{ADDRESS}/")).is_file()
    assert [step["item"].removeprefix(ADDRESS) for step in way["itemListElement"]] == [
        "/",
        "/news/",
        "/news/roads-open/",
    ]


def test_a_story_says_nothing_of_the_teller(town: Path) -> None:
    page = town / "stories/told/index.html"
    article = graph_of(page)[0]
    assert article["@type"] == "Article"
    assert article["author"]["@type"] == "Organization"
    script = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").select_one(
        'script[type="application/ld+json"]'
    )
    assert script is not None
    assert "CANARY" not in script.get_text()
    home = graph_of(town / "index.html")[0]
    assert article["image"] == home["image"], "no consent to social: the site's own picture"


def test_an_event_is_announced_for_its_next_day_that_is_not_cancelled(town: Path) -> None:
    event = graph_of(town / "events/booth/index.html")[0]
    assert event["startDate"] == "2027-01-05T10:00:00+00:00"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventSchedule"]["repeatFrequency"] == "P1M"
    assert event["eventSchedule"]["byDay"] == "https://schema.org/Tuesday"
    assert event["eventSchedule"]["byMonthWeek"] == 1
    assert event["eventSchedule"]["exceptDate"] == ["2026-12-01"]


def test_home_says_who_speaks_and_how_to_search(around: Around) -> None:
    graph = of_site(around)
    check(graph)
    organisation, website = graph
    assert organisation["@type"] == "GovernmentOrganization"
    action: Any = website["potentialAction"]
    template = action["target"]["urlTemplate"]
    assert template == "https://elrccg.example/search/?q={search_term}"
    assert action["query-input"] == "required name=search_term"


def test_no_title_ends_the_script(around: Around) -> None:
    item = made(NewsItem, "news/a.md", title="</script><script>alert(1)</script> & <!--")
    text = for_script(of_item(item, around))
    assert "<" not in text
    assert ">" not in text
    assert json.loads(text)["@graph"][0]["headline"] == item.title


def test_an_episode_belongs_to_its_show_and_names_its_sound(around: Around) -> None:
    show = made(Show, "podcasts/tv/show.md", title="ELR TV", author="ELR", email="a@b.example")
    recording = {"file": "podcasts/tv/copd.mp3", "transcript": "podcasts/tv/copd.vtt"}
    episode = made(Episode, "podcasts/tv/copd.md", recording=recording, episode=3)
    url = "https://elrccg.example/podcasts/tv/copd/copd.mp3"
    media = {"podcasts/tv/copd.mp3": Media(url, "audio/mpeg", 1865.4, is_video=False)}
    graph = of_item(episode, replace(around, show=show, media=media))
    check(graph)
    node: Any = graph[0]
    assert node["@type"] == "PodcastEpisode"
    assert node["episodeNumber"] == 3
    assert node["partOfSeries"]["url"] == "https://elrccg.example/podcasts/tv/"
    assert node["associatedMedia"]["@type"] == "AudioObject"
    assert node["associatedMedia"]["duration"] == "PT31M5S"
    film = {"podcasts/tv/copd.mp3": Media(url, "video/mp4", None, is_video=True)}
    filmed: Any = of_item(episode, replace(around, show=show, media=film))[0]
    check(filmed)
    assert filmed["associatedMedia"]["@type"] == "VideoObject"
    check(of_item(show, around))


def event(**fields: object) -> Event:
    times = {"start": "2026-11-24 10:00", "end": "2026-11-24 12:00"}
    return made(Event, "events/a.md", **times, **fields)  # type: ignore[no-any-return]


def at(day: int, *, cancelled: bool = False) -> Time:
    start = datetime(2026, 11, day, 10, tzinfo=UTC)
    return Time(start, start.replace(hour=12), cancelled)


VENUE = {"name": "Library", "address": "High Street, Oadby"}


def test_a_cancelled_event_says_so(around: Around) -> None:
    node = of_item(event(venue=VENUE, cancelled=True), replace(around, time=at(24)))[0]
    check(node)
    assert node["eventStatus"] == "https://schema.org/EventCancelled"
    last = of_item(event(venue=VENUE), replace(around, time=at(24, cancelled=True)))[0]
    assert last["eventStatus"] == "https://schema.org/EventCancelled"


@pytest.mark.parametrize(
    ("fields", "mode"),
    [
        ({"venue": VENUE}, "OfflineEventAttendanceMode"),
        ({"online": "https://elrccg.example/join"}, "OnlineEventAttendanceMode"),
        ({"venue": VENUE, "online": "https://elrccg.example/join"}, "MixedEventAttendanceMode"),
    ],
)
def test_an_event_says_where_to_go(around: Around, fields: dict[str, object], mode: str) -> None:
    node = of_item(event(**fields), replace(around, time=at(24)))[0]
    check(node)
    assert node["eventAttendanceMode"] == f"https://schema.org/{mode}"


def test_an_event_without_a_place_is_a_page(around: Around) -> None:
    assert of_item(event(), replace(around, time=at(24)))[0]["@type"] == "WebPage"


def test_the_last_tuesday_is_not_called_the_fifth(around: Around) -> None:
    last = event(venue=VENUE, repeats={"every": "month", "on": "weekday"})
    fifth = last.model_copy(
        update={"start": datetime(2026, 9, 29, 10), "end": datetime(2026, 9, 29, 12)}  # noqa: DTZ001
    )
    node: Any = of_item(fifth, replace(around, time=at(24)))[0]
    assert node["eventSchedule"]["byDay"] == "https://schema.org/Tuesday"
    assert "byMonthWeek" not in node["eventSchedule"]


def test_a_person_has_a_profile(around: Around) -> None:
    person = made(Person, "people/a.md", title="Asha Example", role="Chair", practice="Oadby")
    portrait = "https://elrccg.example/pictures/1.webp"
    node: Any = of_item(person, replace(around, portrait=portrait))[0]
    check(node)
    assert node["mainEntity"]["image"] == portrait
    assert node["mainEntity"]["jobTitle"] == "Chair"
    assert date.fromisoformat(node["dateModified"]) == person.changed
