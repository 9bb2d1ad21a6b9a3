"""Each judge finds the one fault that is planted for it, and says it in plain words."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from plugins.catalogue.load import load
from plugins.catalogue.publication import Publication
from plugins.publishing import verify_html, verify_links, verify_podcasts
from plugins.publishing.fault import PublishFault
from plugins.publishing.steps_commands import chosen_target
from plugins.publishing.verify import Looking, verify
from plugins.publishing.verify_feeds import faulty_feeds
from plugins.publishing.verify_html import invalid_pages
from plugins.publishing.verify_links import broken_links
from plugins.publishing.verify_podcasts import unread_podcasts
from plugins.publishing.verify_requests import requests_elsewhere
from plugins.publishing.verify_sitemap import unlisted_pages
from plugins.publishing.verify_sizes import heavy_pages, large_files
from tests.publishing.judged_site import ADDRESS, FEED, NEWS, SOUND, Judged, Said, told, write
from tests.small_site import DEMO_ADDRESS, PROJECT, TODAY, SmallSite

ELSEWHERE = "https://tracker.example"
PROGRAMS = ("node",)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Give a site that was built once; do not change it."""
    folder = tmp_path_factory.mktemp("judged")
    site = write(SmallSite.at(folder / "content"))
    output = site.build(folder / "output")
    return Judged(output, Publication(load(site.root), TODAY))


@pytest.fixture
def site(built: Judged, tmp_path: Path) -> Judged:
    """Give a copy to plant a fault in."""
    return built.copy(tmp_path / "copy")


@pytest.fixture
def without_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave no Java to be found."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in PROGRAMS:
        found = shutil.which(name)
        assert found
        (programs / name).symlink_to(found)
    monkeypatch.setenv("PATH", str(programs))


@pytest.mark.usefixtures("without_java")
def test_a_good_site_has_no_fault_and_what_could_not_be_judged_is_said(built: Judged) -> None:
    assert verify(built.folder, built.publication, built.looking()) == ()
    assert built.said.lines == [
        "Looking at what was built 10",
        (
            "The pages' HTML was not checked by the W3C's checker: there is no Java."
            " On Debian, as root: apt install default-jre-headless."
        ),
    ]


@pytest.mark.usefixtures("without_java")
def test_the_demo_has_no_fault(demo: Path) -> None:
    publication = Publication(load(PROJECT / "content"), TODAY)
    assert verify(demo, publication, Looking(DEMO_ADDRESS, Said())) == ()


@pytest.mark.usefixtures("without_java")
def test_a_site_in_a_folder_of_its_host_is_judged_as_readers_reach_it(
    built: Judged, tmp_path: Path
) -> None:
    address = f"{ADDRESS}/town"
    content = SmallSite(built.publication.root)
    output = content.build(tmp_path / "output", "--site-url", address)
    site = Judged(output, built.publication, address=address)
    assert verify(output, built.publication, site.looking()) == ()
    site.add(NEWS, '<a href="/town/nowhere/">a</a> <a href="/news/">b</a>')
    assert told(broken_links(site.site)) == [
        f"{NEWS}: a link leads to /news, which is not there.",
        f"{NEWS}: a link leads to nowhere, which is not there.",
    ]


@pytest.mark.usefixtures("without_java")
def test_all_faults_are_told_at_once(site: Judged) -> None:
    site.add(NEWS, f'<a href="/nowhere/">a</a><img src="{ELSEWHERE}/pixel.gif" alt="">')
    site.write(FEED, "<rss>")
    (site.folder / "sitemap.xml").unlink()
    found = verify(site.folder, site.publication, site.looking())
    assert {finding.path for finding in found} == {NEWS, FEED, "sitemap.xml"}
    assert "Links: 1 problem." in site.said.lines
    assert str(found[0]).startswith(f"{NEWS}: a ")
    assert "\n    " in str(found[0])


def test_an_empty_folder_is_no_site(built: Judged, tmp_path: Path) -> None:
    found = verify(tmp_path, built.publication, built.looking())
    assert told(found) == ["index.html: the site has no home page."]


# Links


@pytest.mark.parametrize("page", [NEWS, "people/asha/large-print/index.html"])
def test_a_broken_link_is_found_in_every_form_of_a_page(site: Judged, page: str) -> None:
    site.add(page, f'<a href="{ADDRESS}/news/gone/">a</a> <a href="/news/library/#parking">b</a>')
    assert told(broken_links(site.site)) == [
        f'{page}: a link leads to "parking" in news/library, which has no such anchor.',
        f"{page}: a link leads to news/gone/, which is not there.",
    ]


def test_a_link_to_another_site_is_not_followed(site: Judged) -> None:
    site.add(NEWS, '<a href="https://gone.invalid/">a</a>')
    assert told(broken_links(site.site)) == []


# HTML


def test_the_w3c_checker_names_page_and_line(site: Judged, tmp_path: Path) -> None:
    site.add(NEWS, "\n<p><img src='/a.png'></p></section>")
    for path in list(site.site.pages):
        if path not in {NEWS, "index.html"}:
            (site.folder / path).unlink()
    found = told(invalid_pages(site.site, site.looking()))
    assert found
    assert all(one.startswith(f"{NEWS}: line ") for one in found)
    assert any("is not valid HTML: Stray end tag" in one for one in found)
    missing = Looking(ADDRESS, site.said, html="required", program=tmp_path)
    with pytest.raises(PublishFault, match=r"vnu-jar is not installed\.\n    Install it: npm ci"):
        list(invalid_pages(site.site, missing))


@pytest.mark.parametrize(
    ("module", "program", "judge", "name"),
    [
        (verify_links, "lychee", lambda site: broken_links(site.site), "lychee"),
        (verify_html, "java", lambda site: invalid_pages(site.site, site.looking()), "W3C"),
        (
            verify_podcasts,
            "node",
            lambda site: unread_podcasts(site.site, site.looking()),
            "podcast-partytime",
        ),
    ],
)
def test_a_judge_that_does_not_end_is_stopped_and_named(  # noqa: PLR0913, PLR0917
    built: Judged,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    program: str,
    judge: Callable[[Judged], Iterator[object]],
    name: str,
) -> None:
    hung = tmp_path / program
    hung.write_text("#!/bin/sh\nexec sleep 1000\n")
    hung.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(module, "SECONDS", 0.5)
    fault = f"{name}.* has not ended in 1 minute, and was stopped"
    with pytest.raises(PublishFault, match=fault):
        list(judge(built))


@pytest.mark.usefixtures("without_java")
def test_a_target_may_require_the_checker_and_a_withdrawal_waits_for_none(
    built: Judged, tmp_path: Path
) -> None:
    file = tmp_path / "publish.yaml"
    required = "verify: {html: required}"
    file.write_text(f"targets:\n  live: {{kind: folder, path: ./public, {required}}}\n")
    built_from = {"site_url": ADDRESS}
    judges = chosen_target(file, "live", built.said).judges
    with pytest.raises(PublishFault, match="there is no Java"):
        judges.verify(built.folder, built.publication, built_from)
    judges = chosen_target(file, "live", built.said, at_once=True).judges
    assert judges.verify(built.folder, built.publication, built_from) == ()


# Feeds


def test_a_feed_that_is_cut_short_is_found(site: Judged) -> None:
    site.write("feed.xml", site.read("feed.xml")[:-30])
    (found,) = told(faulty_feeds(site.site))
    assert found.startswith("feed.xml: this is not well-formed XML: ")


def test_an_entry_that_is_there_twice_is_found(site: Judged) -> None:
    feed = site.read("feed.xml")
    entry = feed[feed.index("<entry ") : feed.index("</entry>") + 8]
    site.change("feed.xml", entry, entry + entry)
    assert told(faulty_feeds(site.site)) == [
        "feed.xml: two entries of this feed have the same id: apps show one of them only."
    ]


def test_a_feed_without_a_title_is_found(site: Judged) -> None:
    site.change(FEED, "<title>Town Talk</title>", "")
    assert told(faulty_feeds(site.site)) == [f"{FEED}: this feed has no title."]


def recording(site: Judged) -> str:
    """Return the path of the episode's recording."""
    (file,) = (site.folder / SOUND).glob("one-*.mp3")
    return file.relative_to(site.folder).as_posix()


def test_an_enclosure_is_compared_with_its_file(site: Judged) -> None:
    path = recording(site)
    size = (site.folder / path).stat().st_size
    with (site.folder / path).open("ab") as file:
        file.write(b"x")
    assert told(faulty_feeds(site.site)) == [
        f"{FEED}: it says that {path} has {size} bytes, and it has {size + 1}."
    ]
    (site.folder / path).unlink()
    assert told(faulty_feeds(site.site)) == [
        f"{FEED}: its recording {ADDRESS}/{path} is not there."
    ]


def test_an_enclosures_type_is_compared_with_its_file(site: Judged) -> None:
    site.change(FEED, 'type="audio/mpeg"', 'type="video/mp4"')
    assert told(faulty_feeds(site.site)) == [
        f"{FEED}: it says that {recording(site)} is video/mp4, and .mp3 is audio/mpeg."
    ]


def test_a_recording_on_another_host_was_measured_before(site: Judged) -> None:
    site.change(FEED, f"{ADDRESS}/{recording(site)}", f"{ELSEWHERE}/one.mp3")
    assert told(faulty_feeds(site.site)) == []


def test_podcast_apps_must_see_every_recording(site: Judged, tmp_path: Path) -> None:
    site.change(FEED, "<guid", "<gone")
    site.change(FEED, "</guid>", "</gone>")
    (found,) = told(unread_podcasts(site.site, site.looking()))
    assert found in {
        f"{FEED}: podcast apps see 0 of its 1 recordings.",
        f"{FEED}: podcast apps cannot read this feed.",
    }
    assert list(unread_podcasts(site.site, Looking(ADDRESS, site.said, program=tmp_path))) == []
    assert "were not read by podcast-partytime, which is not installed" in site.said.lines[-1]


# Requests to other hosts


@pytest.mark.parametrize(
    ("markup", "element"),
    [
        (f'<img src="{ELSEWHERE}/a.gif" alt="">', "img"),
        (f'<img srcset="/a.gif 1x, {ELSEWHERE}/a.gif 2x" alt="">', "img"),
        (f'<script src="{ELSEWHERE}/a.gif"></script>', "script"),
        (f'<link rel="preconnect" href="{ELSEWHERE}/a.gif">', "link"),
        (f'<iframe src="{ELSEWHERE}/a.gif"></iframe>', "iframe"),
        (f'<video src="{ELSEWHERE}/a.gif"></video>', "video"),
        ('<source src="//tracker.example/a.gif">', "source"),
        (f'<p style="background: url({ELSEWHERE}/a.gif)">a</p>', "style"),
        (f"<style>@import '{ELSEWHERE}/a.gif';</style>", "style"),
        (f'<a href="/" ping="{ELSEWHERE}/a.gif">a</a>', "a"),
    ],
)
def test_a_page_that_calls_at_another_host_is_found(
    site: Judged, markup: str, element: str
) -> None:
    site.add(NEWS, markup)
    assert told(requests_elsewhere(site.site, site.publication)) == [
        f"{NEWS}: a browser would fetch {ELSEWHERE}/a.gif for it, from another host ({element})."
    ]


def test_styles_scripts_and_drawings_call_at_no_other_host(site: Judged) -> None:
    site.write("assets/a.css", f"p {{ background: url('{ELSEWHERE}/a.gif') }}")
    site.write("assets/a.js", f'fetch("{ELSEWHERE}/count", {{}}); fetch("/own.json")')
    site.write("assets/a.svg", f'<svg><image href="{ELSEWHERE}/a.gif"/></svg>')
    assert [one.split(":")[0] for one in told(requests_elsewhere(site.site, site.publication))] == [
        "assets/a.css",
        "assets/a.js",
        "assets/a.svg",
    ]


def test_links_and_what_is_its_own_are_no_requests(site: Judged) -> None:
    own = f'<img src="{ADDRESS}/a.gif" alt=""><img src="data:image/gif;base64,AA" alt="">'
    site.add(NEWS, f'{own}<a href="{ELSEWHERE}/">a</a>')
    assert told(requests_elsewhere(site.site, site.publication)) == []


def test_recordings_may_lie_on_the_hosts_that_the_site_names(site: Judged) -> None:
    catalogue = site.publication.catalogue
    bucket = catalogue.site.model_copy(update={"media_hosts": {"our-bucket": ELSEWHERE}})
    publication = Publication(replace(catalogue, site=bucket), site.publication.as_of)
    site.add(NEWS, f'<audio src="{ELSEWHERE}/a.mp3"></audio>')
    site.change(NEWS, "media-src 'self'", f"media-src 'self' {ELSEWHERE}")
    assert told(requests_elsewhere(site.site, publication)) == []


def test_every_page_has_a_policy_that_lets_no_other_host_through(site: Judged) -> None:
    site.change(NEWS, "Content-Security-Policy", "Other")
    assert told(requests_elsewhere(site.site, site.publication)) == [
        f"{NEWS}: this page has no Content-Security-Policy."
    ]


def test_a_policy_with_a_hole_is_found(site: Judged) -> None:
    site.change(NEWS, "default-src 'none'", "default-src 'self'")
    site.change(NEWS, "connect-src 'self'", f"connect-src 'self' {ELSEWHERE}")
    site.change(NEWS, "style-src 'self'", "style-src 'self' 'unsafe-inline'")
    assert told(requests_elsewhere(site.site, site.publication)) == [
        f"{NEWS}: its Content-Security-Policy does not begin by forbidding all.",
        f"{NEWS}: its Content-Security-Policy lets 'unsafe-inline' through (style-src).",
        f"{NEWS}: its Content-Security-Policy lets {ELSEWHERE} through (connect-src).",
    ]


# Sizes


def test_a_file_that_the_host_refuses_is_found(site: Judged) -> None:
    with (site.folder / recording(site)).open("ab") as file:
        file.truncate(2_100_000)
    assert told(large_files(site.site, site.looking(file_megabytes=2))) == [
        f"{recording(site)}: this file has 2.1 megabytes, and the host takes 2."
    ]


def test_a_page_is_weighed_with_its_styles_and_scripts_packed(site: Judged) -> None:
    assert told(heavy_pages(site.site, site.publication, site.looking())) == []
    noise = "".join(f"{number * 7919 % 99991:x}" for number in range(60_000))
    site.write("assets/part.js", f"export const noise = '{noise}';")
    site.write("assets/whole.js", 'import {noise} from "./part.js";')
    site.change(NEWS, "</head>", '<script type="module" src="/assets/whole.js"></script></head>')
    (found,) = told(heavy_pages(site.site, site.publication, site.looking()))
    assert found.startswith(f"{NEWS}: this page has 1")
    assert found.endswith(" kilobytes with its styles and scripts, packed; 100 are allowed.")


# The sitemap


def test_a_page_that_the_sitemap_forgets_is_found(site: Judged) -> None:
    site.change("sitemap.xml", f"<loc>{ADDRESS}/news/roads/</loc>", f"<loc>{ADDRESS}/news/</loc>")
    assert told(unlisted_pages(site.site, site.publication)) == [
        f"{NEWS}: no sitemap names this page, and no page that is named.",
        f"sitemap.xml: {ADDRESS}/news/ is in it 2 times.",
        "sitemap.xml: news/roads/, the page of news/roads.md, is not in it.",
    ]


def test_a_page_that_is_not_there_is_found(site: Judged) -> None:
    (site.folder / NEWS).unlink()
    assert told(unlisted_pages(site.site, site.publication)) == [
        "news/roads/: there is no page of news/roads.md.",
        f"sitemap.xml: {ADDRESS}/news/roads/ is in it, and there is no such page.",
    ]


def test_a_sitemap_names_no_page_that_searchers_should_not_list(site: Judged) -> None:
    gone = "stories/my-aubergine/"
    large = "people/asha/large-print/"
    for address in (gone, large):
        site.change(
            "sitemap.xml", "</urlset>", f"<url><loc>{ADDRESS}/{address}</loc></url></urlset>"
        )
    site.change("sitemap.xml", "</urlset>", f"<url><loc>{ELSEWHERE}/</loc></url></urlset>")
    assert told(unlisted_pages(site.site, site.publication)) == [
        (
            f"sitemap.xml: {ADDRESS}/{large} is in it, and says that its true address is"
            f" {ADDRESS}/people/asha/."
        ),
        (
            f"sitemap.xml: {ADDRESS}/{gone} is in it, and says itself that searchers should not"
            " list it."
        ),
        f"sitemap.xml: {ELSEWHERE}/ is not an address of this site.",
    ]


def test_nothing_stands_at_the_address_of_what_may_not_be_seen(site: Judged) -> None:
    page = site.read(NEWS)
    site.write("news/crossings/index.html", page)
    site.write("stories/my-aubergine/my-aubergine.brf", ",MY TABLETS")
    hidden = "which the public may not see today."
    assert told(unlisted_pages(site.site, site.publication)) == [
        f"news/crossings/index.html: this belongs to news/crossings.md, {hidden}",
        f"stories/my-aubergine/my-aubergine.brf: this belongs to stories/taken-back.md, {hidden}",
    ]
    site.write("stories/my-aubergine/index.html", page)
    assert len(told(unlisted_pages(site.site, site.publication))) == 3


def test_a_page_that_nobody_knows_is_found(site: Judged) -> None:
    page = site.read(NEWS).replace("/news/roads/", "/news/strange/")
    site.write("news/strange/index.html", page)
    assert told(unlisted_pages(site.site, site.publication)) == [
        "news/strange/index.html: no sitemap names this page, and no page that is named."
    ]
