"""What could be better in the consent of a story, and where others speak of the story."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markdown.extensions.toc import slugify

from plugins.catalogue.item import Item
from plugins.catalogue.kinds import PatientStory
from plugins.catalogue.problem import Problem


def on_consent(story: PatientStory, as_of: date) -> Iterator[Problem]:
    """Yield advice on a story's own file."""
    if story.translation_of is not None:
        return  # It has no consent and no name of its own.
    if story.status == "published":
        yield from _on_days_to_come(story, as_of)
    known_as = story.consent.known_as
    if known_as and story.name == slugify(known_as, "-"):
        fault = "its address is the name in known_as, and an address stays when a story goes."
        remedy = "Write a slug that says what it is about, like slug: living-with-asthma."
        yield Problem(story.path, story.origin.lines.get(("slug",), 1), fault, remedy)


def _on_days_to_come(story: PatientStory, as_of: date) -> Iterator[Problem]:
    withdrawn, given = story.consent.withdrawn, story.consent.given
    if withdrawn is not None and withdrawn > as_of:
        fault = f"the consent is taken back only on {withdrawn}: the story stays public until then."
        remedy = "Has the person taken it back already? Write that day, and build the site."
        line = story.origin.line_of("consent", "withdrawn")
        yield Problem(story.path, line, fault, remedy)
    if given > as_of:
        fault = f"the consent is given only on {given}: nobody sees the story until then."
        remedy = "Is the form signed? Write the day of the signature."
        yield Problem(story.path, story.origin.line_of("consent", "given"), fault, remedy)


def of_hidden_story(target: Item | None, as_of: date) -> tuple[str, str] | None:
    """Return fault and remedy for a link to a story that consent hides, or None for any other.

    Nobody should be advised to publish it: the person said no.
    """
    if not isinstance(target, PatientStory) or target.consent.allows("website", as_of):
        return None
    if target.consent.given > as_of:
        fault = f'the consent to "{target.path}" is not given before {target.consent.given}.'
        return fault, "Take the link, and the words about it, out until the form is signed."
    if not target.consent.holds(as_of):
        fault = f'the consent to "{target.path}" has ended.'
    else:
        fault = f'the consent to "{target.path}" is not for the website.'
    return fault, "Take the link, and the words about it, out."
