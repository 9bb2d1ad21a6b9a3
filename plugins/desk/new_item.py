"""A new item of a kind: its folder, its address, its first values."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date

from pydantic import BaseModel

from plugins.catalogue.kinds import KINDS, Edition, Episode, Notice, Page, PatientStory, Show
from plugins.catalogue.publication import slug_of
from plugins.catalogue.starting_words import BODY
from plugins.desk.fault import MachineFault
from plugins.desk.new_podcast import own_feed_guid, own_guid
from plugins.desk.silence import TRANSCRIPT, second_of_silence
from plugins.desk.starting_file import first_values, starting_text
from plugins.desk.wish import Draft, Wish

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
ONE = {"story": "stories", "person": "people", "show": "podcasts"}
WORDS: dict[str, type[BaseModel]] = {
    **KINDS,
    **{name.removesuffix("s"): model for name, model in KINDS.items()},
    **{word: KINDS[name] for word, name in ONE.items()},
    "episode": Episode,
}
CHOICE = (
    "news, story, show, episode, person, event, meeting, feedback, campaign, edition, page, notice"
)


def item(wish: Wish) -> Draft:
    """Return a new item of a kind."""
    model = WORDS.get(wish.kind)
    if model is None:
        fault = f'There is no kind of item called "{wish.kind}".'
        raise MachineFault(fault, f"Write one of: {CHOICE}, translation, easy-read.")
    wish = _in_its_section(wish, model)
    _refuse_long(model, wish.title)
    slug = _slug(wish)
    folder = _folder(wish, model, slug)
    own = first_values(model, wish.title, wish.day)
    if model is PatientStory:
        # The address is written down, so that a file named after a person never becomes one.
        own["slug"] = slug
    if model is Edition:
        own |= _days_of_month(wish.day)
    if model is Show:
        own |= own_feed_guid(wish.content, folder)
        return _draft(f"{folder}/show.md", model, own)
    if model is Episode:
        own |= own_guid(wish.content, folder, slug)
        own |= {"recording.file": f"{slug}.mp3", "recording.transcript": f"{slug}.vtt"}
        draft = _draft(f"{folder}/{slug}.md", model, own)
        sound = {f"{folder}/{slug}.mp3": second_of_silence()}
        words = {f"{folder}/{slug}.vtt": TRANSCRIPT.encode()}
        step = f"Put your recording in place of {slug}.mp3, and its words into {slug}.vtt."
        return Draft(draft.files | sound | words, step)
    return _draft(f"{folder}/{slug}.md", model, own)


def _days_of_month(day: date) -> dict[str, str]:
    last = monthrange(day.year, day.month)[1]
    return {"from": day.replace(day=1).isoformat(), "to": day.replace(day=last).isoformat()}


def _in_its_section(wish: Wish, model: type[BaseModel]) -> Wish:
    """Take "services/Help at night" as the page "Help at night" in services."""
    under, _, title = wish.title.rpartition("/")
    is_folder = re.fullmatch(rf"{SLUG}(/{SLUG})*", under) and re.search("[a-z]", under)
    if model is not Page or wish.under is not None or wish.slug or not (is_folder and title):
        return wish
    if not (wish.content / "pages" / under).is_dir():
        fault = f"There is no folder pages/{under} for the page."
        remedy = (
            f'To make it: ./run new page --in {under} "{title}". Where the title has a slash, say'
            " its address: --slug help-at-night"
        )
        raise MachineFault(fault, remedy)
    return replace(wish, under=under, title=title)


def _draft(path: str, model: type[BaseModel], own: dict[str, str]) -> Draft:
    body = "" if model is Notice else BODY
    return Draft({path: starting_text(model, own, body=body).encode()})


def _folder(wish: Wish, model: type[BaseModel], slug: str) -> str:
    """Return the folder of the new file, from the content folder."""
    if wish.under is not None and model is not Page:
        raise MachineFault("--in is for pages.", "Leave it out: the kind says the folder.")
    if wish.show is not None and model is not Episode:
        raise MachineFault("--show is for episodes.", "Leave it out: the kind says the folder.")
    if wish.under is not None:
        under = wish.under.strip("/")
        if not re.fullmatch(rf"{SLUG}(/{SLUG})*", under):
            fault = f'--in cannot be "{wish.under}".'
            raise MachineFault(fault, "Write folders inside pages/, like --in about/our-work.")
        return f"pages/{under}"
    if model is Show:
        return f"podcasts/{slug}"
    if model is Episode:
        return f"podcasts/{_show(wish)}"
    return str(getattr(model, "kind", ""))


def _show(wish: Wish) -> str:
    """Return the folder of the episode's show: the one that is named, or the only one."""
    shows = sorted(path.parent.name for path in wish.content.glob("podcasts/*/show.md"))
    if wish.show in shows:
        return str(wish.show)
    if wish.show is None and len(shows) == 1:
        return shows[0]
    if not shows:
        raise MachineFault("There is no show yet.", 'Make it first: ./run new show "Its name"')
    fault = f'There is no show "{wish.show}".' if wish.show else "There are several shows."
    choice = " or ".join(f"--show {name}" for name in shows)
    raise MachineFault(fault, f"Say which one: {choice}.")


def _slug(wish: Wish) -> str:
    """Return the last part of the address, from --slug or from the title."""
    slug = wish.slug or slug_of(re.sub("[_/]", " ", wish.title)).strip("-")
    slug = re.sub("-+", "-", slug)
    if not re.fullmatch(SLUG, slug):
        fault = f'No address can be made of "{wish.slug or wish.title}".'
        raise MachineFault(fault, "Say it in small letters and hyphens, like --slug flu-clinics.")
    return slug


def _refuse_long(model: type[BaseModel], title: str) -> None:
    if not title.strip() or not title.isprintable():
        raise MachineFault("The title is empty or broken.", 'Write it in quotation marks: "Title"')
    limits = [getattr(rule, "max_length", None) for rule in model.model_fields["title"].metadata]
    limit = min(number for number in limits if number is not None)
    if len(title) > limit:
        fault = f"The title has {len(title)} characters; {limit} at most."
        raise MachineFault(fault, "Write a shorter one.")
