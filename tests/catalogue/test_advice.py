"""Advice: what could be better, told by file and line, and never in the way."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from plugins.catalogue.advice import advice
from plugins.catalogue.plain_words import long_words, paragraphs, reading_age, syllables_of
from tests.catalogue.golden import whole_site
from tests.small_site import SITE, TODAY, SmallSite

CONSENT = "{reference: PS-1, given: 2026-01-05, uses: [website, audio]}"
LONG = "Come to the town hall on Monday and bring " + "your letter and " * 6 + "your coat.\n"
HARD = (
    "The commissioning organisation's multidisciplinary governance arrangements necessitate"
    " comprehensive stakeholder participation. Collaborative prioritisation methodologies"
    " facilitate sustainability and transformation.\n\n"
) * 8
EASY = "We open at nine. Come in and sit down. We will help you. Bring your coat.\n\n" * 10


def told(site: SmallSite, as_of: date = TODAY) -> list[str]:
    """Return each piece of advice as an editor reads it, without the remedy."""
    return [f"{a.path}:{a.line}: {a.fault}" for a in advice(site.load(), as_of)]


def test_a_good_site_gets_no_advice(small_site: SmallSite) -> None:
    small_site.item("news/a.md", body="See [the council](../pages/about.md).\n")
    assert told(small_site) == []


def test_each_piece_of_advice_has_a_remedy_in_plain_words(every_kind: SmallSite) -> None:
    found = advice(every_kind.load(), TODAY)
    assert len(found) > 3
    for one in found:
        assert one.fault.endswith((".", '"'))
        assert one.remedy.endswith(".")
        assert str(one) == f"{one.path}:{one.line}: {one.fault}\n    {one.remedy}"


def test_a_review_that_is_due_is_told_the_day_after(small_site: SmallSite) -> None:
    small_site.item("news/a.md", review="2026-11-20")
    assert told(small_site, date(2026, 11, 20)) == []
    assert told(small_site, date(2026, 11, 21)) == [
        "news/a.md:5: it should have been read again by 2026-11-20."
    ]


def test_a_page_that_nobody_looked_at_for_a_year_is_told(small_site: SmallSite) -> None:
    small_site.item("pages/old.md", date="2025-01-05")
    small_site.item("pages/read.md", date="2025-01-05", reviewed="2026-01-05")
    small_site.item("pages/new.md", date="2025-01-05", updated="2026-01-05")
    small_site.item("pages/due.md", date="2025-01-05", review="2027-01-05")
    small_site.item("news/old.md", date="2025-01-05")
    request = "{reference: F1, received: 2025-01-01, answered: 2025-01-05, outcome: all given}"
    small_site.item("pages/answer.md", date="2025-01-05", request=request)
    assert told(small_site) == [
        "pages/old.md:2: nobody has said since 2025-01-05 that it is still true."
    ]


def test_a_long_sentence_is_told_in_its_own_words(small_site: SmallSite) -> None:
    small_site.item("news/a.md", body=f"Short words.\n\n- A list.\n- {LONG}")
    assert told(small_site) == [
        (
            'news/a.md:9: this sentence has 29 words: "Come to the town hall on Monday and bring'
            ' your letter and your letter and your letter and your..."'
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"> {LONG}",
        f"    {LONG}",
        f"| {LONG.strip()} |\n| --- |\n| {LONG.strip()} |\n",
        f"## {LONG}",
        "- one two three four five six seven\n" * 4,
        "Ask Dr. Smith or Mrs. Jones at 9 a.m. on Monday, e.g. in Oadby or in Wigston town.\n",
        (
            "[one two three four five six seven](https://a.example/one-two/three?four=five) "
            "![eight nine ten eleven twelve thirteen](clinic.jpg) "
            "one two three four five six seven eight nine ten eleven.\n"
        ),
    ],
)
def test_what_is_no_sentence_of_ours_is_not_counted(small_site: SmallSite, body: str) -> None:
    small_site.picture("news/clinic.jpg", (1200, 800))
    small_site.item("news/a.md", body=body)
    assert [one for one in told(small_site) if "sentence" in one] == []


def test_a_patients_words_and_other_languages_are_left_as_they_are(small_site: SmallSite) -> None:
    small_site.item("stories/a.md", body=LONG + HARD)
    small_site.item("news/a.md")
    small_site.item("news/a.pl.md", lang="pl", translation_of="a.md", body=LONG + HARD)
    assert told(small_site) == []


def test_a_paragraph_of_many_sentences_is_told(small_site: SmallSite) -> None:
    small_site.item("news/a.md", body="A b. " * 5 + "\n\n" + "A b. " * 6 + "\n")
    assert told(small_site) == ["news/a.md:8: this paragraph has 6 sentences."]


def test_hard_words_are_told_with_the_age_of_their_reader(small_site: SmallSite) -> None:
    small_site.item("news/easy.md", body=EASY)
    small_site.item("news/hard.md", body=HARD)
    small_site.item("news/short.md", body="\n\n".join(HARD.split("\n\n")[:3]))
    (one,) = advice(small_site.load(), TODAY)
    assert (one.path, one.line) == ("news/hard.md", 6)
    assert one.fault.startswith("the words suit a reader of about ")
    assert "collaborative" in one.remedy


@pytest.mark.parametrize("words", ["Click here", "here", "Read more", "more", "THIS PAGE."])
def test_a_link_that_says_nothing_is_told(small_site: SmallSite, words: str) -> None:
    small_site.item("news/a.md", body=f"Words.\n\n[{words}](../pages/about.md)\n")
    assert told(small_site) == [f'news/a.md:8: the link "{words}" says nothing.']


def test_an_address_as_the_words_of_a_link_is_told(small_site: SmallSite) -> None:
    small_site.item("news/a.md", body="<https://nhs.example/flu>\n")
    assert told(small_site) == [
        'news/a.md:6: the words of the link are an address: "https://nhs.example/flu".'
    ]


def test_a_bold_line_instead_of_a_heading_is_told(small_site: SmallSite) -> None:
    small_site.item("news/a.md", body="Words.\n\n**Who can come**\n\nAll.\n\n__When__:\n\nNow.\n")
    (one, two) = advice(small_site.load(), TODAY)
    assert f"{one.path}:{one.line}" == "news/a.md:8"
    assert one.fault == 'a bold line stands where a heading should: "Who can come".'
    assert "## Who can come" in one.remedy
    assert two.line == 12


@pytest.mark.parametrize(
    "text",
    [
        "**Ring 999 if somebody cannot breathe.**\n\nWords.",
        "**Ring us** before you come.\n\nWords.",
        "- **One**\n\nWords.",
        "Words.\n\n**The end**",
        "Words\n**in bold**\n\nWords.",
        "**One** and **two**\n\nWords.",
    ],
)
def test_bold_words_that_are_no_heading_are_left_alone(small_site: SmallSite, text: str) -> None:
    small_site.item("news/a.md", body=f"{text}\n")
    assert told(small_site) == []


@pytest.mark.parametrize(
    ("alt", "fault"),
    [
        ("A nurse sits at a desk. " * 7, "the words for a picture have 167 characters."),
        ("Picture of a nurse", 'the words for a picture begin with "Picture of".'),
        ("IMG_1234", 'the words for a picture are the name of a file: "IMG_1234".'),
        ("clinic.jpg", 'the words for a picture are the name of a file: "clinic.jpg".'),
    ],
)
def test_poor_words_for_a_picture_are_told(small_site: SmallSite, alt: str, fault: str) -> None:
    small_site.picture("news/clinic.jpg", (1200, 800))
    small_site.item("news/a.md", body=f"![{alt}](clinic.jpg)\n")
    small_site.item("news/b.md", image=f"{{file: clinic.jpg, alt: {alt.strip()}}}")
    assert told(small_site) == [f"news/a.md:6: {fault}", f"news/b.md:5: {fault}"]


def test_pictures_of_a_wrong_size_are_told_once(small_site: SmallSite) -> None:
    small_site.picture("news/small.png", (1199, 10))
    small_site.picture("news/fits.png", (1200, 10))
    small_site.picture("news/wide.png", (4001, 10))
    small_site.write("news/heavy.jpg", "x" * 2_100_000)
    for name in ("small.png", "fits.png", "wide.png", "heavy.jpg"):
        small_site.item(f"news/{name[:4]}.md", image=f"{{file: {name}, alt: A road.}}")
    small_site.item("news/twice.md", image="{file: wide.png, alt: A road.}")
    assert told(small_site) == [
        'news/heav.md:5: the picture "heavy.jpg" is a file of 2.1 MB.',
        'news/smal.md:5: the picture "small.png" is only 1,199 pixels wide.',
        'news/twice.md:5: the picture "wide.png" is 4,001 pixels wide.',
    ]


def test_a_portrait_may_be_smaller_and_so_may_a_picture_in_the_text(
    small_site: SmallSite,
) -> None:
    small_site.picture("people/a.png", (600, 600))
    small_site.item("people/a.md", image="{file: a.png, alt: Asha Example.}")
    small_site.item("news/a.md", body="![Asha Example](../people/a.png)\n")
    assert told(small_site) == []


def test_a_file_that_nothing_names_is_told(every_kind: SmallSite) -> None:
    every_kind.write("news/plan.docx", "x")
    every_kind.item("news/paper.md", body="[The minutes](../meetings/minutes.pdf)\n")
    every_kind.picture("card.png", (1200, 630))
    every_kind.write("site.yaml", SITE + "brand: {card: card.png}\n")
    unused = [one for one in told(every_kind) if "no item uses this file" in one]
    assert unused == [
        f"{file}:1: no item uses this file, so that it is not published."
        for file in (
            "news/Waiting-room.JPG",
            "news/clinic.jpg",
            "news/plan.docx",
            "people/talk.mp3",
            "people/talk.vtt",
            "stories/talk.mp3",
            "stories/talk.vtt",
        )
    ]


def test_a_link_to_what_is_not_shown_is_told_where_readers_miss_it(small_site: SmallSite) -> None:
    small_site.item("news/later.md", date="2026-12-01")
    small_site.item("news/a.md", related="[later.md]", body="[Later](later.md#who)\n\n## Who\n")
    small_site.write("news/later.md", (small_site.root / "news/later.md").read_text() + "## Who\n")
    small_site.item("news/draft.md", status="draft", body="[Later](later.md)\n")
    small_site.write(
        "notices/n.md",
        "---\ntitle: A\ntext: B\nlevel: warning\nfrom: 2026-11-01\nlink: ../news/later.md\n"
        "link_text: Later\n---\n",
    )
    assert told(small_site) == [
        (
            'news/a.md:5: "news/later.md" is not shown on 2026-11-21, so that nothing leads to it'
            " from here."
        ),
        (
            'news/a.md:7: "news/later.md" is not shown on 2026-11-21, so that nothing leads to it'
            " from here."
        ),
        'notices/n.md:6: the notice leads to "news/later.md", which is not shown on 2026-11-21.',
    ]
    assert told(small_site, date(2026, 12, 1)) == []


@pytest.mark.parametrize(
    ("consent", "fault"),
    [
        (
            "{reference: PS-1, given: 2026-01-05, uses: [website], until: 2026-11-20}",
            'the consent to "stories/a.md" has ended.',
        ),
        (
            "{reference: PS-1, given: 2026-01-05, uses: [website], withdrawn: 2026-11-21}",
            'the consent to "stories/a.md" has ended.',
        ),
        (
            "{reference: PS-1, given: 2026-01-05, uses: [print]}",
            'the consent to "stories/a.md" is not for the website.',
        ),
    ],
)
def test_a_link_to_a_story_that_consent_hides_is_to_be_taken_out(
    small_site: SmallSite, consent: str, fault: str
) -> None:
    small_site.item("stories/a.md", consent=consent, title="A secret title")
    small_site.item("news/a.md", related="[../stories/a.md]", body="[A](../stories/a.md)\n")
    small_site.write(
        "notices/n.md",
        "---\ntitle: A\ntext: B\nlevel: warning\nfrom: 2026-11-01\nlink: ../stories/a.md\n"
        "link_text: A story\n---\n",
    )
    found = advice(small_site.load(), TODAY)
    where = [("news/a.md", 5), ("news/a.md", 7), ("notices/n.md", 6)]
    assert [(one.path, one.line, one.fault) for one in found] == [
        (path, line, fault) for path, line in where
    ]
    assert {one.remedy for one in found} == {"Take the link, and the words about it, out."}


def test_a_link_to_a_story_whose_form_is_not_signed_waits(small_site: SmallSite) -> None:
    consent = "{reference: PS-1, given: 2026-11-22, uses: [website]}"
    small_site.item("stories/a.md", consent=consent, status="draft")
    small_site.item("news/a.md", body="[A](../stories/a.md)\n")
    (one,) = advice(small_site.load(), TODAY)
    assert one.fault == 'the consent to "stories/a.md" is not given before 2026-11-22.'
    assert "Publish" not in one.remedy


def test_a_consent_that_is_taken_back_on_a_later_day_is_told(small_site: SmallSite) -> None:
    withdrawn = CONSENT.replace("}", ", withdrawn: 2027-01-08}")
    small_site.item("stories/a.md", consent=withdrawn)
    small_site.item("stories/a.pl.md", lang="pl", translation_of="a.md")
    small_site.item("stories/draft.md", consent=withdrawn, status="draft")
    assert told(small_site) == [
        (
            "stories/a.md:5: the consent is taken back only on 2027-01-08: the story stays public"
            " until then."
        )
    ]
    assert told(small_site, date(2027, 1, 8)) == []


def test_a_consent_of_a_later_day_is_told(small_site: SmallSite) -> None:
    later = CONSENT.replace("2026-01-05", "2026-12-05")
    small_site.item("stories/a.md", consent=later)
    small_site.item("stories/draft.md", consent=later, status="draft")
    assert told(small_site) == [
        (
            "stories/a.md:5: the consent is given only on 2026-12-05: nobody sees the story until"
            " then."
        )
    ]
    assert told(small_site, date(2026, 12, 5)) == []


def test_the_name_of_a_teller_as_an_address_is_told(small_site: SmallSite) -> None:
    consent = CONSENT.replace("}", ", known_as: Mary Ann}")
    small_site.item("stories/mary-ann.md", consent=consent)
    small_site.item("stories/b.md", slug="mary-ann-b", consent=consent)
    small_site.item("stories/c.md", consent=consent)
    fault = "its address is the name in known_as, and an address stays when a story goes."
    assert told(small_site) == [f"stories/mary-ann.md:1: {fault}"]
    small_site.item("stories/mary-ann.md", slug="my-knee", consent=consent)
    assert told(small_site) == []


def test_a_day_more_than_a_year_ahead_is_told(small_site: SmallSite) -> None:
    small_site.item("news/typo.md", date="2062-11-20")
    small_site.item("news/later.md", publish_from="2028-01-01")
    small_site.item("news/in-a-year.md", date="2027-11-21")
    notice = "---\ntitle: A\ntext: B\nlevel: warning\nfrom: 2062-11-01\n---\n"
    small_site.write("notices/n.md", notice)
    assert told(small_site) == [
        "news/later.md:5: it is not shown before 2028-01-01; is the year right?",
        "news/typo.md:4: it is not shown before 2062-11-20; is the year right?",
        "notices/n.md:5: it is not shown before 2062-11-01; is the year right?",
    ]


def test_a_translation_older_than_its_original_is_told(small_site: SmallSite) -> None:
    small_site.item("news/a.md", updated="2026-11-10")
    translator = "{name: A. Translator, translated: 2026-11-09}"
    small_site.item("news/a.ur.md", lang="ur", translation_of="a.md", translator=translator)
    assert told(small_site) == [
        "news/a.ur.md:6: the original was changed on 2026-11-10, after this was translated."
    ]
    again = "{name: A. Translator, translated: 2026-11-10}"
    small_site.item("news/a.ur.md", lang="ur", translation_of="a.md", translator=again)
    assert told(small_site) == []


def test_words_that_a_translation_does_not_give_are_told(small_site: SmallSite) -> None:
    small_site.picture("people/a.png", (600, 600))
    small_site.item("people/a.md", image="{file: a.png, alt: A road.}", leads="[Roads]")
    small_site.item("people/a.ur.md", lang="ur", translation_of="a.md", leads="[سڑکیں]")
    (one,) = advice(small_site.load(), TODAY)
    assert one.fault == "these fields still have the words of the original: image, role."
    assert one.remedy == "Write them here too, in Urdu."


def test_a_title_that_was_not_translated_is_told_but_a_name_is_not(small_site: SmallSite) -> None:
    small_site.item("people/a.md", title="Asha Example")
    small_site.item("news/a.md")
    own = {"lang": "ur", "translation_of": "a.md"}
    small_site.item("people/a.ur.md", title="Asha Example", role="سڑکیں", **own)
    small_site.item("news/a.ur.md", title="Roads open", **own)
    assert told(small_site) == ["news/a.ur.md:2: title is still that of the original."]


def test_an_event_without_a_place_is_told(small_site: SmallSite) -> None:
    small_site.item("events/a.md")
    small_site.item("events/b.md", online="https://meet.example/b")
    small_site.item("events/c.md", cancelled="true")
    assert told(small_site) == ["events/a.md:2: it does not say where it is."]


def test_a_reason_without_a_cancellation_is_told(small_site: SmallSite) -> None:
    small_site.item(
        "events/a.md", online="https://meet.example/b", cancelled_because="The hall is closed."
    )
    assert told(small_site) == [
        "events/a.md:8: cancelled_because is given, but it is not cancelled."
    ]


def test_a_transcript_without_words_is_told(small_site: SmallSite) -> None:
    small_site.write("people/a.mp3", "sound")
    small_site.write("people/a.vtt", "WEBVTT\n\n1\n00:00.000 --> 00:01.000\n\n")
    small_site.item("people/a.md", video="{file: a.mp3, transcript: a.vtt}")
    assert told(small_site) == ["people/a.vtt:1: a transcript has no words."]


def test_an_item_that_is_never_shown_is_told(small_site: SmallSite) -> None:
    small_site.item("news/a.md", publish_from="2026-12-01", expires="2026-11-30")
    assert told(small_site) == [
        "news/a.md:6: it is never shown: it begins on 2026-12-01 and expires before."
    ]


def test_words_after_a_hashtag_in_a_field_are_missed(small_site: SmallSite) -> None:
    small_site.item(
        "news/a.md",
        title="Join #FluFighters on Monday",
        contact="The press desk # not Jo",
        summary='"All about #FluFighters"',
        topics="[Roads] #Roads",
    )
    assert told(small_site) == [
        'news/a.md:2: "#FluFighters" and what follows it are not published.'
    ]


def test_curly_marks_around_a_title_are_told_unless_a_patient_speaks(
    small_site: SmallSite,
) -> None:
    small_site.item("news/a.md", title="“Roads open”", summary="Roads and “roads”")
    small_site.item("news/b.md", title="“Roads” are not “streets”", summary="“The roads.”")
    small_site.item("stories/a.md", title="“Nobody listened”")
    assert told(small_site) == [
        "news/a.md:2: the curly quotation marks around title are shown to readers.",
        "news/b.md:3: the curly quotation marks around summary are shown to readers.",
    ]


def test_an_item_that_is_over_is_left_alone(small_site: SmallSite) -> None:
    small_site.item("news/a.md", expires="2026-11-20", body=LONG)
    assert told(small_site) == []
    assert len(told(small_site, date(2026, 11, 20))) == 1


def test_a_hundred_items_are_looked_at_in_under_a_second(tmp_path: Path) -> None:
    site = whole_site(tmp_path / "content")
    site.picture("news/photo.png", (1300, 800))
    for number in range(100):
        image = "{file: photo.png, alt: A road.}"
        site.item(f"news/item-{number}.md", image=image, body=EASY + HARD)
    catalogue = site.load()
    began = time.perf_counter()
    assert len(advice(catalogue, TODAY)) > 100
    assert time.perf_counter() - began < 1


def test_a_short_form_ends_no_sentence() -> None:
    text = "Ask Dr. Smith at 9 a.m. Monday. Or ring Mrs. Jones (e.g. At noon).\n"
    ((first, second),) = paragraphs(text, 1)
    assert first.text == "Ask Dr. Smith at 9 a.m. Monday."
    assert second.words == 7


def test_sentences_have_the_line_on_which_they_begin() -> None:
    text = "One\ntwo. Three *four*\nfive. Six.\n\n1. Seven.\n2. Eight\n   nine.\n"
    found = [(s.text, s.line) for one in paragraphs(text, 10) for s in one]
    assert found == [
        ("One two.", 10),
        ("Three four five.", 11),
        ("Six.", 12),
        ("Seven.", 14),
        ("Eight nine.", 15),
    ]


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("nurse", 1),
        ("smile", 1),
        ("walked", 1),
        ("times", 1),
        ("table", 2),
        ("needed", 2),
        ("boxes", 2),
        ("doctor's", 2),
        ("appointment", 3),
        ("vaccination", 4),
        ("NHS", 1),
    ],
)
def test_syllables_are_counted_as_they_are_said(word: str, syllables: int) -> None:
    assert syllables_of(word) == syllables


def test_reading_ages_are_in_the_order_of_how_hard_texts_are() -> None:
    easy, hard = ([s for one in paragraphs(t, 1) for s in one] for t in (EASY, HARD))
    assert reading_age(easy) < 9
    assert reading_age(hard) > 20
    assert long_words(hard, 2) == ["arrangements", "collaborative"]
    assert reading_age([]) == 0
