"""Old addresses lead on, and those that cannot are told to the editor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins.discovery.listings import made_by_the_site
from plugins.discovery.redirects import faults, file_at, redirects
from tests.small_site import SmallSite


def told(site: SmallSite) -> list[str]:
    publication = site.publication()
    found = faults(publication.catalogue.items, made_by_the_site(publication))
    return [f"{one.path}:{one.line}: {one.fault}" for one in found]


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/news/flu/", "news/flu/index.html"),
        ("/news/flu", "news/flu/index.html"),
        ("/flu.html", "flu.html"),
        ("/flu%20jabs.htm", "flu jabs.htm"),
        ("/", "index.html"),
        ("/v1.2/", "v1.2/index.html"),
        ("/page.aspx", "page.aspx"),
    ],
)
def test_the_file_is_the_one_that_a_server_sends(address: str, file: str) -> None:
    assert file_at(address) == file


@pytest.mark.parametrize("page", ["2025/roads.html", "news/roads/index.html"])
def test_a_page_at_the_old_address_leads_to_the_item(town: Path, page: str) -> None:
    html = BeautifulSoup((town / page).read_text(encoding="utf-8"), "lxml")
    refresh = html.select_one("meta[http-equiv=refresh]")
    assert refresh is not None
    assert refresh["content"] == "0; url=/town/news/roads-open/"
    link = html.select_one("link[rel=canonical]")
    assert link is not None
    assert link["href"] == "https://fenwick.example/town/news/roads-open/"


def test_what_a_server_alone_can_redirect_is_in_the_list_and_has_no_page(town: Path) -> None:
    assert not (town / "old").exists()
    listing = json.loads((town / "redirects.json").read_text(encoding="utf-8"))["redirects"]
    assert [one["from"] for one in listing] == [
        "/town/2025/roads.html",
        "/town/news/roads",
        "/town/old/roads.aspx",
    ]
    assert {(one["to"], one["status"]) for one in listing} == {("/town/news/roads-open/", 301)}


def test_stories_no_longer_available_are_in_no_list(town: Path) -> None:
    assert (town / "stories/canary/index.html").is_file()
    for name in ("redirects.json", "sitemap.xml", "robots.txt"):
        assert "canary" not in (town / name).read_text(encoding="utf-8")


def test_old_addresses_of_a_draft_are_not_published(small_site: SmallSite) -> None:
    small_site.item("news/a.md", status="draft", redirect_from="[/canary/]")
    assert redirects(small_site.publication()) == ()


@pytest.mark.parametrize("address", ["/news/a/index.html", "/%6Eews/a/"])
def test_an_address_that_the_file_of_another_item_answers_to_is_a_problem(
    small_site: SmallSite, address: str
) -> None:
    small_site.item("news/a.md")
    small_site.item("news/b.md", redirect_from=f"[/elsewhere/, {address}]")
    assert told(small_site) == [
        f'news/b.md:5: redirect_from cannot be "{address}": news/a.md has that address.'
    ]


def test_two_items_that_lead_to_each_other_are_two_problems(small_site: SmallSite) -> None:
    small_site.item("news/a.md", redirect_from="[/news/b/index.html]")
    small_site.item("news/b.md", redirect_from="[/news/a/index.html]")
    assert [line.split(":")[0] for line in told(small_site)] == ["news/a.md", "news/b.md"]


def test_an_item_cannot_lead_to_itself(small_site: SmallSite) -> None:
    small_site.item("news/a.md", redirect_from="[/news/a/index.html]")
    assert told(small_site)[0].endswith("news/a.md has that address.")


def test_an_address_has_one_item_to_lead_to(small_site: SmallSite) -> None:
    small_site.item("news/a.md", redirect_from="[/flu/]")
    small_site.item("news/b.md", redirect_from="[/flu/index.html]")
    assert told(small_site) == [
        'news/b.md:5: redirect_from cannot be "/flu/index.html": news/a.md has that address.'
    ]


@pytest.mark.parametrize(
    "address", ["/index.html", "/news/index.html", "/archive/2026", "/topics/roads/", "/404.html"]
)
def test_pages_that_the_site_makes_cannot_be_old_addresses(
    small_site: SmallSite, address: str
) -> None:
    small_site.item("news/a.md", topics="[Roads]", redirect_from=f"[{address}]")
    (line,) = told(small_site)
    assert line.endswith("the site itself has that address.")


@pytest.mark.parametrize(
    "address",
    [
        *("/../x/", "/%2e%2e/x.html", "/a//b/", "/a/./b/"),
        *("/a%00b/", "/a%0Ab.html", "/a%5Cb/", "/%ff.html"),
    ],
)
def test_an_address_cannot_lead_out_of_the_site_or_be_no_file(
    small_site: SmallSite, address: str
) -> None:
    small_site.item("news/a.md", redirect_from=f"[{address}]")
    (line,) = told(small_site)
    assert line.endswith("it is not a plain address.")


def test_addresses_that_are_free_are_no_problem(small_site: SmallSite) -> None:
    small_site.item("news/a.md", redirect_from="[/flu.html, /news/flu%20jabs]")
    small_site.item("news/b.md", redirect_from="[/flu, /flu.aspx]")
    assert told(small_site) == []


def test_the_build_stops_and_says_what_every_room_has_found(
    small_site: SmallSite, tmp_path: Path
) -> None:
    small_site.item("news/a.md", redirect_from="[/archive/2026/]")
    small_site.item("events/b.md", repeats="{every: week, cancelled: [2026-12-02]}")
    done = small_site.run_build(tmp_path / "out")
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert 'news/a.md:5: redirect_from cannot be "/archive/2026/"' in said
    assert "events/b.md:7: cancelled has 2026-12-02" in said
    assert not (tmp_path / "out").exists()
