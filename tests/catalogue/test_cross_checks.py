"""What is right between items is let pass; what is wrong stands in the golden folder."""

from __future__ import annotations

import pytest

from plugins.catalogue.problem import ContentError
from tests.small_site import SITE, TODAY, SmallSite


def test_a_link_may_lead_to_a_heading_in_any_script(small_site: SmallSite) -> None:
    small_site.item("news/a.md")
    small_site.item("news/a.ur.md", lang="ur", translation_of="a.md", body="## کون آ سکتا ہے\n")
    small_site.item(
        "news/b.md",
        body="[x](a.ur.md#کون-آ-سکتا-ہے)\n\n"
        "[y](a.ur.md#%DA%A9%D9%88%D9%86-%D8%A2-%D8%B3%DA%A9%D8%AA%D8%A7-%DB%81%DB%92)\n",
    )
    assert len(small_site.load().items) == 4


@pytest.mark.parametrize(
    "link",
    [
        "/",
        "/news/",
        "/about/#history",
        "/search/?q=flu",
        "/feed.xml",
        "/topics/roads/",
        "https://nhs.example/",
        "tel:111",
        "mailto:hello@fenwick.example",
        "../pages/about.md#history",
    ],
)
def test_a_notice_may_link_to_all_that_stands(small_site: SmallSite, link: str) -> None:
    small_site.item("news/a.md")
    small_site.write(
        "notices/n.md",
        "---\ntitle: A\ntext: B\nlevel: warning\nfrom: 2026-11-01\nlink_text: Read more of it\n"
        f'link: "{link}"\n---\n',
    )
    assert small_site.load().notices[0].link == link.replace("../", "")


def test_a_link_to_a_list_stands_under_the_sites_own_folder(small_site: SmallSite) -> None:
    small_site.item("news/a.md", body='[News](/news/) and `<a href="{site}/">`\n')
    publication = small_site.publication(TODAY)
    item = publication.at("news/a.md")
    assert item is not None
    html = publication.linked(item.body.html, "/repo")
    assert '<a href="/repo/news/">News</a>' in html
    assert '&lt;a href="{site}/"' in html


def test_menus_lead_to_pages_lists_and_other_websites(small_site: SmallSite) -> None:
    small_site.item("news/a.md")
    menu = "[{label: A, link: /news/}, {label: B, link: pages/about.md#history},"
    menu += " {label: C, link: https://a.example/}]"
    small_site.write("site.yaml", f"{SITE}menu: {menu}\nlabels: {{news: What is new}}\n")
    assert len(small_site.load().site.menu) == 3


def test_one_fault_of_an_item_is_not_told_again_by_those_that_name_it(
    small_site: SmallSite,
) -> None:
    small_site.item("news/a.md", date="tomorrow")
    small_site.item("news/b.md", related="[a.md]", body="[A](a.md#x)\n")
    small_site.item("news/a.ur.md", lang="ur", translation_of="a.md")
    small_site.write("site.yaml", SITE + "menu: [{label: A, link: news/a.md}]\n")
    with pytest.raises(ContentError) as caught:
        small_site.load()
    assert [str(problem).split(" ")[0] for problem in caught.value.problems] == ["news/a.md:4:"]


@pytest.mark.parametrize("name", ["2026-11", "a", "flu-clinics-2", "index"])
def test_names_of_files_become_addresses(small_site: SmallSite, name: str) -> None:
    small_site.item(f"news/{name}.md")
    assert f"news/{name}/" in {item.url for item in small_site.load().items}


@pytest.mark.parametrize("name", ["Flu", "flu_clinics", "flu clinics", "flu.v2", "flü", "-flu"])
def test_names_that_cannot_be_addresses_are_told(small_site: SmallSite, name: str) -> None:
    small_site.item(f"news/{name}.md")
    with pytest.raises(ContentError, match="cannot be part of an address"):
        small_site.load()


def test_a_folder_of_pages_is_a_part_of_the_address_too(small_site: SmallSite) -> None:
    small_site.item("pages/About us/a.md")
    with pytest.raises(ContentError, match='the name "About us" cannot be part'):
        small_site.load()


def test_a_menu_may_not_lead_to_a_section_without_items_and_says_why(
    small_site: SmallSite,
) -> None:
    small_site.write("site.yaml", SITE + "menu: [{label: News, link: /news/}]\n")
    with pytest.raises(ContentError) as caught:
        small_site.load()
    (problem,) = caught.value.problems
    assert problem.fault == 'the link "/news/" leads to a section without items.'
    assert problem.remedy.startswith("A section appears with its first item: write one into")
    small_site.item("news/a.md")
    assert small_site.load()


def test_a_link_may_lead_to_the_listen_feed_where_there_is_one(small_site: SmallSite) -> None:
    small_site.item("news/a.md", body="[Listen](/listen/)\n")
    with pytest.raises(ContentError, match="leads to no page"):
        small_site.load()
    small_site.write("site.yaml", f"{SITE}listen: {{title: Aloud, summary: All of it.}}\n")
    assert len(small_site.load().items) == 2
