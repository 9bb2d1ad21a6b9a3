"""The pages of a podcast that no item is, as they are built."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins.podcast.pages_made import made_pages, page_problems
from tests.podcast.test_makers import wish_for
from tests.small_site import SmallSite

SITE = "https://host.example/town"


@pytest.fixture(scope="module")
def output(full_site: SmallSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample show under a folder of its host."""
    return full_site.build(tmp_path_factory.mktemp("made") / "output", "--site-url", f"{SITE}/")


def soup(output: Path, address: str) -> BeautifulSoup:
    """Return a page, parsed."""
    return BeautifulSoup((output / address / "index.html").read_text("utf-8"), "lxml")


def test_every_episode_is_on_offer_to_other_sites(output: Path) -> None:
    page = soup(output, "podcasts/town-talk/flu")
    (link,) = page.select('link[type="application/json+oembed"]')
    assert link["href"] == f"{SITE}/podcasts/town-talk/flu/oembed.json"
    told = json.loads((output / "podcasts/town-talk/flu/oembed.json").read_text("utf-8"))
    assert told["html"] == page.select_one("#app-embed-code").text  # type: ignore[union-attr]
    assert f'src="{SITE}/podcasts/town-talk/flu/embed/"' in told["html"]
    assert told["thumbnail_url"].startswith(f"{SITE}/pictures/")
    assert (output / told["thumbnail_url"].removeprefix(f"{SITE}/")).is_file()


def test_an_episode_leads_to_its_maker_and_to_the_page_to_subscribe_on(output: Path) -> None:
    links = {a["href"] for a in soup(output, "podcasts/town-talk/flu").select("main a[href]")}
    assert "/town/podcasts/made-by/fenwick-breathe-easy-group/" in links
    assert "/town/podcasts/town-talk/subscribe/" in links
    made = soup(output, "podcasts/made-by/fenwick-breathe-easy-group")
    assert "/town/podcasts/town-talk/flu/" in {a["href"] for a in made.select("main a[href]")}


def test_the_page_to_subscribe_on_gives_the_feeds_whole_address(output: Path) -> None:
    page = soup(output, "podcasts/town-talk/subscribe")
    field = page.select_one("#app-feed")
    assert field is not None
    assert field["value"] == f"{SITE}/podcasts/town-talk/feed.xml"
    assert field.has_attr("readonly")
    label = page.select_one('label[for="app-feed"]')
    assert label is not None
    assert label.text == "Address of the podcast"


@pytest.mark.parametrize(
    "address",
    ["podcasts/town-talk/subscribe/", "podcasts/made-by/fenwick-breathe-easy-group/"],
)
def test_a_made_page_says_its_own_address_and_is_in_the_sitemap(output: Path, address: str) -> None:
    (canonical,) = soup(output, address).select('link[rel="canonical"]')
    assert canonical["href"] == f"{SITE}/{address}"
    assert f"<loc>{SITE}/{address}</loc>" in (output / "sitemap.xml").read_text("utf-8")


def test_the_way_to_a_shows_page_leads_over_the_show(output: Path) -> None:
    way = soup(output, "podcasts/town-talk/subscribe").select(".nhsuk-breadcrumb__link")
    assert [link["href"] for link in way] == [
        "/town/",
        "/town/podcasts/",
        "/town/podcasts/town-talk/",
    ]


def test_a_show_without_wishes_has_no_page_of_them(output: Path) -> None:
    assert not (output / "podcasts/town-talk/next").exists()


def test_topics_that_were_asked_for_have_a_page(show_site: SmallSite, tmp_path: Path) -> None:
    wish_for(
        show_site,
        "topic: Potholes, asked_by: 24 people, plan: In May",
        "topic: Flu, state: published, episode: flu.md",
    )
    page = soup(show_site.build(tmp_path / "output"), "podcasts/town-talk/next")
    shown = [" ".join(one.text.split()) for one in page.select(".app-wish")]
    assert shown == [
        "Potholes Asked for Asked for by 24 people In May",
        "Flu Published Flu clinics open on Monday",
    ]
    assert page.select_one('.app-wish a[href="/podcasts/town-talk/flu/"]')
    assert "mailto:talk@fenwick.example" in str(page.main)


@pytest.mark.parametrize("name", ["subscribe", "next"])
def test_an_episode_cannot_take_the_address_of_such_a_page(show_site: SmallSite, name: str) -> None:
    folder = show_site.root / "podcasts/town-talk"
    (folder / "walk.md").rename(folder / f"{name}.md")
    (problem,) = page_problems(show_site.load())
    assert problem.path == f"podcasts/town-talk/{name}.md"
    assert f'cannot have the address "/podcasts/town-talk/{name}/"' in str(problem)


def test_a_show_cannot_take_the_address_of_the_makers(show_site: SmallSite) -> None:
    (show_site.root / "podcasts/town-talk").rename(show_site.root / "podcasts/made-by")
    assert [one.path for one in page_problems(show_site.load())] == ["podcasts/made-by/show.md"]


def test_drafts_have_no_pages(show_site: SmallSite) -> None:
    file = show_site.root / "podcasts/town-talk/flu.md"
    file.write_text(file.read_text("utf-8").replace("guid:", "status: draft\nguid:", 1), "utf-8")
    addresses = {page.address for page in made_pages(show_site.publication())}
    assert "podcasts/town-talk/flu/embed/" not in addresses
    assert "podcasts/town-talk/walk/embed/" in addresses
    assert not [one for one in addresses if "made-by" in one]
