"""Who made what, and what people have asked for."""

from __future__ import annotations

import shutil
from datetime import date

from plugins.catalogue.kinds import Episode, Show
from plugins.podcast.makers import maker_of, makers, makers_of
from plugins.podcast.wishes import wishes
from tests.small_site import SmallSite

FOLDER = "podcasts/town-talk"
ADDRESS = "podcasts/made-by/fenwick-breathe-easy-group/"


def made_by(site: SmallSite, name: str, maker: str) -> None:
    """Say who made an episode."""
    file = site.root / FOLDER / f"{name}.md"
    text = file.read_text("utf-8").replace("guid:", f'made_by: "{maker}"\nguid:', 1)
    file.write_text(text, encoding="utf-8")


def wish_for(site: SmallSite, *wanted: str) -> None:
    """Give the show topics that were asked for."""
    file = site.root / FOLDER / "show.md"
    lines = "".join(f"  - {{{wish}}}\n" for wish in wanted)
    text = file.read_text("utf-8").replace("locked:", f"wishes:\n{lines}locked:", 1)
    file.write_text(text, encoding="utf-8")


def test_a_maker_has_a_page_of_all_that_they_made_newest_first(show_site: SmallSite) -> None:
    made_by(show_site, "walk", "Fenwick breathe easy GROUP")
    (maker,) = makers(show_site.publication())
    assert (maker.name, maker.address) == ("Fenwick Breathe Easy group", ADDRESS)
    assert [episode.name for episode in maker.episodes] == ["flu", "walk"]


def test_makers_are_in_order_of_their_names(show_site: SmallSite) -> None:
    made_by(show_site, "walk", "Älvdalen friends")
    made_by(show_site, "trailer", "carers' group")
    names = [maker.name for maker in makers(show_site.publication())]
    assert names == ["carers' group", "Fenwick Breathe Easy group", "Älvdalen friends"]


def test_an_episode_knows_its_maker_only_if_it_has_one(full_site: SmallSite) -> None:
    publication = full_site.publication()
    by_name = {one.name: one for one in publication.of("podcasts") if isinstance(one, Episode)}
    maker = maker_of(publication, by_name["flu"])
    assert maker is not None
    assert maker.address == ADDRESS
    assert maker_of(publication, by_name["walk"]) is None


def test_a_show_names_only_its_own_makers(show_site: SmallSite) -> None:
    shutil.copytree(show_site.root / FOLDER, show_site.root / "podcasts/a-copy")
    (show_site.root / "podcasts/a-copy/flu.md").unlink()
    publication = show_site.publication()
    found = {show.name: makers_of(publication, show) for show in publication.shows}
    assert [maker.address for maker in found["town-talk"]] == [ADDRESS]
    assert found["a-copy"] == ()


def test_wishes_still_open_come_first(show_site: SmallSite) -> None:
    wish_for(
        show_site,
        "topic: Flu, state: published, episode: flu.md",
        "topic: Potholes, asked_by: 24 people, plan: Soon",
        "topic: Parking, state: in the making",
    )
    publication = show_site.publication()
    (show,) = publication.shows
    found = wishes(publication, show)
    assert [(one.wish.topic, one.state) for one in found] == [
        ("Potholes", "asked"),
        ("Parking", "in the making"),
        ("Flu", "published"),
    ]
    assert [one.episode.title if one.episode else None for one in found] == [
        None,
        None,
        "Flu clinics open on Monday",
    ]


def test_what_comes_out_later_is_still_in_the_making(show_site: SmallSite) -> None:
    wish_for(show_site, "topic: Flu, state: published, episode: flu.md")
    publication = show_site.publication(date(2026, 11, 2))
    (show,) = publication.shows
    assert isinstance(show, Show)
    (one,) = wishes(publication, show)
    assert (one.state, one.episode) == ("in the making", None)
