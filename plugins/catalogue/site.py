"""What is true of the whole site: site.yaml, where everything of one organisation stands."""

from __future__ import annotations

import re
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from plugins.catalogue.fields import (
    Email,
    ItemFile,
    Language,
    Link,
    Model,
    PictureFile,
    Text,
    WebAddress,
    refuse,
)
from plugins.catalogue.site_formats import FormatSettings
from plugins.catalogue.site_listen import ListenFeed

BUCKET = r"[A-Za-z0-9][A-Za-z0-9._-]+"


class Header(Model):
    """The organisation's name as the header shows it."""

    name: Text = Field(description="The name in the header. Write it as on your letterhead.")
    split: Text | None = Field(
        default=None, description="A second line of the name. Write it, or leave it out."
    )
    descriptor: Text | None = Field(
        default=None,
        description="A smaller line under the name. Write a few words, or leave it out.",
    )
    nhs: bool = Field(
        default=False,
        description="Whether the header carries the NHS logo before the name. Write true or false.",
    )


class Menu(Model):
    """One entry of a menu."""

    label: Text = Field(description="The words of the link. Write one to three words.")
    link: Text = Field(
        description="Where it leads. Write an address on the site, like /news/, or an item's file."
    )


class Contact(Model):
    """How the organisation can be reached."""

    address: tuple[Text, ...] = Field(
        description="The postal address. Write a list, one line each."
    )
    phone: Text | None = Field(default=None, description="Telephone. Write it in groups.")
    text_relay: Text | None = Field(
        default=None, description="The Relay UK number. Write it in groups, with 18001 before."
    )
    email: Email = Field(description="The address for letters. Write an email address.")
    formats_email: Email | None = Field(
        default=None,
        description=(
            "The address for those who need another format, where it is not the one above."
            " Write an email address."
        ),
    )
    hours: Text | None = Field(
        default=None, description="When the telephone is answered. Write days and hours."
    )
    reply: Text = Field(
        description=(
            "Your standard for a reply. Write a sentence, like: We reply within 2 working days."
        )
    )


class Account(Model):
    """An account elsewhere."""

    name: Text = Field(description="The network. Write its name, like Mastodon.")
    url: WebAddress = Field(description="The account. Write an address with https://.")


class Term(Model):
    """A topic or a place by which items are found."""

    name: Text = Field(description="The name. Write it as readers see it, like Mental health.")
    summary: Text | None = Field(
        default=None, description="What stands under it. Write a sentence, or leave it out."
    )


class LanguageName(Model):
    """A language other than the site's own."""

    code: Language = Field(description="The language's code. Write two letters, like ur.")
    name: Text = Field(description="Its name in itself. Write it in its own script.")
    english: Text = Field(description="Its name in the site's language. Write it, like Urdu.")
    direction: Literal["ltr", "rtl"] = Field(
        default="ltr", description="The direction of its script. Write ltr or rtl."
    )
    words: dict[str, Text] = Field(
        default_factory=dict,
        description=(
            "Your menus, sections, topics and other words of this file in that language."
            " Write lines of the word as it stands here and its translation."
        ),
    )


class WayToJoin(Model):
    """One way to take part, for the home page."""

    title: Text = Field(description="What to do. Write a few words, beginning with a verb.")
    text: Text = Field(description="What it is. Write a sentence.")
    link: Link = Field(description="Where to read more. Write an item's file or an address.")


class Home(Model):
    """What the home page says beside what is newest."""

    heading: Text = Field(description="The first words of the home page. Write one short line.")
    text: Text = Field(description="What the organisation does. Write one or two sentences.")
    series: Text | None = Field(
        default=None,
        description="The series of events whose next dates stand there. Write its name.",
    )
    join: tuple[WayToJoin, ...] = Field(
        default=(), description="Ways to take part. Write a list with title, text and link."
    )


class Brand(Model):
    """The look, where it is not the NHS's own."""

    colour: Text | None = Field(
        default=None,
        pattern=r"^#[0-9a-fA-F]{6}$",
        description='The colour of the header. Write six hexadecimal digits, like "#5a2a82".',
    )
    frutiger: bool = Field(
        default=False,
        description="Whether you hold a licence for the Frutiger typeface. Write true or false.",
    )
    card: PictureFile | None = Field(
        default=None, description="A picture for shared links of pages without one. Name a file."
    )


class Site(Model):
    """The organisation, its menus and its lists of words."""

    name: Text = Field(description="The site's name. Write it as it should stand in titles.")
    short_name: Text = Field(description="A short name. Write the usual initials.")
    summary: Text = Field(description="What the site is. Write a sentence.")
    address: WebAddress = Field(
        description="The site's address on the web. Write it with https:// and no last slash."
    )
    lang: Language = Field(default="en-GB", description="The site's own language. Write its code.")
    timezone: Text = Field(
        default="Europe/London", description="Where its clock stands. Write it like Europe/London."
    )
    organisation: Literal[
        "GovernmentOrganization", "MedicalOrganization", "NGO", "Organization"
    ] = Field(
        default="Organization",
        description=(
            "What the body is, for search engines. Write GovernmentOrganization,"
            " MedicalOrganization, NGO or Organization."
        ),
    )
    header: Header = Field(description="The name in the header. Give name.")
    menu: tuple[Menu, ...] = Field(
        default=(), description="The main menu. Write a list with label and link."
    )
    footer: tuple[Menu, ...] = Field(
        default=(), description="The links at the foot. Write a list with label and link."
    )
    contact: Contact = Field(description="How to reach you. Give address, email and reply.")
    accounts: tuple[Account, ...] = Field(
        default=(), description="Accounts elsewhere. Write a list with name and url."
    )
    home: Home = Field(description="The home page. Give heading and text.")
    brand: Brand = Field(default=Brand(), description="The look. Give colour, frutiger or card.")
    topics: tuple[Term, ...] = Field(
        default=(), description="The topics that items may have. Write a list, each with a name."
    )
    places: tuple[Term, ...] = Field(
        default=(), description="The places that items may have. Write a list, each with a name."
    )
    languages: tuple[LanguageName, ...] = Field(
        default=(), description="The other languages. Write a list with code, name and english."
    )
    labels: dict[str, Text] = Field(
        default_factory=dict,
        description="Your names of the sections. Write lines like podcasts: ELR CCG TV.",
    )
    media_hosts: dict[str, WebAddress] = Field(
        default_factory=dict,
        description=(
            "Where listeners fetch recordings that lie in a bucket (s3://), if that is not Amazon's"
            " own address. Write lines like my-bucket: https://media.example.org."
        ),
    )
    demonstration: Text | None = Field(
        default=None,
        description=(
            "For a site that only shows how it could be: what stands on every page."
            " Write a sentence, or leave it out."
        ),
    )
    index: bool = Field(
        default=True, description="Whether search engines may list the site. Write true or false."
    )
    contact_page: ItemFile | None = Field(
        default=None, description="The page on how to reach you. Write its file."
    )
    accessibility_page: ItemFile | None = Field(
        default=None, description="The accessibility statement. Write its file."
    )
    formats_page: ItemFile | None = Field(
        default=None, description="The page on other formats and how to use them. Write its file."
    )
    listen: ListenFeed | None = Field(
        default=None,
        description=(
            "A podcast of all items that have sound. Give its title, summary, image and categories."
        ),
    )
    formats: FormatSettings = Field(
        default=FormatSettings(),
        description="The alternative formats of items. Give every, kinds, braille or voice.",
    )
    per_page: int = Field(
        default=10, ge=1, le=100, description="How many items a list shows. Write a whole number."
    )

    @field_validator("timezone")
    @classmethod
    def _is_a_timezone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise refuse("timezone", f'cannot be "{name}".') from error
        return name

    @field_validator("media_hosts")
    @classmethod
    def _are_buckets(cls, hosts: dict[str, str]) -> dict[str, str]:
        for name in hosts:
            if not re.fullmatch(BUCKET, name):
                remedy = "Write the bucket's name alone, as it stands after s3:// in the address."
                raise refuse("bucket", f'cannot speak of "{name}".', remedy)
        return hosts

    def language(self, code: str) -> LanguageName | None:
        """Return what is known of another language."""
        return next((known for known in self.languages if known.code == code), None)

    def label(self, kind: str, standard: str) -> str:
        """Return the organisation's own name for a section, or the standard one."""
        return self.labels.get(kind, standard)
