"""What was read is kept, and gives what reading it anew would give, whatever happens between."""

from __future__ import annotations

import os
import pickle
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import pytest

from plugins.catalogue import item_reading, kept_readings, load
from plugins.catalogue.item_reading import Outcome
from plugins.catalogue.kept_readings import SHELVES, kept_readings_in
from plugins.catalogue.load import Survey, Work, survey
from tests.small_site import SmallSite

CONTENT = Path(__file__).parents[2] / "content"
NEWS = "---\ntitle: Flu clinics open on Monday\nsummary: Come.\ndate: 2026-01-05\n---\nCome in.\n"
TRANSLATION = (
    "---\ntitle: Szczepienia\nsummary: A.\nlang: pl\ntranslation_of: flu.md\n---\nPrzyjd.\n"
)


@pytest.fixture
def site(small_site: SmallSite) -> Path:
    """Give a site of a news item, its translation, and one that links to a paper."""
    news = small_site.root / "news"
    news.mkdir(exist_ok=True)
    (news / "flu.md").write_text(NEWS)
    (news / "flu.pl.md").write_text(TRANSLATION)
    (news / "plan.pdf").write_bytes(b"%PDF")
    (news / "plan.md").write_text(NEWS.replace("Flu", "Plan") + "\nRead [the plan](plan.pdf).\n")
    return small_site.root


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Give where readings are kept."""
    return tmp_path / "state"


def kept(site: Path, state: Path) -> Survey:
    """Return what a survey that keeps finds, which is what one that does not keep finds."""
    found = survey(site, keep_in=state)
    assert found == survey(site)
    return found


def nothing_may_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Outcome:
        raise AssertionError

    monkeypatch.setattr(load, "read_item", refuse)
    monkeypatch.setattr(load, "read_front_matter", refuse)


def faults(found: Survey) -> list[str]:
    return [problem.fault for problem in found.problems]


def test_an_unchanged_file_is_not_read_again(
    site: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept(site, state)
    assert not first.problems
    nothing_may_be_read(monkeypatch)
    assert survey(site, keep_in=state) == first


def test_the_whole_demo_is_kept(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept(CONTENT, state)
    monkeypatch.setattr(load, "read_item", lambda *_: pytest.fail("an item was read again"))
    second = survey(CONTENT, keep_in=state)
    assert second == first
    assert second.catalogue
    assert first.catalogue
    pairs = zip(second.catalogue.items, first.catalogue.items, strict=True)
    assert all(one.origin == other.origin and type(one) is type(other) for one, other in pairs)


def test_a_changed_file_is_read_again(site: Path, state: Path) -> None:
    kept(site, state)
    (site / "news/flu.md").write_text(NEWS.replace("Come in.", "Stay out."))
    found = kept(site, state)
    assert found.catalogue
    assert any("Stay out." in item.body.html for item in found.catalogue.items)


def test_a_file_of_the_same_age_and_size_is_read_again(site: Path, state: Path) -> None:
    file = site / "news/flu.md"
    before = file.stat()
    kept(site, state)
    file.write_text(NEWS.replace("Come in", "Stay in"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    kept(site, state)


def test_a_file_that_goes_is_missed_by_those_that_name_it(site: Path, state: Path) -> None:
    kept(site, state)
    (site / "news/plan.pdf").rename(site / "news/other.pdf")
    assert any("leads to a file that is not there" in one for one in faults(kept(site, state)))
    (site / "news/other.pdf").rename(site / "news/plan.pdf")
    assert not kept(site, state).problems


def test_a_translation_takes_what_its_original_says_now(site: Path, state: Path) -> None:
    kept(site, state)
    (site / "news/flu.md").write_text(NEWS.replace("2026-01-05", "2026-02-06"))
    found = kept(site, state)
    assert found.catalogue
    days = {item.path: item.date.isoformat() for item in found.catalogue.items}
    assert days["news/flu.pl.md"] == "2026-02-06"
    (site / "news/flu.md").write_text(NEWS.replace("date: 2026-01-05\n", "translation_of: x.md\n"))
    assert kept(site, state).problems
    (site / "news/flu.md").unlink()
    assert kept(site, state).problems


def test_a_mistake_is_told_each_time(site: Path, state: Path) -> None:
    (site / "news/flu.md").write_text(NEWS.replace("title", "titel"))
    first = faults(kept(site, state))
    assert first
    assert faults(kept(site, state)) == first


@pytest.mark.parametrize("shelves", [1, SHELVES])
def test_a_file_that_is_gone_is_forgotten(
    site: Path, state: Path, shelves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_readings, "SHELVES", shelves)
    kept(site, state)
    (site / "news/plan.md").unlink()
    kept(site, state)
    assert not any(b"news/plan.md" in file.read_bytes() for file in state.iterdir())


@pytest.mark.parametrize(
    "damage", ["empty", "cut", "turned", "words", "folder", "foreign", "other"]
)
def test_damage_is_never_fatal(site: Path, state: Path, damage: str) -> None:
    first = kept(site, state)
    for file in state.iterdir():
        data = file.read_bytes()
        if damage == "folder":
            file.unlink()
            file.mkdir()
        elif damage in {"foreign", "other"}:
            value = Foreign() if damage == "foreign" else 5
            data = data[4:36] + pickle.dumps(value, protocol=5)
            file.write_bytes(zlib.crc32(data).to_bytes(4, "big") + data)
        else:
            changes = {
                "empty": b"",
                "cut": data[:-9],
                "turned": data[:60] + b"!" + data[61:],
                "words": data.replace(b"Come in", b"Stay in"),
            }
            file.write_bytes(changes[damage])
    assert kept(site, state) == first
    assert not Foreign.made


class Foreign:
    """Of a class that is not the catalogue's: it must not be made."""

    made = False

    def __setstate__(self, state: object) -> None:
        """Note that it was made."""
        Foreign.made = True

    def __getstate__(self) -> object:
        """Return something to be set."""
        return {"a": 1}


def test_what_another_program_read_is_read_again(
    site: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(site, state)
    monkeypatch.setattr(kept_readings, "program", lambda: b"x" * 32)
    read = []
    own = item_reading.read_item

    def noted(path: str, *others: object) -> Outcome:
        read.append(path)
        return own(path, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(load, "read_item", noted)
    survey(site, keep_in=state)
    assert "news/flu.md" in read


def test_where_nothing_can_be_written_all_is_read(site: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    first = survey(site, keep_in=tmp_path / "file" / "state")
    assert first == survey(site)


def test_words_that_were_taken_out_are_not_kept(site: Path, state: Path) -> None:
    (site / "news/flu.md").write_text(f"{NEWS}\nJane Roe\n")
    kept(site, state)
    assert any(b"Jane Roe" in file.read_bytes() for file in state.iterdir())
    (site / "news/flu.md").write_text(NEWS.replace("title", "titel"))
    kept(site, state)
    assert not any(b"Jane Roe" in file.read_bytes() for file in state.iterdir())


def test_each_content_folder_has_its_own_readings(tmp_path: Path) -> None:
    keeping = {"STATE": tmp_path}
    one, other = (kept_readings_in(keeping, tmp_path / name) for name in ("one", "other"))
    assert one
    assert other
    assert one != other
    assert kept_readings_in({}, tmp_path) is None


def test_nothing_is_trusted_where_all_is_to_be_made_anew(site: Path, tmp_path: Path) -> None:
    folder = kept_readings_in({"STATE": tmp_path / "kept"}, site)
    assert folder
    survey(site, keep_in=folder)
    assert list(folder.iterdir())
    assert kept_readings_in({"STATE": tmp_path / "kept", "ANEW": True}, site) == folder
    assert not folder.exists()


def test_outcomes_may_come_in_any_order(site: Path, state: Path) -> None:
    def backwards(work: Work, paths: Sequence[str]) -> Iterable[tuple[str, Outcome]]:
        for path in reversed(paths):
            yield from pickle.loads(pickle.dumps(list(work([path]))))  # noqa: S301

    (site / "news/bad.md").write_text(NEWS.replace("title", "titel"))
    assert survey(site, keep_in=state, spread=backwards) == survey(site)
    assert survey(site, keep_in=state, spread=backwards) == survey(site)


def test_any_edits_give_what_a_clean_reading_gives(site: Path, state: Path) -> None:
    chance = Random(5)  # noqa: S311 - chance that comes again
    texts = [NEWS, TRANSLATION, NEWS + "\n[a](flu.md) [b](plan.pdf) ![c](x.jpg)\n", "---\nx", ""]
    names = ["flu.md", "flu.pl.md", "plan.md", "plan.pdf", "x.jpg", "new.md", "flu.easy-read.md"]
    for _ in range(60):
        file = site / "news" / chance.choice(names)
        if chance.random() < 0.3:
            file.unlink(missing_ok=True)
        else:
            text = chance.choice(texts)
            file.write_text(text.replace("Come in", f"Come {chance.randrange(5)}"))
        kept(site, state)
    assert len(list(state.iterdir())) <= SHELVES


def test_what_stands_for_the_fields_is_new_only_with_them(site: Path, state: Path) -> None:
    def now(text: str) -> bytes:
        (site / "news" / "flu.md").write_text(text)
        found = kept(site, state).catalogue
        assert found is not None
        return found.tokens["news/flu.md"].fields

    first = now(NEWS)
    assert now(NEWS) == first != b""
    assert now(NEWS + "\nBring a friend.\n") == first
    assert now(NEWS.replace("Come.", "Come early.")) != first
