"""What another site is told of an episode: oEmbed 1.0, section 2.3.4."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from plugins.catalogue.kinds import Episode, Show
from plugins.podcast.embed import Embed, embed_of
from plugins.podcast.oembed import Provider, Thumbnail, oembed
from tests.small_site import SmallSite

SITE = "https://fenwick.example/town"
PICTURE = Thumbnail(f"{SITE}/pictures/flu.webp", 960, 600)


def pair(site: SmallSite, name: str = "flu") -> tuple[Episode, Show]:
    """Return an episode of the sample show, and the show."""
    publication = site.publication()
    episode = publication.at(f"podcasts/town-talk/{name}.md")
    assert isinstance(episode, Episode)
    return episode, publication.shows[0]


def answer(episode: Episode, show: Show, *, is_video: bool = False) -> dict[str, Any]:
    """Return what another site is told."""
    embed = embed_of(episode, show, SITE, is_video=is_video)
    provider = Provider("Fenwick Town Council", SITE)
    told: dict[str, Any] = json.loads(oembed(episode, show, embed, provider, PICTURE))
    return told


@pytest.mark.parametrize(("is_video", "kind"), [(False, "rich"), (True, "video")])
def test_the_answer_has_all_that_its_type_requires(
    full_site: SmallSite, *, is_video: bool, kind: str
) -> None:
    told = answer(*pair(full_site), is_video=is_video)
    assert (told["version"], told["type"]) == ("1.0", kind)
    assert told["title"] == "Flu clinics open on Monday"
    assert (told["provider_name"], told["provider_url"]) == ("Fenwick Town Council", f"{SITE}/")
    assert all(isinstance(told[name], int) for name in ("width", "height"))
    assert told["thumbnail_url"] == PICTURE.url
    assert (told["thumbnail_width"], told["thumbnail_height"]) == (960, 600)


def test_the_html_is_one_frame_of_the_size_that_is_said(full_site: SmallSite) -> None:
    told = answer(*pair(full_site))
    (frame,) = html.fragments_fromstring(told["html"])
    assert frame.tag == "iframe"
    assert frame.get("src") == f"{SITE}/podcasts/town-talk/flu/embed/"
    size = (frame.get("width"), frame.get("height"))
    assert size == (str(told["width"]), str(told["height"]))
    assert frame.get("title") == "Flu clinics open on Monday - Town Talk"


def test_the_author_is_who_made_it_with_their_page(full_site: SmallSite) -> None:
    told = answer(*pair(full_site))
    assert told["author_name"] == "Fenwick Breathe Easy group"
    assert told["author_url"] == f"{SITE}/podcasts/made-by/fenwick-breathe-easy-group/"


def test_without_a_maker_the_author_is_the_shows(full_site: SmallSite) -> None:
    told = answer(*pair(full_site, "walk"))
    assert told["author_name"] == "Fenwick Town Council"
    assert told["author_url"] == f"{SITE}/podcasts/town-talk/"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_title_comes_through_the_code(title: str) -> None:
    code = Embed("https://fenwick.example/a/embed/", title, is_video=False).code
    (frame,) = html.fragments_fromstring(code)
    assert frame.get("title") == title
    assert len(frame) == 0
