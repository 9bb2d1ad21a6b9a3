"""`./run new`: a commented starting file for an item, where its kind belongs."""

from __future__ import annotations

from pathlib import Path

from plugins.desk.fault import MachineFault
from plugins.desk.new_easy_read import easy_read
from plugins.desk.new_item import item
from plugins.desk.new_translation import translation
from plugins.desk.order import PROJECT, shown
from plugins.desk.wish import Wish

# What begins from an item that is there; everything else is an item itself.
_FROM_ITEMS = {"translation": translation, "easy-read": easy_read}


def new(wish: Wish) -> Path:
    """Write the starting file and return it; a file that is there is never written over."""
    draft = _FROM_ITEMS.get(wish.kind, item)(wish)
    for name in draft.files:
        path = wish.content / name
        if path.exists():
            remedy = "Open that file"
            remedy += "." if wish.kind in _FROM_ITEMS else ", or choose other words for the title."
            raise MachineFault(f"{shown(path)} is there already.", remedy)
    for name, words in draft.files.items():
        path = wish.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(words)
    made = wish.content / next(iter(draft.files))
    step = draft.next_step
    if wish.content != PROJECT / "content":
        step = step.replace("./run serve", f"./run serve --content {shown(wish.content)}")
    print(f"Made {shown(made)}\n    {step}")
    print("    When it is ready, change its status from draft to published.")
    return made
