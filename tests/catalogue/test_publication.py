"""What the public sees on a day: dates, drafts, consent, translations, lists."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.catalogue.kinds import PatientStory
from tests.small_site import TODAY, SmallSite

CONSENT = "{{reference: PS-1, given: 2026-01-05, uses: [{uses}]{more}}}"


def urls(site: SmallSite, as_of: date = TODAY, *, drafts: bool = False) -> set[str]:
    """Return the addresses that the public sees on a day."""
    return {item.url for item in site.publication(as_of, drafts=drafts).items} - {"about/"}


def consent(uses: str = "website", more: str = "") -> str:
    """Return a consent in YAML."""
    return CONSENT.format(uses=uses, more=f", {more}" if more else "")


def test_an_item_is_shown_from_its_first_day_to_its_last(small_site: SmallSite) -> None:
    small_site.item("news/a.md", date="2026-11-10", publish_from="2026-11-12", expires="2026-11-14")
    shown = [day for day in range(9, 17) if urls(small_site, date(2026, 11, day))]
    assert shown == [12, 13, 14]


def test_a_draft_and_a_future_item_are_shown_only_when_asked_for(small_site: SmallSite) -> None:
    small_site.item("news/draft.md", status="draft")
    small_site.item("news/future.md", date="2027-01-01")
    small_site.item("news/over.md", expires="2026-11-02")
    assert urls(small_site) == set()
    assert urls(small_site, drafts=True) == {"news/draft/", "news/future/"}


def test_a_preview_knows_which_items_are_drafts(small_site: SmallSite) -> None:
    small_site.item("news/draft.md", status="draft")
    small_site.item("news/live.md")
    publication = small_site.publication(drafts=True)
    marks = {item.name: publication.is_draft(item) for item in publication.of("news")}
    assert marks == {"draft": True, "live": False}


def test_the_translation_of_a_draft_is_a_draft_too(small_site: SmallSite) -> None:
    small_site.item("news/draft.md", status="draft")
    small_site.item(
        "news/draft.ur.md", title="U", summary="U.", lang="ur", translation_of="draft.md"
    )
    publication = small_site.publication(drafts=True)
    translation = publication.at("news/draft.ur.md")
    assert translation is not None
    assert publication.is_draft(translation)


@pytest.mark.parametrize(
    ("more", "last_day"),
    [("until: 2026-11-15", 15), ("withdrawn: 2026-11-15", 14)],
)
def test_a_story_goes_when_its_consent_ends(
    small_site: SmallSite, more: str, last_day: int
) -> None:
    small_site.item("stories/a.md", slug="asthma", consent=consent(more=more))
    shown = [day for day in range(12, 20) if urls(small_site, date(2026, 11, day))]
    gone = [d for d in range(12, 20) if small_site.publication(date(2026, 11, d)).tombstones]
    assert shown == list(range(12, last_day + 1))
    assert gone == list(range(last_day + 1, 20))


@pytest.mark.parametrize(
    "agreed",
    [
        "{reference: PS-1, given: 2026-11-22, uses: [website]}",
        "{reference: PS-1, given: 2026-01-05, until: 2026-11-20, uses: [print]}",
    ],
    ids=["not given yet", "never to the website"],
)
def test_a_story_that_was_never_seen_leaves_no_address(small_site: SmallSite, agreed: str) -> None:
    small_site.item("stories/a.md", consent=agreed)
    publication = small_site.publication()
    assert urls(small_site) == set()
    assert publication.tombstones == ()


def test_not_even_a_preview_shows_a_story_without_consent(small_site: SmallSite) -> None:
    small_site.item("stories/a.md", consent=consent(more="withdrawn: 2026-06-01"))
    assert urls(small_site, drafts=True) == set()


def test_a_story_is_not_shown_before_consent_was_given(small_site: SmallSite) -> None:
    small_site.item("stories/a.md", date="2025-12-01", consent=consent())
    assert urls(small_site, date(2026, 1, 4)) == set()
    assert urls(small_site, date(2026, 1, 5)) == {"stories/a/"}


def test_a_story_without_consent_to_its_page_has_none(small_site: SmallSite) -> None:
    small_site.item("stories/a.md", consent=consent("podcast, print"))
    assert urls(small_site) == set()


@pytest.mark.parametrize(("uses", "count"), [("website", 0), ("website, audio", 1)])
def test_a_recording_is_published_only_with_consent_to_audio(
    small_site: SmallSite, uses: str, count: int
) -> None:
    small_site.write("stories/a.mp3", "sound")
    small_site.write("stories/a.vtt", "WEBVTT\n")
    recording = "{file: a.mp3, transcript: a.vtt}"
    small_site.item("stories/a.md", consent=consent(uses), recording=recording)
    (story,) = small_site.publication().of("stories")
    assert len(story.recordings) == count


@pytest.mark.parametrize(("uses", "count"), [("website, audio, podcast", 1), ("website, audio", 0)])
def test_a_story_is_among_a_shows_programmes_with_consent_to_podcast(
    small_site: SmallSite, uses: str, count: int
) -> None:
    fields = {"author": "The town", "email": "tv@fenwick.example"}
    small_site.item("podcasts/town/show.md", title="Town TV", summary="Our town.", **fields)
    small_site.write("stories/a.mp3", "sound")
    small_site.write("stories/a.vtt", "WEBVTT\n")
    small_site.item(
        "stories/a.md",
        consent=consent(uses),
        recording="{file: a.mp3, transcript: a.vtt}",
        episode="{show: town, guid: 6c1f8a52-1}",
    )
    publication = small_site.publication()
    (show,) = publication.shows
    assert len(publication.programmes(show)) == count


def test_a_translation_shares_the_consent_of_its_original(small_site: SmallSite) -> None:
    small_site.item("stories/a.md", consent=consent(more="withdrawn: 2026-11-15"))
    small_site.item("stories/a.ur.md", lang="ur", translation_of="a.md", title="کہانی")
    assert urls(small_site, date(2026, 11, 14)) == {"stories/a/", "ur/stories/a/"}
    assert urls(small_site, date(2026, 11, 15)) == set()
    stones = small_site.publication(date(2026, 11, 15)).tombstones
    assert {stone.url for stone in stones} == {"stories/a/", "ur/stories/a/"}


def test_a_translation_waits_for_its_original(small_site: SmallSite) -> None:
    small_site.item("news/a.md", status="draft")
    small_site.item("news/a.ur.md", lang="ur", translation_of="a.md", title="سڑکیں")
    assert urls(small_site) == set()


def test_a_translation_inherits_what_it_does_not_say(small_site: SmallSite) -> None:
    small_site.item("events/a.md", start="2026-12-05 09:30", end="2026-12-05 10:00")
    small_site.item("events/a.pl.md", lang="pl", translation_of="a.md", title="Spotkanie")
    english, polish = small_site.publication().versions(small_site.publication().of("events")[0])
    assert polish.title == "Spotkanie"
    assert polish.model_dump(include={"start"}) == english.model_dump(include={"start"})


def test_lists_hold_only_the_sites_own_language(small_site: SmallSite) -> None:
    small_site.item("news/a.md", topics="[Roads]")
    small_site.item("news/a.ur.md", lang="ur", translation_of="a.md", title="سڑکیں")
    publication = small_site.publication()
    assert [item.url for item in publication.of("news")] == ["news/a/"]
    assert [item.url for item in publication.by_topic["Roads"]] == ["news/a/"]


def test_related_items_are_the_named_ones_then_those_that_share_most(
    small_site: SmallSite,
) -> None:
    small_site.item("news/a.md", topics="[Roads, Mental health]", related="[named.md]")
    small_site.item("news/named.md")
    small_site.item("news/one.md", topics="[Roads]", date="2026-11-09")
    small_site.item("news/both.md", topics="[Roads, Mental health]", date="2026-01-01")
    small_site.item("news/none.md")
    publication = small_site.publication()
    item = publication.at("news/a.md")
    assert item is not None
    assert [other.name for other in publication.related(item)] == ["named", "both", "one"]


def test_a_link_to_an_item_that_is_not_shown_leaves_its_words(small_site: SmallSite) -> None:
    small_site.item("news/a.md", body="See [the **plan**](b.md) and [roads](c.md#where).\n")
    small_site.item("news/b.md", status="draft")
    small_site.item("news/c.md", body="## Where\n\nHere.\n")
    publication = small_site.publication()
    item = publication.at("news/a.md")
    assert item is not None
    html = publication.linked(item.body.html, "/repo")
    words = 'See the <strong>plan</strong> and <a href="/repo/news/c/#where">roads</a>.'
    assert html == f"<p>{words}</p>"


def test_notices_stand_in_their_sections_while_they_last(small_site: SmallSite) -> None:
    text = "---\ntitle: {0}\ntext: Now.\nlevel: {0}\nfrom: 2026-11-20\nuntil: 2026-11-21\n{1}---\n"
    small_site.write("notices/a.md", text.format("information", ""))
    small_site.write("notices/b.md", text.format("emergency", "sections: [events]\n"))

    def levels(section: str, day: int) -> list[str]:
        publication = small_site.publication(date(2026, 11, day))
        return [notice.level for notice in publication.notices(section)]

    assert levels("events", 21) == ["emergency", "information"]
    assert levels("news", 20) == ["information"]
    assert levels("events", 19) == levels("events", 22) == []


def test_the_news_of_a_campaign_are_its_own_and_the_newest_is_first(small_site: SmallSite) -> None:
    small_site.item("campaigns/flu.md")
    small_site.item("news/first.md", campaign="../campaigns/flu.md", date="2026-10-01")
    small_site.item("news/second.md", campaign="../campaigns/flu.md")
    small_site.item("news/other.md")
    publication = small_site.publication()
    (campaign,) = publication.of("campaigns")
    assert [item.name for item in publication.part_of(campaign)] == ["second", "first"]


def test_a_campaign_is_on_from_its_first_day_to_its_last(small_site: SmallSite) -> None:
    small_site.item("campaigns/flu.md", starts="2026-11-16", ends="2026-11-22", date="2026-01-01")
    days = [d for d in range(14, 25) if small_site.publication(date(2026, 11, d)).campaigns_on]
    assert days == list(range(16, 23))


def test_a_story_without_audio_consent_keeps_its_other_words(small_site: SmallSite) -> None:
    small_site.item("stories/a.md", consent=consent("website"), told_at="Library")
    (story,) = small_site.publication().of("stories")
    assert isinstance(story, PatientStory)
    assert story.told_at == "Library"
