"""Every item of the demo is shown at once, as the build after it shows it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from plugins.catalogue.load import load
from plugins.desk.build import build
from plugins.desk.last_site import LastSite
from plugins.desk.order import Order
from tests.silent import Silent
from tests.small_site import PROJECT, TODAY

WORDS = "\n\nAdded to this item today.\n"


def test_words_of_every_item_are_shown_as_the_build_shows_them(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(PROJECT / "content", content)
    site = content / "site.yaml"
    none = re.sub(r"(?m)^formats:\n", "formats:\n  every: []\n", site.read_text("utf-8"))
    site.write_text(none, "utf-8")
    order = Order(content, tmp_path / "site", as_of=TODAY, drafts=True, quick=True)
    last = LastSite(build(order, Silent()).pelican, order.output)
    shown = {}
    for item in load(content).items:
        file = content / item.path
        file.write_text(file.read_text("utf-8") + WORDS, "utf-8")
        if last.show_again(file):
            page = f"{item.url}index.html"
            shown[page] = (order.output / page).read_bytes()
            assert b"Added to this item today." in shown[page]
    assert len(shown) > 100
    build(order, Silent())
    others = [page for page, was in shown.items() if (order.output / page).read_bytes() != was]
    assert not others
