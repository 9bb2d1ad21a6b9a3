"""What stops a build: the words that an editor reads, and the line to paste."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from plugins.catalogue.podcast_guid import episode_guid, show_guid, variant_guid
from plugins.catalogue.problem import ContentError, Problem
from plugins.podcast.faults import faults, read_artworks
from tests.podcast.feed_samples import FEED_GUID, GUID, feeds_of, write_story
from tests.podcast.test_feed import FOLDER, edit
from tests.small_site import SmallSite


def problems(site: SmallSite) -> list[Problem]:
    """Return what is wrong in a site's shows."""
    catalogue = site.load()
    return [*faults(catalogue), *read_artworks(catalogue).problems]


def the_problem(site: SmallSite) -> Problem:
    """Return the one thing that is wrong."""
    (problem,) = problems(site)
    return problem


def test_a_whole_show_has_no_fault(full_site: SmallSite) -> None:
    assert problems(full_site) == []


def test_the_namespaces_own_example_gives_its_guid() -> None:
    # From the specification of podcast:guid.
    assert show_guid("podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert show_guid("https://podnews.net/rss/") == show_guid("http://podnews.net/rss")


def test_a_variants_guid_hangs_on_the_stored_one_alone() -> None:
    assert variant_guid(FEED_GUID, "audio") != variant_guid(FEED_GUID, "video")
    assert UUID(variant_guid(FEED_GUID, "audio")).version == 5


def test_an_episode_without_a_guid_is_told_the_line_to_paste(show_site: SmallSite) -> None:
    edit(show_site, f"{FOLDER}/flu.md", f"guid: {GUID}\n", "")
    problem = the_problem(show_site)
    assert str(problem).startswith(f"{FOLDER}/flu.md:2: the episode has no guid")
    found = re.search(r"\nguid: (\S+)$", problem.remedy)
    assert found
    assert found[1] == episode_guid("https://fenwick.example/podcasts/town-talk/flu/")
    edit(show_site, f"{FOLDER}/flu.md", "summary: Asha", f"{found[0].strip()}\nsummary: Asha")
    assert problems(show_site) == []


def test_a_draft_needs_no_guid_yet(show_site: SmallSite) -> None:
    edit(show_site, f"{FOLDER}/flu.md", f"guid: {GUID}", "status: draft")
    assert problems(show_site) == []


def test_a_show_without_a_guid_is_told_the_line_to_paste(show_site: SmallSite) -> None:
    edit(show_site, f"{FOLDER}/show.md", f"feed_guid: {FEED_GUID}\n", "")
    problem = the_problem(show_site)
    guid = show_guid("fenwick.example/podcasts/town-talk/feed.xml")
    assert problem.remedy.endswith(f"\nfeed_guid: {guid}")


def test_two_episodes_cannot_have_one_guid(show_site: SmallSite) -> None:
    edit(show_site, f"{FOLDER}/walk.md", "0002", "0001")
    problem = the_problem(show_site)
    assert problem.path == f"{FOLDER}/walk.md"
    assert "flu.md has the same guid" in problem.fault


def test_a_show_needs_what_directories_ask_for(show_site: SmallSite) -> None:
    edit(show_site, f"{FOLDER}/show.md", "categories: [", "topics: []\n# [")
    edit(show_site, f"{FOLDER}/show.md", "image: {", "# {")
    assert [problem.fault for problem in problems(show_site)] == [
        "the show has no image, and apps refuse it.",
        "the show has no categories, and Apple refuses it.",
    ]


def test_artwork_that_is_unfit_is_named_with_its_line(show_site: SmallSite) -> None:
    show_site.picture(f"{FOLDER}/flu.png", (1400, 900))
    problem = the_problem(show_site)
    assert problem.fault == (
        'the artwork "podcasts/town-talk/flu.png" is not square: it has 1400 by 900 pixels.'
    )
    assert problem.line == 10


def test_a_presenter_is_a_person_of_the_site(show_site: SmallSite) -> None:
    edit(show_site, f"{FOLDER}/show.md", "../../people/asha.md", "../../pages/about.md")
    assert the_problem(show_site).fault == '"pages/about.md" is not a person.'


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("show: town-talk", "show: townn", 'there is no show "townn".'),
        ("guid: 5b9c4a52-1f0e-5c3a-8a55-b6f7c1d20009, ", "", "the episode has no guid"),
        ("recording: {file: margaret.mp3, transcript: margaret.vtt}\n", "", "has no recording"),
    ],
)
def test_a_story_that_cannot_be_an_episode_is_said(
    show_site: SmallSite, old: str, new: str, fault: str
) -> None:
    write_story(show_site)
    edit(show_site, "stories/margaret.md", old, new)
    assert fault in the_problem(show_site).fault


# The fields, as the catalogue reads them.


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("show", "[Government,", "[Goverment,", 'Did you mean "Government"?'),
        ("show", "Health & Fitness > Mental", "Mental", '"Health & Fitness > Mental Health"'),
        ("show", "Health & Fit", "Health and Fit", '"Health & Fitness > Mental Health"'),
        ("show", "part: Sound Designer", "part: Sound Desinger", 'Did you mean "Sound Designer"?'),
        ("show", "part: Sound Designer", "part: practice nurse", "Write Host or Guest"),
        ("show", "type: serial", "type: series", 'type cannot be "series"'),
        ("show", "feed_guid: 2", "feed_guid: X", "feed_guid cannot be"),
        ("show", ', url: "https://licence.example/ogl"', "", "has no url"),
        ("show", "FREQ=WEEKLY;INTERVAL", "EVERY=WEEK;INTERVAL", "rrule under frequency"),
        ("show", "osm: R57398", "osm: 57398", "osm under location"),
        ("show", "email: press@", "email: press-at-", "email under owner"),
        ("flu", "seconds: 15", "seconds: 200", "120 is the most"),
        ("flu", "seconds: 15", "seconds: 5", "15 is the least"),
        ("flu", "time: 18:30", "time: half past six", "time cannot be"),
        ("flu", "title: Signed in BSL, ", "", "has no title"),
        ("flu", '"0:03"', '"0:75"', "start under number 2 of chapters"),
        ("flu", "protocol: activitypub", "protocol: mastodon", "protocol under number 1"),
        ("flu", "season: 1", "seasn: 1", 'Did you mean "season"?'),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_in_plain_words(
    show_site: SmallSite, file: str, old: str, new: str, said: str
) -> None:
    edit(show_site, f"{FOLDER}/{file}.md", old, new)
    with pytest.raises(ContentError) as refused:
        show_site.load()
    assert said in str(refused.value)


def test_a_role_may_be_written_small(show_site: SmallSite) -> None:
    edit(show_site, f"{FOLDER}/show.md", "part: Sound Designer", "part: sound designer")
    assert b'role="sound designer"' in feeds_of(show_site)[f"{FOLDER}/feed.xml"]
