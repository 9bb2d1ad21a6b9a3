"""The site for a release: public, of one day and one address, and known by what it was made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.catalogue.problem import ContentError
from plugins.desk.progress import Lines
from plugins.desk.public_site import public_site
from tests.small_site import SmallSite


def test_the_targets_own_address_stands_in_the_site(small_site: SmallSite, tmp_path: Path) -> None:
    small_site.item("news/roads.md")
    small_site.item("news/later.md", date="2026-11-22")
    small_site.item("news/draft.md", status="draft")
    site = public_site(str(small_site.root), "http://localhost:8080/", "2026-11-21")
    publication = site.build(tmp_path / "site", Lines())
    assert "http://localhost:8080/news/roads/" in (tmp_path / "site/sitemap.xml").read_text()
    assert [path.name for path in (tmp_path / "site/news").iterdir() if path.is_dir()] == ["roads"]
    built_from = site.built_from(publication)
    assert built_from["site_url"] == "http://localhost:8080"
    assert built_from["as_of"] == "2026-11-21"
    assert site.built_from(publication) == built_from
    small_site.item("news/roads.md", body="Other words.\n")
    assert site.built_from(publication)["content"] != built_from["content"]
    assert site.built_from(publication)["program"] == built_from["program"]


def test_content_that_is_wrong_is_named_before_anything_is_built(small_site: SmallSite) -> None:
    small_site.item("news/roads.md", title="")
    with pytest.raises(ContentError, match=r"news/roads\.md:\d+: title is empty"):
        public_site(str(small_site.root), None, "2026-11-21").check(Lines())
