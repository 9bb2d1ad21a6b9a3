"""The golden folder: each mistake that editors make, beside the exact words we answer.

`problems/<mistake>.md` is laid at the path with which `<mistake>.txt` begins; a folder
`problems/<mistake>/` is laid over the content folder as it is. After a change of words, run
`python -m tests.catalogue.golden` and read the difference as an editor would.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from plugins.catalogue.problem import ContentError
from tests.small_site import SmallSite

PROBLEMS = Path(__file__).parent / "problems"
RECORDING = "{file: talk.mp3, transcript: talk.vtt}"
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nWelcome to our show.\n"


def whole_site(root: Path) -> SmallSite:
    """Write a valid site with an item of each kind."""
    site = SmallSite.at(root)
    for folder in ("podcasts/our-show", "stories", "people"):
        site.write(f"{folder}/talk.mp3", "sound")
        site.write(f"{folder}/talk.vtt", CAPTIONS)
    site.picture("news/clinic.jpg")
    site.picture("news/Waiting-room.JPG")
    site.write("meetings/minutes.pdf", "%PDF-1.7")
    site.item("news/flu-clinics.md", title="Flu clinics open", body="## Who can come\n\nAll.\n")
    site.item("stories/margaret.md")
    site.item("podcasts/our-show/show.md", author="FTC", email="show@fenwick.example")
    site.item("podcasts/our-show/first.md", recording=RECORDING)
    for kind in ("people", "events", "meetings", "feedback", "campaigns"):
        site.item(f"{kind}/one.md")
    site.write(
        "notices/snow.md",
        "---\ntitle: Snow\ntext: Stay in.\nlevel: warning\nfrom: 2026-11-20\n---\n",
    )
    return site


def mistakes() -> list[str]:
    """Return the names of all mistakes."""
    return sorted(file.stem for file in PROBLEMS.glob("*.txt"))


def expected(mistake: str) -> str:
    """Return the words that an editor should read."""
    return (PROBLEMS / f"{mistake}.txt").read_text(encoding="utf-8")


def answer(mistake: str, root: Path) -> str:
    """Return the words that an editor reads who makes this mistake; "" where we find none."""
    site = whole_site(root)
    folder = PROBLEMS / mistake
    if folder.is_dir():
        shutil.copytree(folder, root, dirs_exist_ok=True)
    else:
        path = expected(mistake).split(":")[0]
        target = site.write(path, "")
        shutil.copyfile(PROBLEMS / f"{mistake}.md", target)
    try:
        site.load()
    except ContentError as error:
        return f"{error}\n"
    return ""


def rewrite() -> None:
    """Write down what is answered now."""
    for mistake in mistakes():
        with tempfile.TemporaryDirectory() as folder:
            words = answer(mistake, Path(folder) / "content")
        if words != expected(mistake):
            (PROBLEMS / f"{mistake}.txt").write_text(words, encoding="utf-8")
            sys.stdout.write(f"{mistake}\n{words}\n")


if __name__ == "__main__":
    rewrite()
