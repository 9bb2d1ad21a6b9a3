"""What each kind of item says beside its body."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.alternative_formats.document import Block, Facts, Quotation
from plugins.alternative_formats.document_campaign import plan_and_progress
from plugins.alternative_formats.document_contact import contact_facts
from plugins.alternative_formats.document_dates import known_as
from plugins.alternative_formats.document_occasion import meeting_more, occasion_facts
from plugins.alternative_formats.document_papers import papers
from plugins.alternative_formats.document_recording import chapters, speakers
from plugins.alternative_formats.document_section import pages_under
from plugins.alternative_formats.document_telling import Telling, heading, paragraph
from plugins.catalogue.kinds import (
    Campaign,
    Episode,
    Feedback,
    Meeting,
    NewsItem,
    Occasion,
    Page,
    PatientStory,
    Person,
)
from plugins.catalogue.labels import OUTCOMES


def facts(telling: Telling) -> Iterator[Block]:
    """Yield what stands between the summary and the body."""
    item = telling.item
    if isinstance(item, Occasion):
        yield from occasion_facts(item, telling)
    elif isinstance(item, Feedback):
        yield from _said_and_done(item, telling)
    elif isinstance(item, Page):
        if telling.original.path == telling.publication.site.contact_page:
            yield contact_facts(telling)
        yield from _request(item, telling)
    elif isinstance(item, Episode):
        yield from _show(item, telling)


def more(telling: Telling) -> Iterator[Block]:
    """Yield what stands after the body."""
    item = telling.item
    if isinstance(item, NewsItem):
        yield from _news_more(item, telling)
    elif isinstance(item, PatientStory):
        yield from _story_more(item, telling)
    elif isinstance(item, Episode):
        yield from speakers(item, telling)
        yield from chapters(item, telling)
    elif isinstance(item, Meeting):
        yield from meeting_more(item, telling)
    elif isinstance(item, Page):
        yield from _measured(telling)
        yield from papers(item.documents, "Documents", "app-documents", telling)
        yield from pages_under(item, telling)
    elif isinstance(item, Campaign):
        yield from plan_and_progress(item, telling)


def over_summary(telling: Telling) -> Iterator[Block]:
    """Yield what stands over the summary: a person's role and work."""
    item, term = telling.item, telling.tongue.term
    if not isinstance(item, Person):
        return
    yield paragraph(telling.own("role", item.role))
    told = (
        ("profession", "Profession", item.profession),
        ("practice", "Works at", item.practice),
        ("leads", "Leads on", ", ".join(item.leads)),
    )
    entries = [
        (term(name), (paragraph(telling.own(field, said)),)) for field, name, said in told if said
    ]
    if entries:
        yield Facts(tuple(entries))


def _show(item: Episode, telling: Telling) -> Iterator[Block]:
    if show := telling.publication.show(item):
        shown = paragraph(telling.link(show.title, show))
        yield Facts(((telling.tongue.term("Podcast"), (shown,)),))


def _request(item: Page, telling: Telling) -> Iterator[Block]:
    request, tongue = item.request, telling.tongue
    if request is None:
        return
    told = (
        ("Reference", paragraph(request.reference)),
        ("Received", paragraph(tongue.day(request.received))),
        ("Answered", paragraph(tongue.day(request.answered))),
        ("Outcome", paragraph(tongue.say(OUTCOMES[request.outcome]))),
    )
    yield Facts(tuple((tongue.term(name), (said,)) for name, said in told))


def _measured(telling: Telling) -> Iterator[Block]:
    measured, page = telling.doors.measured, telling.publication.site.accessibility_page
    if measured is not None and telling.original.path == page:
        yield from measured(telling.tongue)


def _said_and_done(item: Feedback, telling: Telling) -> Iterator[Block]:
    tongue = telling.tongue
    yield heading(tongue.term("You said"), "app-said")
    yield Quotation((paragraph(telling.own("heard", item.heard)),))
    people = tongue.say("Heard from {n} person", "Heard from {n} people", n=item.people)
    yield paragraph(people, ": ", telling.own("heard_from", item.heard_from))
    yield from _where_heard(item, telling)
    yield heading(tongue.term("We did"), "app-did")
    yield paragraph(telling.own("did", item.did))


def _where_heard(item: Feedback, telling: Telling) -> Iterator[Block]:
    shown = [event for path in item.heard_at if (event := telling.publication.at(path))]
    if shown:
        links = [telling.link(event.title, event) for event in shown]
        between = [part for link in links for part in (link, ", ")][:-1]
        yield paragraph(telling.tongue.say("Where we heard it:"), " ", *between)


def _news_more(item: NewsItem, telling: Telling) -> Iterator[Block]:
    tongue = telling.tongue
    campaign = telling.publication.at(item.campaign) if item.campaign else None
    if campaign:
        part = tongue.say("This is part of our campaign")
        yield paragraph(part, " ", telling.link(campaign.title, campaign), ".")
    if item.contact:
        yield heading(tongue.term("For journalists"), "app-journalists")
        yield paragraph(telling.own("contact", item.contact))


def _story_more(item: PatientStory, telling: Telling) -> Iterator[Block]:
    tongue = telling.tongue
    if item.what_changed:
        yield heading(tongue.term("What changed"), "app-changed")
        yield paragraph(telling.own("what_changed", item.what_changed))
    consent = tongue.say(
        "This story is published with the consent of the person who told it. They can take that"
        " consent back at any time, and then we take the story away."
    )
    if "social" in item.consent.uses:
        yield paragraph(consent)
    else:
        yield paragraph(consent, " ", tongue.say("They asked us not to share it on social media."))


def author_of(telling: Telling) -> str | None:
    """Return who told or made it, where that is not the organisation itself."""
    item = telling.item
    if isinstance(item, Episode):
        return item.made_by
    return known_as(telling) or None
