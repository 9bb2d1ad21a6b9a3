"""`./run new`: a commented starting file for an item, where its kind belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import BaseModel

from plugins.catalogue.front_matter import read_front_matter, read_yaml
from plugins.catalogue.kinds import KINDS, Episode, Notice, Page, PatientStory, Show, kind_of
from plugins.catalogue.problem import ContentError
from plugins.catalogue.publication import slug_of
from plugins.desk.fault import MachineFault
from plugins.desk.order import shown
from plugins.desk.silence import TRANSCRIPT, second_of_silence
from plugins.desk.starting_file import BODY, first_values, scalar, starting_text

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
ONE = {"story": "stories", "person": "people", "show": "podcasts"}
WORDS: dict[str, type[BaseModel]] = {
    **KINDS,
    **{name.removesuffix("s"): model for name, model in KINDS.items()},
    **{word: KINDS[name] for word, name in ONE.items()},
    "episode": Episode,
}
CHOICE = "news, story, show, episode, person, event, meeting, feedback, campaign, page, notice"


@dataclass(frozen=True)
class Wish:
    """What `./run new` was asked for."""

    content: Path
    day: date
    kind: str
    title: str
    under: str | None = None
    show: str | None = None
    lang: str | None = None
    slug: str | None = None


@dataclass(frozen=True)
class Draft:
    """The files to write, by path from the content folder; the first is the item."""

    files: dict[str, bytes]
    next_step: str = field(default="Write in it, and look at it with: ./run serve")


def new(wish: Wish) -> Path:
    """Write the starting file and return it; a file that is there is never written over."""
    draft = translation(wish) if wish.kind == "translation" else item(wish)
    for name in draft.files:
        path = wish.content / name
        if path.exists():
            remedy = "Open that file, or choose other words for the title."
            raise MachineFault(f"{shown(path)} is there already.", remedy)
    for name, words in draft.files.items():
        path = wish.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(words)
    made = wish.content / next(iter(draft.files))
    print(f"Made {shown(made)}\n    {draft.next_step}")
    print("    When it is ready, change its status from draft to published.")
    return made


def item(wish: Wish) -> Draft:
    """Return a new item of a kind."""
    model = WORDS.get(wish.kind)
    if model is None:
        fault = f'There is no kind of item called "{wish.kind}".'
        raise MachineFault(fault, f"Write one of: {CHOICE}, translation.")
    _refuse_long(model, wish.title)
    slug = _slug(wish)
    folder = _folder(wish, model, slug)
    own = first_values(model, wish.title, wish.day)
    if model is PatientStory:
        # The address is written down, so that a file named after a person never becomes one.
        own["slug"] = slug
    if model is Show:
        return _draft(f"{folder}/show.md", model, own)
    if model is Episode:
        own |= {"recording.file": f"{slug}.mp3", "recording.transcript": f"{slug}.vtt"}
        draft = _draft(f"{folder}/{slug}.md", model, own)
        sound = {f"{folder}/{slug}.mp3": second_of_silence()}
        words = {f"{folder}/{slug}.vtt": TRANSCRIPT.encode()}
        step = f"Put your recording in place of {slug}.mp3, and its words into {slug}.vtt."
        return Draft(draft.files | sound | words, step)
    return _draft(f"{folder}/{slug}.md", model, own)


def _draft(path: str, model: type[BaseModel], own: dict[str, str]) -> Draft:
    body = "" if model is Notice else BODY
    return Draft({path: starting_text(model, own, body=body).encode()})


def translation(wish: Wish) -> Draft:
    """Return an item's translation to be: its title, summary and words, to be written over."""
    original = (Path.cwd() / wish.title).resolve()
    if not original.is_file() or not original.is_relative_to(wish.content):
        fault = f'There is no item "{wish.title}" in {shown(wish.content)}.'
        remedy = "Write the item's file: ./run new translation content/news/x.md --lang ur"
        raise MachineFault(fault, remedy)
    path = original.relative_to(wish.content).as_posix()
    lang = _language(wish)
    model = kind_of(path)
    if model is None or model is Notice or original.name.count(".") != 1:
        fault = f"{shown(original)} cannot be translated."
        raise MachineFault(fault, "Name an item in the site's own language.")
    try:
        source = read_front_matter(original.read_text(encoding="utf-8"), path)
    except ContentError as error:
        raise MachineFault(str(error), "Correct the item first.") from error
    lines = [
        "---",
        "# The words of the item in its own language stand here: write the translation over them.",
        f"title: {scalar(str(source.values.get('title', '')))}",
        f"summary: {scalar(str(source.values.get('summary', '')))}",
        f"lang: {lang}",
        f"translation_of: {original.name}",
        "translator:",
        "  name: Write who translates it here",
        f"  translated: {wish.day.isoformat()}",
        "status: draft",
        "---",
        source.body,
    ]
    name = f"{path.removesuffix('.md')}.{lang}.md"
    step = "Write the translation over the words in it, and look at it with: ./run serve"
    return Draft({name: "\n".join(lines).encode()}, step)


def _language(wish: Wish) -> str:
    """Return the language of the translation, which site.yaml must know."""
    settings = wish.content / "site.yaml"
    text = settings.read_text(encoding="utf-8") if settings.is_file() else ""
    values, _ = read_yaml(text, settings.name)
    languages = values.get("languages")
    known = [
        str(language.get("code"))
        for language in (languages if isinstance(languages, list) else [])
        if isinstance(language, dict)
    ]
    if wish.lang not in known:
        fault = f'"{wish.lang}" is no language of this site.' if wish.lang else "No language."
        choice = f"Write one of: {', '.join(known)}." if known else "None is there yet."
        remedy = f"{choice} Other languages are added to languages in site.yaml."
        raise MachineFault(fault, f"--lang says the language of the translation. {remedy}")
    return str(wish.lang)


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
    raise MachineFault(fault, f"Say which one, like --show {shows[0]}. There are: {shows}.")


def _slug(wish: Wish) -> str:
    """Return the last part of the address, from --slug or from the title."""
    slug = wish.slug or slug_of(wish.title.replace("_", " ")).strip("-")
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
