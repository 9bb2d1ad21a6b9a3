"""No field, link or name leads out of the content folder, or to what other systems cannot hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugins.catalogue.easy_read import EasyRead
from plugins.catalogue.kinds import Show
from plugins.catalogue.load import survey
from plugins.catalogue.site import Site
from tests.fuzz.filled import EVERY_KIND, Field, fields_of
from tests.fuzz.hostile_site import put
from tests.small_site import SITE, SmallSite

OUTSIDE = "it leads out of the content folder"
WAYS_OUT = ("../../../etc/passwd{}", "..\\..\\secret{}", "x/../../../../secret{}", "a\\b{}")


def files_of_kinds() -> list[tuple[str, Field]]:
    return [
        (kind.kind if kind is not Show else "show", field)
        for kind in EVERY_KIND
        for field in fields_of(kind)
        if field.sort.startswith("file")
    ]


def _ending(field: Field) -> str:
    return field.sort.removeprefix("file").strip() or ".md"


def _said(site: SmallSite, kind: str, field: Field, value: str) -> list[str]:
    values: dict[str, object] = {}
    put(values, field.place, value)
    (name, whole), *_ = values.items()
    path = {"show": "podcasts/talk/show.md", "podcasts": "podcasts/talk/x.md"}.get(
        kind, f"{kind}/x.md"
    )
    site.item(path, **{name: json.dumps(whole)})
    return [one.fault for one in survey(site.root).problems]


def test_there_are_such_fields() -> None:
    assert len(files_of_kinds()) > 100


@pytest.mark.parametrize(
    ("kind", "field"),
    files_of_kinds(),
    ids=lambda one: one if isinstance(one, str) else ".".join(one.place),
)
def test_a_field_leads_to_no_file_outside(small_site: SmallSite, kind: str, field: Field) -> None:
    for way in WAYS_OUT:
        said = _said(small_site, kind, field, way.format(_ending(field)))
        assert any(OUTSIDE in fault for fault in said), said
    # Counted from the content folder, and not there: never from the machine's own root.
    secret = small_site.root.parent / f"secret{_ending(field)}"
    secret.write_bytes(b"secret")
    said = _said(small_site, kind, field, str(secret))
    assert any("names a file that is not there" in fault for fault in said), said


@pytest.mark.parametrize(
    "field",
    [one for one in fields_of(Site) if one.sort.startswith("file")],
    ids=lambda one: ".".join(one.place),
)
def test_site_yaml_leads_to_no_file_outside(small_site: SmallSite, field: Field) -> None:
    values: dict[str, object] = {}
    put(values, field.place, f"../secret{_ending(field)}")
    (name, whole), *_ = values.items()
    small_site.write("site.yaml", f"{SITE}{name}: {json.dumps(whole)}\n")
    assert any(OUTSIDE in one.fault for one in survey(small_site.root).problems)


def test_an_easy_read_names_no_file() -> None:
    assert not [field for field in fields_of(EasyRead) if field.sort.startswith("file")]


@pytest.mark.parametrize(
    "link",
    [
        "[a](../../secret.pdf)",
        "![a](../../secret.jpg)",
        "[a](%2e%2e/%2e%2e/secret.pdf)",
        "[a]({filename}../../secret.md)",
        "[a]({static}/../secret.pdf)",
        "[a](..\\..\\secret.pdf)",
        "[a](%00.pdf)",
        "[a][b]\n\n[b]: ../../secret.pdf",
    ],
)
def test_a_body_leads_to_no_file_outside(small_site: SmallSite, link: str) -> None:
    (small_site.root.parent / "secret.pdf").write_bytes(b"%PDF-")
    small_site.item("news/x.md", body=f"{link}\n")
    (problem,) = survey(small_site.root).problems
    assert "leads out of the content folder" in problem.fault


@pytest.mark.parametrize("link", ["[a]({attach}../../x.pdf)", "[a](file:///etc/passwd)"])
def test_a_body_has_no_other_way(small_site: SmallSite, link: str) -> None:
    small_site.item("news/x.md", body=f"{link}\n")
    (problem,) = survey(small_site.root).problems
    assert "not allowed" in problem.fault or "cannot be used" in problem.fault


def test_links_out_of_the_folder_are_not_its_files(small_site: SmallSite, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.pdf").write_bytes(b"%PDF-1.7")
    (outside / "secret.md").write_text("---\ntitle: Secret\n---\n")
    (small_site.root / "news").mkdir()
    (small_site.root / "news" / "folder").symlink_to(outside)
    (small_site.root / "news" / "secret.pdf").symlink_to(outside / "secret.pdf")
    (small_site.root / "news" / "secret.md").symlink_to(outside / "secret.md")
    (small_site.root / "news" / "round").symlink_to(small_site.root)
    (small_site.root / "news" / "gone.md").symlink_to(tmp_path / "gone.md")
    small_site.item("news/x.md", body="[a](secret.pdf)\n\n[b](folder/secret.pdf)\n")
    found = survey(small_site.root)
    assert sorted(one.fault for one in found.problems) == [
        'the link "folder/secret.pdf" leads to a file that is not there.',
        'the link "secret.pdf" leads to a file that is not there.',
    ]
    assert found.catalogue is not None
    assert not [file for file in found.catalogue.files if "secret" in file or "round" in file]


@pytest.mark.parametrize("name", ["con", "nul", "com1", "lpt9", "aux"])
def test_names_that_windows_keeps_are_refused(small_site: SmallSite, name: str) -> None:
    small_site.item(f"news/{name}.md")
    (problem,) = survey(small_site.root).problems
    assert problem.fault == f'the name "{name}" is one that Windows keeps for itself.'


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("CON", "con"), ("a:b", "ab"), ("dot.", "dot"), ("a\\b", "ab"),
        ("\u0430pple", "pple"), ("<script>", "script"), ("a?b", "ab"), ("a%2fb", "a2fb"),
        ("-", "flu-clinics"),
    ],
)  # fmt: skip
def test_names_that_no_address_can_have_are_refused(
    small_site: SmallSite, name: str, better: str
) -> None:
    small_site.item(f"news/{name}.md")
    (problem,) = survey(small_site.root).problems
    assert problem.fault == f'the name "{name}" cannot be part of an address.'
    assert f"like {better}:" in problem.remedy


@pytest.mark.parametrize(
    "slug", ["\u0430pple", "a\u200bb", "a\u202eb", "../x", "a/b", "A", "a b", "a."]
)
def test_slugs_of_other_signs_are_refused(small_site: SmallSite, slug: str) -> None:
    small_site.item("news/x.md", slug=f'"{slug}"')
    assert len(survey(small_site.root).problems) == 1


@pytest.mark.parametrize("sign", ["\n", "\x01", "\x1b[31m", "\u202e", "\u200b", "\u2066", "\ufeff"])
@pytest.mark.parametrize("ending", [".md", ".jpg"])
def test_names_are_told_without_signs_that_terminals_obey(
    small_site: SmallSite, sign: str, ending: str
) -> None:
    small_site.write(f"news/a{sign}b{ending}", "")
    (problem,) = survey(small_site.root).problems
    assert problem.path.startswith("news/a?")
    assert sign not in problem.path
    assert problem.fault == "the name of this file has letters that other computers cannot read."


def test_the_longest_names_are_refused(small_site: SmallSite) -> None:
    small_site.item(f"news/{'a' * 250}.md")
    small_site.item("news/x.md", slug="b" * 300)
    small_site.item(f"news/{'c' * 150}.md")
    said = [one.fault[-50:] for one in survey(small_site.root).problems]
    assert sorted(one.split("has ")[1] for one in said) == [
        "250 letters, and 150 are the most.",
        "300 letters, and 150 are the most.",
    ]
