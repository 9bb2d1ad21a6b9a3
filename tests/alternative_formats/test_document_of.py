"""A document says what its item's page says, in the page's order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from plugins.alternative_formats.document import (
    Facts,
    Figure,
    Heading,
    ListOf,
    Paragraph,
    Run,
    Table,
    words_in,
    words_of,
)
from plugins.alternative_formats.document_body import blocks_of
from plugins.alternative_formats.document_recording import paragraphs_of
from plugins.catalogue.captions import Cue
from plugins.catalogue.item import Item
from plugins.catalogue.kinds import Show
from plugins.catalogue.texts import texts_in
from tests.alternative_formats.telling import demo, demo_document, told, whole_text
from tests.small_site import PROJECT, SmallSite

PLACE = "{name: Fenwick Library, address: 'Fenwick Library, 1 High Street', access: A ramp.}"
PAPERS = "[{title: Minutes, file: minutes.csv}]"
CAPTIONS = """\
WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ann>Welcome to Fenwick.

00:00:04.000 --> 00:00:06.000
<v Ann>It is open.

00:00:06.000 --> 00:00:09.000
<v Bob>Ring 0116 496 0123.
"""


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """Return a small site with a paper and a picture."""
    site = SmallSite.at(tmp_path / "content")
    site.picture("news/clinic.jpg")
    site.write("meetings/minutes.csv", "a,b\n1,2\n")
    return site


def lines_of(site: SmallSite, path: str) -> list[str]:
    return whole_text(told(site, path)).splitlines()


def test_news_is_told_in_the_order_of_its_page(site: SmallSite) -> None:
    site.item("campaigns/flu.md", title="Flu week")
    site.item(
        "news/roads.md",
        body="## Where\n\nIn [Fenwick](../pages/about.md#history).\n",
        updated="2026-11-05",
        reviewed="2026-11-06",
        review="2027-11-06",
        image="{file: clinic.jpg, alt: A nurse., caption: Come in., credit: Ann}",
        contact="Press desk, 0116 496 0140",
        campaign="../campaigns/flu.md",
    )
    document = told(site, "news/roads.md")
    assert whole_text(document).splitlines() == [
        "Roads open",
        "The roads are open.",
        "Published: 1 November 2026",
        "Updated: 5 November 2026",
        "A nurse.",
        "Come in.",
        "Ann",
        "Where",
        "In Fenwick.",
        "This is part of our campaign Flu week.",
        "For journalists",
        "Press desk, 0116\u00a0496\u00a00140",
        "Page last reviewed: 6 November 2026",
        "Next review due: 6 November 2027",
    ]
    assert document.blocks[0] == Paragraph(words_in("The roads are open."), lead=True)
    links = {run.text: run.address for line in document.lines() for run in line if run.address}
    assert links == {
        "Fenwick": "https://fenwick.example/about/#history",
        "Flu week": "https://fenwick.example/campaigns/flu/",
    }
    assert (document.address, document.name) == ("https://fenwick.example/news/roads/", "roads")
    assert (document.kind, document.section) == ("news", "News")
    assert (document.issued, document.modified) == (date(2026, 11, 1), date(2026, 11, 5))


def test_the_first_page_of_a_section_is_named_for_its_folder(site: SmallSite) -> None:
    site.item("pages/about/us/index.md", title="About us")
    document = told(site, "pages/about/us/index.md")
    assert (document.name, document.address) == ("us", "https://fenwick.example/about/us/")


def test_a_meeting_tells_its_facts_decisions_agenda_and_papers(site: SmallSite) -> None:
    site.item(
        "meetings/december.md",
        venue=PLACE,
        online="https://meet.example/fenwick",
        agenda="[{title: Bins, lead: Ann, time: '13:30', purpose: to decide}, {title: Close}]",
        decisions="[We buy bins.]",
        documents=PAPERS,
    )
    document = told(site, "meetings/december.md")
    assert whole_text(document).splitlines()[2:] == [
        "Who meets",
        "Full council",
        "When",
        "Wednesday 2 December 2026",
        "1pm to 3pm",
        "Where",
        "Fenwick Library",
        "1 High Street",
        "See Fenwick Library on a map (OpenStreetMap)",
        "Getting in: A ramp.",
        "Online",
        "Take part online",
        "Words.",
        "What was decided",
        "We buy bins.",
        "Agenda",
        "1:30pm Bins",
        "Ann, To decide",
        "Close",
        "Papers",
        "Minutes (CSV)",
    ]
    addresses = [run.address for line in document.lines() for run in line if run.address]
    assert addresses[-1] == "https://fenwick.example/files/meetings/minutes.csv"


@pytest.mark.parametrize(
    ("repeats", "said"),
    [
        ("{every: week}", ["Every week"]),
        ("{every: fortnight, until: 2027-03-30}", ["Every two weeks until 30 March 2027"]),
        ("{every: month, on: weekday}", ["On the first Tuesday of every month"]),
        (
            "{every: week, cancelled: [2026-12-08, 2026-12-15]}",
            [
                "Every week",
                "Cancelled",
                "Tuesday 8 December 2026",
                "Tuesday 15 December 2026",
            ],
        ),
    ],
)
def test_an_event_tells_its_rule_and_not_its_next_date(
    site: SmallSite, repeats: str, said: list[str]
) -> None:
    site.item("events/booth.md", repeats=repeats, cost="Free", heard="12", series="Booth")
    assert lines_of(site, "events/booth.md")[2:] == [
        *("Series", "Booth", "First date", "Tuesday 1 December 2026", "10am to midday"),
        *("Repeats", *said, "Cost", "Free", "Heard", "We heard 12 people.", "Words."),
    ]
    later = told(site, "events/booth.md", date(2027, 2, 1))
    assert later == told(site, "events/booth.md")


def test_a_last_weekday_of_the_month_is_said_so(site: SmallSite) -> None:
    site.item(
        "events/booth.md",
        start="2026-12-29 10:00",
        end="2026-12-29 11:00",
        repeats="{every: month, on: weekday}",
    )
    assert "On the last Tuesday of every month" in lines_of(site, "events/booth.md")


@pytest.mark.parametrize(
    ("booking", "address"),
    [
        ("../pages/about.md#history", "https://fenwick.example/about/#history"),
        ("/news/", "https://fenwick.example/news/"),
        ("tel:01164960000", "tel:01164960000"),
        ("https://other.example/a.md", "https://other.example/a.md"),
    ],
)
def test_links_of_fields_are_whole(site: SmallSite, booking: str, address: str) -> None:
    site.item("news/roads.md")
    site.item("events/booth.md", booking=booking)
    document = told(site, "events/booth.md")
    links = [run.address for line in document.lines() for run in line if run.address]
    assert links == [address]


def test_what_is_cancelled_offers_no_place(site: SmallSite) -> None:
    site.item(
        "events/booth.md",
        cancelled="true",
        cancelled_because="Snow.",
        booking="tel:01164960000",
    )
    text = whole_text(told(site, "events/booth.md"))
    assert "This is cancelled. Snow." in text
    assert "Book a place" not in text


def test_feedback_tells_what_was_said_and_done(site: SmallSite) -> None:
    site.item("events/booth.md", title="Booth at the market")
    site.item("feedback/bins.md", heard_at="[../events/booth.md]", heard="Bins & more.")
    assert lines_of(site, "feedback/bins.md")[2:] == [
        "Done",
        "Published: 1 November 2026",
        "You said",
        "Bins & more.",
        "Heard from 12 people: drivers",
        "Where we heard it: Booth at the market",
        "We did",
        "We mended it.",
        "Words.",
    ]


def test_a_story_tells_who_told_it_and_that_it_rests_on_consent(site: SmallSite) -> None:
    site.write("stories/talk.vtt", CAPTIONS)
    site.item(
        "stories/ann.md",
        consent="{reference: P, given: 2026-01-05, uses: [website], known_as: Margaret}",
        told_at="the library",
        what_changed="A ramp was built.",
    )
    document = told(site, "stories/ann.md")
    assert whole_text(document).splitlines()[2:] == [
        "Told by Margaret",
        "Told at the library",
        "Published: 1 November 2026",
        "Words.",
        "What changed",
        "A ramp was built.",
        (
            "This story is published with the consent of the person who told it. They can take"
            " that consent back at any time, and then we take the story away. They asked us not to"
            " share it on social media."
        ),
    ]
    assert document.author == "Margaret"


def test_a_person_comes_with_role_and_work_before_the_summary(site: SmallSite) -> None:
    site.picture("people/ann.jpg")
    site.item(
        "people/ann.md",
        title="Ann",
        image="{file: ann.jpg, alt: Ann smiles.}",
        profession="GP",
        practice="Fenwick Surgery",
        leads="[Bins, Roads]",
    )
    assert lines_of(site, "people/ann.md") == [
        *("Ann", "Ann smiles.", "Chair", "Profession", "GP", "Works at", "Fenwick Surgery"),
        *("Leads on", "Bins, Roads", "The roads are open.", "Words."),
    ]


def test_a_page_tells_a_request_and_its_documents(site: SmallSite) -> None:
    site.write("pages/minutes.csv", "a,b\n1,2\n")
    request = "{reference: F-1, received: 2026-10-01, answered: 2026-10-20, outcome: not held}"
    site.item("pages/foi.md", request=request, documents=PAPERS)
    assert lines_of(site, "pages/foi.md")[2:] == [
        *("Reference", "F-1", "Received", "1 October 2026", "Answered", "20 October 2026"),
        *("Outcome", "We do not hold the information", "Words.", "Documents", "Minutes (CSV)"),
    ]


def test_the_first_page_of_a_section_lists_what_is_under_it(site: SmallSite) -> None:
    site.item("pages/foi/index.md", title="Freedom of Information")
    site.item("pages/foi/how.md", title="How to ask", summary="It is free.")
    site.item("pages/foi/deep/index.md", title="Deep")
    site.item("pages/foi/deep/er.md", title="Deeper")
    request = "{{reference: F-{0}, received: 2026-10-01, answered: 2026-10-{0}, outcome: refused}}"
    for day in (20, 21):
        title = f"Request {day}"
        site.item(f"pages/foi/2026/r{day}.md", title=title, request=request.format(day))
    document = told(site, "pages/foi/index.md")
    assert whole_text(document).splitlines()[2:] == [
        *("Words.", "In this section", "Deep", "The roads are open.", "How to ask", "It is free."),
        *("Answered requests", "Request 21", "F-21", "Answered 21 October 2026", "Refused"),
        *("Request 20", "F-20", "Answered 20 October 2026", "Refused"),
    ]
    links = {run.text: run.address for line in document.lines() for run in line if run.address}
    assert links["Request 20"] == "https://fenwick.example/foi/2026/r20/"
    assert "In this section" not in lines_of(site, "pages/foi/how.md")


def test_the_contact_page_tells_how_to_reach_the_organisation(site: SmallSite) -> None:
    yaml = (site.root / "site.yaml").read_text("utf-8")
    more = "contact:\n  phone: 0116 496 0123\n  text_relay: 18001 0116 496 0123\n  hours: All day\n"
    site.write("site.yaml", yaml.replace("contact:\n", more) + "contact_page: pages/about.md\n")
    document = told(site, "pages/about.md")
    assert whole_text(document).splitlines()[2:] == [
        *("Telephone", "0116\u00a0496\u00a00123", "All day"),
        *("Relay UK", "18001\u00a00116\u00a0496\u00a00123"),
        *("Email", "hello@fenwick.example", "Post", "Town Hall", "Fenwick"),
        *("When you hear from us", "We reply within 3 working days.", "History", "Old."),
    ]
    number = next(run for line in document.lines() for run in line if run.address)
    assert number.address == "tel:01164960123"


def test_a_campaign_has_its_plan_as_a_table(site: SmallSite) -> None:
    site.item(
        "campaigns/flu.md",
        channels="[Media, Website]",
        plan="[{date: 2026-11-16, channels: {Website: A banner}}]",
        progress="[{area: Jabs, work: Clinics, rating: amber, progress: Half}]",
    )
    site.item("news/roads.md", campaign="../campaigns/flu.md")
    document = told(site, "campaigns/flu.md")
    plan, progress = (block for block in document.blocks if isinstance(block, Table))
    assert [words_of(cell) for cell in plan.rows[0]] == ["16 November 2026", "", "A banner"]
    assert [words_of(cell) for cell in progress.rows[0]][2] == "Amber: at risk"
    text = whole_text(document)
    assert "16 November 2026 to 22 November 2026" in text
    assert "News of this campaign\nRoads open 1 November 2026" in text


def test_a_transcript_names_each_speaker_once_a_turn(site: SmallSite) -> None:
    site.write("stories/talk.vtt", CAPTIONS)
    (site.root / "stories/talk.mp3").write_bytes(_sound())
    site.item("stories/ann.md", recording="{file: talk.mp3, transcript: talk.vtt}")
    document = told(site, "stories/ann.md")
    at = next(n for n, b in enumerate(document.blocks) if isinstance(b, Heading))
    assert document.blocks[at:] == (
        Heading(2, words_in("Transcript"), "app-transcript"),
        Paragraph((Run(text="Ann:", strong=True), Run(text=" Welcome to Fenwick. It is open."))),
        Paragraph((Run(text="Bob:", strong=True), Run(text=" Ring 0116\u00a0496\u00a00123."))),
    )


def test_a_long_turn_is_parted_where_a_sentence_ends() -> None:
    cues = [Cue(n, n + 1, "Ann", f"{'word ' * 30}and{'.' if n % 2 else ','}") for n in range(8)]
    told = [words_of(paragraph.words) for paragraph in paragraphs_of(cues)]
    assert [text[:5] for text in told] == ["Ann: ", "word "]
    assert all(text.endswith("and.") for text in told)
    assert " ".join(told).count("word") == 240


def _sound() -> bytes:
    """Return a recording of the demonstration."""
    return min((PROJECT / "content" / "stories").glob("*.mp3")).read_bytes()


def test_a_translation_says_who_made_it_and_that_it_is_older(site: SmallSite) -> None:
    site.item("news/roads.md", updated="2026-11-10", contact="Press desk")
    site.item(
        "news/roads.pl.md",
        lang="pl",
        translation_of="roads.md",
        translator="{name: Example Translations, translated: 2026-11-02}",
    )
    document = told(site, "news/roads.pl.md")
    text = whole_text(document)
    assert "1 listopada 2026" in text
    assert "Example Translations" in text
    older = next(run for line in document.lines() for run in line if run.address)
    assert older.address == "https://fenwick.example/news/roads/"
    desk = next(run for line in document.lines() for run in line if run.text == "Press desk")
    assert desk.language == "en-GB"
    assert (document.language, document.direction) == ("pl", "ltr")
    assert document.name == "roads"
    assert document.address == "https://fenwick.example/pl/news/roads/"


def test_words_that_a_language_lacks_are_marked_as_english(site: SmallSite) -> None:
    site.item("events/booth.md")
    site.item(
        "events/booth.so.md",
        lang="so",
        translation_of="booth.md",
        translator="{name: A, translated: 2026-11-20}",
    )
    site.write(
        "site.yaml",
        (site.root / "site.yaml")
        .read_text("utf-8")
        .replace("languages:", "languages:\n  - {code: so, name: Soomaali, english: Somali}"),
    )
    document = told(site, "events/booth.so.md")
    when = next(run for line in document.lines() for run in line if run.text == "When")
    assert when.language == "en-GB"
    assert document.labels.language == "en-GB"


def test_a_link_to_what_is_no_heading_here_leads_to_the_page(site: SmallSite) -> None:
    site.item("news/roads.md", body="[a](#where) [b](#inside)\n\n## Where\n\n> ## Inside\n")
    document = told(site, "news/roads.md")
    addresses = [run.address for line in document.lines() for run in line if run.address]
    assert addresses == ["#where", "https://fenwick.example/news/roads/#inside"]


def test_an_anchor_of_ours_gives_way_to_the_bodys(site: SmallSite) -> None:
    site.item("news/roads.md", body="## App journalists\n", contact="Press desk")
    anchors = [heading.anchor for heading in told(site, "news/roads.md").headings()]
    assert anchors == ["app-journalists", "app-journalists-2"]


def test_a_person_who_reads_it_is_known(site: SmallSite) -> None:
    (site.root / "news/read.mp3").write_bytes(_sound())
    site.item("news/roads.md", read_aloud="{file: read.mp3, reader: Ann}")
    reading = told(site, "news/roads.md").read_aloud
    assert reading is not None
    assert (reading.recording, reading.captions, reading.reader) == ("news/read.mp3", None, "Ann")


def test_the_demonstration_is_told_whole() -> None:
    items = [item for item in demo()[0].items if not isinstance(item, Show)]
    assert [place for item in items for place in _untold(item)] == []


def _untold(item: Item) -> Iterator[tuple[str, object]]:
    """Yield the places of an item whose words its document lacks."""
    publication, doors = demo()
    text = _plain(whole_text(demo_document(item)))
    body = blocks_of(publication.linked(item.body.html, doors.site_url), doors.file_url)
    said = _plain(" ".join(words_of(line) for b in body.blocks for line in b.lines()))
    if said not in text:
        yield item.path, "body"
    for place, field in texts_in(item.model_dump(exclude=_not_said())):
        if _plain(field) not in text:
            yield item.path, place


def test_headings_skip_no_level_and_anchors_stand_once() -> None:
    for item in demo()[0].items:
        headings = tuple(demo_document(item).headings())
        levels = [1, *(heading.level for heading in headings)]
        assert all(after <= before + 1 for before, after in pairwise(levels)), item.path
        assert len({heading.anchor for heading in headings}) == len(headings), item.path


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _not_said() -> set[str]:
    """Return the fields that are no words of the page's article, or are said another way."""
    return {
        *("lang", "translation_of", "status", "slug", "redirect_from", "related", "topics"),
        *("places", "campaign", "consent", "recording", "video", "bsl", "read_aloud", "episode"),
        *("renditions", "artwork", "soundbites", "links", "discussions", "licence", "location"),
        *("guid", "type", "banner", "channels", "heard_at", "online", "booking", "repeats"),
        *("agenda", "documents", "venue", "image", "people", "chapters", "time", "state"),
        *("request", "progress", "plan", "leads", "group", "series", "translator", "topic"),
    }


def test_a_picture_that_decorates_has_no_words(site: SmallSite) -> None:
    site.item("news/roads.md", image="{file: clinic.jpg, decorative: true}")
    figure = next(b for b in told(site, "news/roads.md").blocks if isinstance(b, Figure))
    assert figure == Figure("news/clinic.jpg", "")
    assert not list(figure.lines())


def test_facts_and_lists_never_are_empty() -> None:
    for item in demo()[0].items:
        for block in demo_document(item).blocks:
            if isinstance(block, Facts | ListOf):
                assert block.entries


def test_a_level_that_a_quotation_took_away_is_not_skipped(site: SmallSite) -> None:
    site.item("news/roads.md", body="## A\n\n> ### B\n\n#### C\n")
    headings = [(h.level, words_of(h.words)) for h in told(site, "news/roads.md").headings()]
    assert headings == [(2, "A"), (3, "C")]
