"""A new translation: the words of its original, to be written over."""

from __future__ import annotations

from plugins.catalogue.front_matter import read_yaml
from plugins.catalogue.kinds import Notice, kind_of
from plugins.catalogue.starting_words import FIRST_WORDS
from plugins.desk.fault import MachineFault
from plugins.desk.new_from import file_of, source_of
from plugins.desk.order import shown
from plugins.desk.starting_file import scalar
from plugins.desk.wish import Draft, Wish


def translation(wish: Wish) -> Draft:
    """Return an item's translation to be: its title, summary and words, to be written over."""
    path = file_of(wish, "./run new translation content/news/x.md --lang ur")
    original = wish.content / path
    lang = _language(wish)
    model = kind_of(path)
    if original.name.endswith(".easy-read.md"):
        fault = f"{shown(original)} is an easy read, and people write those anew."
        translated = f"{shown(original).removesuffix('.easy-read.md')}.{_language(wish)}.md"
        remedy = f"Begin the translation's own: ./run new easy-read {translated}"
        raise MachineFault(fault, remedy)
    if model is None or model is Notice or original.name.count(".") != 1:
        fault = f"{shown(original)} cannot be translated."
        raise MachineFault(fault, "Name an item in the site's own language.")
    source = source_of(wish, path)
    lines = [
        "---",
        "# The words of the item in its own language stand here: write the translation over them.",
        f"title: {scalar(str(source.values.get('title', '')))}",
        f"summary: {scalar(str(source.values.get('summary', '')))}",
        f"lang: {lang}",
        f"translation_of: {original.name}",
        "translator:",
        f"  name: {FIRST_WORDS['translator.name']}",
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
