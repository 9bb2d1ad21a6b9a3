"""With the themes that come with Pelican, every byte is that of stock Pelican, at every build."""

from __future__ import annotations

from pathlib import Path

import pelican
import pytest

from plugins.fast_build.pelican import FastPelican
from tests.fast_build.builds import differences, of_its_own, settled, tree
from tests.fast_build.sample import FILES, THEMES, sample_settings, write_sample

EDITS = {
    "the words of an article": ("article.html", "See", "Look at"),
    "a title": ("super_article.rst", "This is a super article !\n####", "Super !\n####"),
    "a category": ("another_super_article.rst", ":category: bar", ":category: yeah"),
    "tags": ("cat1/article2.rst", "foo, bar, baz", "foo"),
    "a summary": ("super_article.rst", "as well as", "and"),
    "a template among the contents": ("pages/jinja2_template.html", "Some text", "Text"),
    "a static file": ("extra/map.txt", "map", "other map"),
    "a date": ("unbelievable.rst", "2010-10-15", "2013-10-16"),
    "a status": ("hidden.md", "Status: hidden", "Status: published"),
}


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
@pytest.mark.parametrize("relative", [False, True], ids=["whole addresses", "relative ones"])
def test_the_sample_is_that_of_stock_pelican(theme: str, relative: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter of the test
    write_sample(tmp_path / "content")
    more = {"THEME": str(THEMES / theme), "RELATIVE_URLS": relative}

    _compare(tmp_path, more, "the first build")
    _compare(tmp_path, more, "a build without a change")
    for what, (name, before, after) in EDITS.items():
        path = tmp_path / "content" / name
        assert before in FILES[name]
        path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
        _compare(tmp_path, more, what)


def _compare(folder: Path, more: dict[str, object], what: str) -> None:
    clean = folder / f"clean {what}"
    with of_its_own(folder):
        FastPelican(sample_settings(folder, folder / "output", **more)).run()
    with of_its_own(folder), settled():
        pelican.Pelican(sample_settings(folder, clean, **more)).run()
    assert len(tree(clean)) > len(FILES)
    assert not differences(tree(folder / "output"), tree(clean)), what
