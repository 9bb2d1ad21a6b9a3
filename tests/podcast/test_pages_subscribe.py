"""The links that hand a show to an app, and the QR code."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from lxml import etree

from plugins.catalogue.kinds import Show
from plugins.podcast.apps import apps, other_places
from plugins.podcast.qr import qr_code
from tests.small_site import SmallSite

FEED = "https://fenwick.example/podcasts/town-talk/feed.xml"
BARE = FEED.removeprefix("https://")


def links(show: Show) -> dict[str, str]:
    """Return each app's link."""
    return {app.name: app.url for app in apps(show, FEED)}


def unlisted(site: SmallSite) -> Show:
    """Return a show that no directory lists."""
    (show,) = site.publication().shows
    return show.model_copy(update={"listed": ()})


def test_each_app_gets_the_feed_in_the_form_that_it_reads(full_site: SmallSite) -> None:
    found = links(unlisted(full_site))
    assert found["Apple Podcasts"] == f"podcast://{BARE}"
    assert found["Pocket Casts"] == f"pktc://subscribe/{BARE}"
    overcast = urlsplit(found["Overcast"])
    assert (overcast.scheme, overcast.netloc, overcast.path) == (
        "overcast",
        "x-callback-url",
        "/add",
    )
    assert parse_qs(overcast.query) == {"url": [FEED]}
    antennapod = urlsplit(found["AntennaPod"])
    assert antennapod.hostname == "antennapod.org"
    assert parse_qs(antennapod.query) == {"url": [FEED], "title": ["Town Talk"]}
    assert found["Podcast Addict"].endswith("/feed/https%3A%2F%2F" + BARE.replace("/", "%2F"))


def test_where_an_app_lists_the_show_its_page_there_is_linked(full_site: SmallSite) -> None:
    (show,) = full_site.publication().shows
    assert links(show)["Apple Podcasts"] == "https://apple.example/town-talk"
    assert other_places(show, apps(show, FEED)) == ()


def test_other_directories_are_named_too(full_site: SmallSite) -> None:
    (show,) = full_site.publication().shows
    listed = show.listed[0].model_copy(update={"name": "Spotify"})
    show = show.model_copy(update={"listed": (listed,)})
    assert [one.name for one in other_places(show, apps(show, FEED))] == ["Spotify"]


def test_the_qr_code_holds_no_style_and_is_the_same_each_time() -> None:
    drawn = qr_code(FEED)
    assert drawn == qr_code(FEED)
    root = etree.fromstring(drawn)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.xpath("//@style | //*[local-name() = 'style' or local-name() = 'script']") == []
