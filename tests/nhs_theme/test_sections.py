"""Lasting pages in their sections."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from plugins.catalogue.kinds import Page
from plugins.nhs_theme.sections import Sections
from tests.small_site import SmallSite


@pytest.fixture
def pages(small_site: SmallSite) -> Mapping[str, Page]:
    small_site.item("pages/services/index.md", title="Services")
    small_site.item("pages/services/pharmacy.md", title="Pharmacy", order="20")
    small_site.item("pages/services/dentist.md", title="Dentist", order="10")
    small_site.item("pages/services/urgent/walk-in.md", title="Walk-in centre")
    found = (page for page in small_site.publication().of("pages") if isinstance(page, Page))
    return {page.title: page for page in found}


def test_a_sections_pages_stand_in_the_editors_order(pages: Mapping[str, Page]) -> None:
    found = Sections(pages.values()).section(pages["Services"])
    assert found is not None
    titles = [page.title for page in found.entries]
    assert titles == ["Dentist", "Pharmacy", "Walk-in centre"]


def test_a_page_shows_its_neighbours(pages: Mapping[str, Page]) -> None:
    found = Sections(pages.values()).section(pages["Dentist"])
    assert found is not None
    assert found.head == pages["Services"]


def test_a_lone_page_has_no_section(pages: Mapping[str, Page]) -> None:
    assert Sections(pages.values()).section(pages["About the council"]) is None


def test_a_folder_without_a_page_is_passed_over_on_the_way_back(pages: Mapping[str, Page]) -> None:
    way = Sections(pages.values()).ancestors(pages["Walk-in centre"])
    assert way == (pages["Services"],)
