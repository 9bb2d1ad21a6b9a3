"""What items are made of beside words: pictures, recordings, and who made them."""

from __future__ import annotations

from pydantic import Field, model_validator

from plugins.catalogue.fields import (
    CaptionsFile,
    Day,
    FilmFile,
    Model,
    PictureFile,
    ReadingFile,
    RecordingFile,
    Text,
    refuse,
)


class Image(Model):
    """A picture, and the words for those who do not see it."""

    file: PictureFile = Field(
        description="The picture. Write the name of a file beside the item, like clinic.jpg."
    )
    alt: str = Field(
        default="",
        description=(
            "What the picture shows, for people who do not see it."
            " Write a sentence of up to 200 characters, without “picture of”."
        ),
        max_length=200,
    )
    decorative: bool = Field(
        default=False,
        description=(
            "Whether the picture only decorates, so that a screen reader passes over it."
            " Write true or false."
        ),
    )
    caption: Text | None = Field(
        default=None, description="Words under the picture. Write a sentence, or leave it out."
    )
    credit: Text | None = Field(
        default=None, description="Who made the picture. Write a name, or leave it out."
    )

    @model_validator(mode="after")
    def _has_words_or_is_decorative(self) -> Image:
        if self.decorative and self.alt:
            remedy = "Delete the line alt, or the line decorative."
            raise refuse("alt", "has words in alt, and is decorative too.", remedy)
        if not self.decorative and not self.alt:
            remedy = (
                "Add alt: and say in one sentence what the picture shows. Where it only"
                " decorates, add decorative: true instead."
            )
            raise refuse("alt", "has no words in alt.", remedy)
        return self


class Recording(Model):
    """Sound or video, with its words."""

    file: RecordingFile = Field(
        description="The sound or video. Write the name of a file beside the item, like talk.mp3."
    )
    transcript: CaptionsFile = Field(
        description=(
            "Every word of the recording, with times: captions and transcript are made from it."
            " Write the name of a WebVTT file beside the item, like talk.vtt."
        )
    )
    poster: Image | None = Field(
        default=None,
        description="A still picture to show before a video plays. Give its file and alt.",
    )


class Translator(Model):
    """Who turned an item into this language, and when."""

    name: Text = Field(description="Who translated it. Write a name or a company.")
    translated: Day = Field(
        description="The day of the translation. Write it as year-month-day, like 2026-11-03."
    )


class Reading(Model):
    """A person reading an item aloud, in place of the computer's voice."""

    file: ReadingFile = Field(
        description="The sound. Write the name of an MP3 file beside the item, like reading.mp3."
    )
    reader: Text = Field(description="Who reads. Write the name as it should be shown.")
    captions: CaptionsFile | None = Field(
        default=None,
        description=(
            "When each sentence is read, so that the page can show it. Write the name of a WebVTT"
            " file beside the item, like flu-clinics.vtt, or leave it out."
        ),
    )
    date: Day | None = Field(
        default=None,
        description=(
            "The day of the reading; check warns when the words have changed since."
            " Write it as year-month-day, like 2026-11-03."
        ),
    )


class SignedFilm(Recording):
    """An item in British Sign Language, signed by one person and checked by another."""

    file: FilmFile = Field(
        description="The film. Write the name of a file beside the item, like flu-clinics-bsl.mp4."
    )
    transcript: CaptionsFile = Field(
        description=(
            "What is signed, in words, with times: captions and transcript are made from it."
            " Write the name of a WebVTT file beside the item, like flu-clinics-bsl.vtt."
        )
    )
    signed_by: Text = Field(description="Who signs in the film. Write a name.")
    signer_registration: Text = Field(
        description=("Where the signer is registered, and the number. Write it like NRCPD 1234567.")
    )
    checked_by: Text = Field(
        description="Who compared the film with the words. Write the name of a second person."
    )
    checker_registration: Text = Field(
        description=(
            "Where the checker is registered, and the number. Write it like NRCPD 7654321."
        )
    )
    date: Day = Field(
        description=(
            "The day of the film; check warns when the words have changed since."
            " Write it as year-month-day, like 2026-11-03."
        )
    )

    @model_validator(mode="after")
    def _is_checked_by_another(self) -> SignedFilm:
        if self.checked_by.casefold() == self.signed_by.casefold():
            remedy = "Have a second person compare the film with the words, and write their name."
            raise refuse("checked_by", "is the person who signs.", remedy, at=("checked_by",))
        return self
