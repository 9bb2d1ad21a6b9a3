"""The kinds of item, each with the fields its readers would look for. The folder is the kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from plugins.catalogue.consent import Consent
from plugins.catalogue.fields import (
    Day,
    Email,
    ItemFile,
    Language,
    Link,
    Model,
    Moment,
    PaperFile,
    Text,
    WebAddress,
    refuse,
)
from plugins.catalogue.item import Image, Item, Origin, Recording


class NewsItem(Item):
    """Something that the public should hear of."""

    kind: ClassVar[str] = "news"
    noun: ClassVar[str] = "a news item"
    root: ClassVar[str] = "news"

    contact: Text | None = Field(
        default=None,
        description="Whom journalists may ask. Write a name and a telephone number or e-mail.",
    )
    campaign: ItemFile | None = Field(
        default=None,
        description="The campaign that it is part of. Write its file, like ../campaigns/flu.md.",
    )


class InformationRequest(Model):
    """A Freedom of Information request and when it was answered."""

    reference: Text = Field(description="The request's number. Write it as in your register.")
    received: Day = Field(
        description="The day it came. Write it as year-month-day, like 2026-11-03."
    )
    answered: Day = Field(
        description="The day of the answer. Write it as year-month-day, like 2026-11-24."
    )
    outcome: Literal["all given", "part given", "refused", "not held"] = Field(
        description="What was given. Write all given, part given, refused, or not held."
    )


class Page(Item):
    """A page of lasting information; folders inside pages/ are sections."""

    kind: ClassVar[str] = "pages"
    noun: ClassVar[str] = "a page"
    root: ClassVar[str] = ""

    order: int = Field(
        default=100,
        description="Its place among its neighbours, small numbers first. Write a whole number.",
    )
    request: InformationRequest | None = Field(
        default=None,
        description=(
            "For an answered Freedom of Information request. Give its reference, received,"
            " answered and outcome."
        ),
    )
    documents: tuple[Paper, ...] = Field(
        default=(),
        description="Files to download from the page. Write a list, each with its title and file.",
    )

    @property
    def address(self) -> str:
        """The folders and the name: pages/about/index.md stands at "about/"."""
        folders = PurePosixPath(self.path).parent.parts[1:]
        parts = folders if self.name == "index" else (*folders, self.name)
        return "".join(f"{part}/" for part in parts)

    @property
    def papers(self) -> tuple[str, ...]:
        """The documents' files."""
        return tuple(document.file for document in self.documents)


class PatientStory(Item):
    """A patient's or carer's own words, told with consent."""

    kind: ClassVar[str] = "stories"
    noun: ClassVar[str] = "a patient story"
    root: ClassVar[str] = "stories"

    consent: Consent = Field(
        description="What the person agreed to. Give its reference, given and uses."
    )
    recording: Recording | None = Field(
        default=None,
        description="The story in the person's voice. Give its file and its transcript.",
    )
    told_at: Text | None = Field(
        default=None, description="Where it was told. Write a place, like Oadby library."
    )
    what_changed: Text | None = Field(
        default=None,
        description="What was done because of it. Write one or two sentences, or leave it out.",
    )

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """The story in the person's voice."""
        return (self.recording,) if self.recording else ()

    def is_live(self, on: date) -> bool:
        """Tell whether the public may see it: only with consent for the website on that day."""
        return super().is_live(on) and self.consent.allows("website", on)

    def is_tombstone(self, on: date) -> bool:
        """Tell whether its address says only that the story is no longer available."""
        return super().is_live(on) and not self.consent.allows("website", on)

    def allowed(self, on: date) -> PatientStory:
        """Return the story without what the consent does not reach on this day."""
        changes: dict[str, object] = {}
        if not self.consent.allows("audio", on):
            changes["recording"] = None
        return self.model_copy(update=changes) if changes else self


class Listing(Model):
    """A directory in which a show can be found."""

    name: Text = Field(description="The app or directory. Write its name, like Apple Podcasts.")
    url: WebAddress = Field(description="The show's page there. Write an address with https://.")


class Show(Item):
    """A podcast: show.md in its folder, with the episodes beside it."""

    kind: ClassVar[str] = "podcasts"
    noun: ClassVar[str] = "a show"
    root: ClassVar[str] = "podcasts"

    author: Text = Field(description="Who makes the show. Write a name.")
    email: Email = Field(description="Whom to ask about it. Write an e-mail address.")
    listed: tuple[Listing, ...] = Field(
        default=(),
        description="Where else it is listed. Write a list, each with its name and url.",
    )

    @property
    def name(self) -> str:
        """The folder's name."""
        return PurePosixPath(self.path).parent.name


class Chapter(Model):
    """A part of an episode."""

    start: Text = Field(
        pattern=r"^(\d{1,2}:)?\d{1,2}:\d\d$",
        description="When it begins. Write minutes and seconds, like 2:05, or 1:02:05.",
    )
    title: Text = Field(description="What it is about. Write a few words.")

    @property
    def seconds(self) -> int:
        """When it begins, in whole seconds from the start."""
        total = 0
        for part in self.start.split(":"):
            total = total * 60 + int(part)
        return total


class Speaker(Model):
    """Somebody heard in an episode."""

    name: Text = Field(description="Who speaks. Write the name as it should be shown.")
    role: Text | None = Field(
        default=None, description="What they do. Write a few words, like practice nurse."
    )
    person: ItemFile | None = Field(
        default=None,
        description="Their own page. Write its file, like ../../people/asha-example.md.",
    )


class Episode(Item):
    """One programme of a show."""

    kind: ClassVar[str] = "podcasts"
    noun: ClassVar[str] = "an episode"
    root: ClassVar[str] = "podcasts"

    recording: Recording = Field(
        description="The sound or video. Give its file and its transcript."
    )
    season: int | None = Field(
        default=None, ge=1, description="The number of the season. Write a whole number from 1."
    )
    episode: int | None = Field(
        default=None, ge=1, description="Its number in the season. Write a whole number from 1."
    )
    people: tuple[Speaker, ...] = Field(
        default=(),
        description="Who is heard. Write a list, each with name, and role or person.",
    )
    chapters: tuple[Chapter, ...] = Field(
        default=(),
        description="Its parts, in order. Write a list, each with start and title.",
    )
    made_by: Text | None = Field(
        default=None,
        description="The charity, group or practice that made it. Write a name.",
    )

    @property
    def show(self) -> str:
        """The show's folder, which is its name in addresses."""
        return PurePosixPath(self.path).parts[1]

    @property
    def address(self) -> str:
        """The address under its show: "podcasts/elr-ccg-tv/copd/"."""
        return f"{self.root}/{self.show}/{self.name}/"

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """The programme itself."""
        return (self.recording,)

    @model_validator(mode="after")
    def _chapters_are_in_order(self) -> Episode:
        starts = [chapter.seconds for chapter in self.chapters]
        if starts != sorted(set(starts)):
            raise refuse(
                "order",
                "has chapters that are out of order.",
                "Sort the chapters by start, and give each its own start.",
            )
        return self


class Person(Item):
    """A clinical leader or another person whom the public should know."""

    kind: ClassVar[str] = "people"
    noun: ClassVar[str] = "a person"
    root: ClassVar[str] = "people"

    role: Text = Field(description="What the person does here. Write a title, like Chair.")
    practice: Text | None = Field(
        default=None, description="Where the person works as a clinician. Write a name and a town."
    )
    profession: Text | None = Field(
        default=None, description="The person's calling. Write a word or two, like GP."
    )
    leads: tuple[Text, ...] = Field(
        default=(), description="What the person leads. Write a list, like [Long-term conditions]."
    )
    clinician: bool = Field(
        default=False,
        description="Whether the person is a doctor, nurse or other clinician. Write true or false.",
    )
    video: Recording | None = Field(
        default=None,
        description="The person introducing themselves. Give its file and its transcript.",
    )
    order: int = Field(
        default=100,
        description="The place in the list of people, small numbers first. Write a whole number.",
    )

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """The person introducing themselves."""
        return (self.video,) if self.video else ()


class Venue(Model):
    """A place that one can go to."""

    name: Text = Field(description="What the place is called. Write its name.")
    address: Text = Field(
        description="Where it is. Write street, town and postcode, with commas between."
    )
    latitude: float | None = Field(
        default=None, ge=-90, le=90, description="For the map. Write degrees, like 52.5989."
    )
    longitude: float | None = Field(
        default=None, ge=-180, le=180, description="For the map. Write degrees, like -1.0831."
    )
    access: Text | None = Field(
        default=None,
        description="Steps, hearing loop, parking, toilets. Write a sentence or two.",
    )


class Repeats(Model):
    """How an event comes again."""

    every: Literal["day", "week", "fortnight", "month", "year"] = Field(
        description="How often. Write day, week, fortnight, month or year."
    )
    on: Literal["date", "weekday"] = Field(
        default="date",
        description=(
            "For every: month. Write date for the same day of the month, or weekday for the same"
            " weekday, like every first Tuesday."
        ),
    )
    until: Day | None = Field(
        default=None,
        description="The last day it may fall on. Write it as year-month-day, like 2027-03-30.",
    )
    leave_out: tuple[Day, ...] = Field(
        default=(),
        description="Days without it, never announced. Write a list, like [2026-12-29].",
    )
    cancelled: tuple[Day, ...] = Field(
        default=(),
        description="Days that were announced and are cancelled. Write a list, like [2026-12-29].",
    )


class Occasion(Item):
    """What events and meetings share: a beginning, an end and a place."""

    start: Moment = Field(
        description="When it begins. Write day and local time, like 2026-11-24 10:00."
    )
    end: Moment = Field(
        description="When it ends. Write day and local time, like 2026-11-24 12:30."
    )
    venue: Venue | None = Field(
        default=None, description="Where it is. Give its name and address."
    )
    online: WebAddress | None = Field(
        default=None, description="Where to take part online. Write an address with https://."
    )
    cancelled: bool = Field(
        default=False, description="Whether it is cancelled altogether. Write true or false."
    )
    cancelled_because: Text | None = Field(
        default=None, description="Why it is cancelled. Write a sentence."
    )

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Occasion:
        if self.end <= self.start:
            remedy = "Correct start or end: the end must come after the start."
            raise refuse("order", "ends before it starts.", remedy)
        return self

    @property
    def duration(self) -> timedelta:
        """How long it takes."""
        return self.end - self.start


class Event(Occasion):
    """Something that the public can go to."""

    kind: ClassVar[str] = "events"
    noun: ClassVar[str] = "an event"
    root: ClassVar[str] = "events"

    series: Text | None = Field(
        default=None,
        description="The series that it is part of. Write its name, like Listening Booth.",
    )
    repeats: Repeats | None = Field(
        default=None, description="How it comes again. Give every, and until where it ends."
    )
    heard: int | None = Field(
        default=None,
        ge=0,
        description="How many people were heard, once it is over. Write a whole number.",
    )
    booking: Link | None = Field(
        default=None, description="Where to book. Write an address, or leave it out."
    )
    cost: Text | None = Field(
        default=None, description="What it costs. Write Free, or the price."
    )


class Paper(Model):
    """A file that is published with an item."""

    title: Text = Field(description="What the paper is. Write its title, without the file type.")
    file: PaperFile = Field(
        description="The paper. Write the name of a file beside the item, like minutes.pdf."
    )


class AgendaItem(Model):
    """One line of an agenda."""

    title: Text = Field(description="What is dealt with. Write a few words.")
    lead: Text | None = Field(default=None, description="Who presents it. Write a name.")
    time: Text | None = Field(
        default=None,
        pattern=r"^\d\d:\d\d$",
        description="When it begins. Write hours and minutes, like 13:30.",
    )
    purpose: Literal["to decide", "to discuss", "to note", "to hear"] | None = Field(
        default=None, description="Why. Write to decide, to discuss, to note, or to hear."
    )


class Meeting(Occasion):
    """A meeting in public, with its papers and what was decided."""

    kind: ClassVar[str] = "meetings"
    noun: ClassVar[str] = "a meeting"
    root: ClassVar[str] = "meetings"

    group: Text = Field(description="Who meets. Write its name, like Governing body.")
    agenda: tuple[AgendaItem, ...] = Field(
        default=(), description="What is dealt with. Write a list, each with a title."
    )
    documents: tuple[Paper, ...] = Field(
        default=(), description="The papers. Write a list, each with its title and file."
    )
    decisions: tuple[Text, ...] = Field(
        default=(), description="What was decided. Write a list of sentences."
    )

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers' files."""
        return tuple(document.file for document in self.documents)


class Feedback(Item):
    """You said, we did: what was heard, from how many, and what happened next."""

    kind: ClassVar[str] = "feedback"
    noun: ClassVar[str] = "a feedback item"
    root: ClassVar[str] = "feedback"

    heard: Text = Field(description="What people said. Write one or two sentences.")
    people: int = Field(ge=1, description="How many said it. Write a whole number.")
    heard_from: Text = Field(
        description="Who they are and where. Write a few words, like carers in Rutland."
    )
    heard_at: tuple[ItemFile, ...] = Field(
        default=(),
        description="The events at which it was heard. Write a list of their files.",
    )
    did: Text = Field(description="What was done, or why not. Write one or two sentences.")
    state: Literal["heard", "looking into it", "under way", "done", "not possible"] = Field(
        description="How far it is. Write heard, looking into it, under way, done, or not possible."
    )


class Banner(Model):
    """What the site shows while a campaign lasts."""

    text: Text = Field(
        max_length=160, description="The words. Write one sentence of up to 160 characters."
    )
    link: Link | None = Field(
        default=None, description="Where it leads, where not to the campaign. Write an address."
    )


class Activity(Model):
    """One line of the campaign's plan: what each channel does from a day on."""

    date: Day = Field(description="When. Write the day as year-month-day, like 2026-11-03.")
    channels: Mapping[str, Text] = Field(
        min_length=1,
        description="What each channel does. Write lines of channel: activity.",
    )


class Progress(Model):
    """How one part of the campaign's work stands."""

    area: Text = Field(description="The area. Write a few words.")
    work: Text = Field(description="The piece of work. Write a few words.")
    rating: Literal["red", "amber", "green"] = Field(
        description="How it goes. Write red, amber or green."
    )
    progress: Text = Field(description="How far it is. Write a sentence.")
    comments: Text | None = Field(default=None, description="Anything else. Write a sentence.")


class Campaign(Item):
    """A time in which every channel speaks of one thing."""

    kind: ClassVar[str] = "campaigns"
    noun: ClassVar[str] = "a campaign"
    root: ClassVar[str] = "campaigns"

    starts: Day = Field(
        description="The first day. Write it as year-month-day, like 2026-11-16."
    )
    ends: Day = Field(
        description="The last day. Write it as year-month-day, like 2026-11-22."
    )
    banner: Banner | None = Field(
        default=None, description="What the site shows from the first day to the last. Give text."
    )
    channels: tuple[Text, ...] = Field(
        default=(),
        description="The columns of the plan. Write a list, like [Media, Website, Practices].",
    )
    plan: tuple[Activity, ...] = Field(
        default=(), description="What happens when. Write a list, each with date and channels."
    )
    progress: tuple[Progress, ...] = Field(
        default=(),
        description="How the work goes. Write a list, each with area, work, rating and progress.",
    )

    @model_validator(mode="after")
    def _holds_together(self) -> Campaign:
        if self.ends < self.starts:
            remedy = "Correct starts or ends: the last day cannot come before the first."
            raise refuse("order", "ends before it starts.", remedy)
        for activity in self.plan:
            for channel in activity.channels:
                if channel not in self.channels:
                    remedy = f'Add "{channel}" to channels, or correct its name in the plan.'
                    raise refuse("channel", f'has a plan for "{channel}", not a channel.', remedy)
        return self

    def is_on(self, day: date) -> bool:
        """Tell whether the campaign runs on this day."""
        return self.starts <= day <= self.ends


class Notice(Model):
    """A message across the site, for hours or days that need one. It has no page of its own."""

    kind: ClassVar[str] = "notices"
    noun: ClassVar[str] = "a notice"

    model_config = Item.model_config

    origin: Origin = Field(exclude=True, repr=False)

    title: Text = Field(max_length=80, description="The heading. Write up to 80 characters.")
    text: Text = Field(
        max_length=400, description="The message. Write up to 400 characters in plain words."
    )
    level: Literal["emergency", "warning", "information", "resolved"] = Field(
        description="How grave it is. Write emergency, warning, information or resolved."
    )
    link: Link | None = Field(
        default=None, description="Where to read more. Write an address, or the file of an item."
    )
    link_text: Text | None = Field(
        default=None, description="The words of the link. Write what the reader will find there."
    )
    starts: Day = Field(
        alias="from",
        description="The first day on which it is shown. Write it as year-month-day.",
    )
    until: Day | None = Field(
        default=None,
        description="The last day on which it is shown. Write it as year-month-day.",
    )
    sections: tuple[Text, ...] = Field(
        default=(),
        description=(
            "The sections that show it; leave it out for everywhere."
            " Write a list of the first parts of addresses, like [events, news]."
        ),
    )
    lang: Language | None = Field(
        default=None, description="The language of the words, where it is not the site's own."
    )
    status: Literal["published", "draft"] = Field(
        default="published", description="Whether the public may see it. Write published or draft."
    )

    @model_validator(mode="after")
    def _holds_together(self) -> Notice:
        if self.until is not None and self.until < self.starts:
            raise refuse("order", "ends before it starts.", "Correct from or until.")
        if (self.link is None) != (self.link_text is None):
            remedy = "Write both link and link_text, or neither."
            raise refuse("link_text", "has a link without words, or words without a link.", remedy)
        return self

    @property
    def path(self) -> str:
        """The file, from the content folder."""
        return self.origin.path

    def is_live(self, on: date) -> bool:
        """Tell whether it is shown on this day."""
        in_time = self.starts <= on and (self.until is None or on <= self.until)
        return self.status == "published" and in_time


Page.model_rebuild()

ITEM_KINDS: tuple[type[Item], ...] = (
    NewsItem,
    PatientStory,
    Show,
    Episode,
    Person,
    Event,
    Meeting,
    Feedback,
    Campaign,
    Page,
)
KINDS: Mapping[str, type[Item | Notice]] = MappingProxyType(
    {kind.kind: kind for kind in ITEM_KINDS if kind is not Episode} | {Notice.kind: Notice}
)


def kind_of(path: str) -> type[Item | Notice] | None:
    """Return the kind of a file under the content folder; None where no kind owns its folder."""
    parts = PurePosixPath(path).parts
    if parts[0] == Show.kind:
        return {3: Show if parts[-1] == "show.md" else Episode}.get(len(parts))
    return KINDS.get(parts[0]) if len(parts) > 1 else None


__all__ = ["ITEM_KINDS", "KINDS", "Image", "kind_of"]
