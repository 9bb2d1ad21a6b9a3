"""Text of languages whose voice reads figures well itself: telephone numbers and addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from plugins.alternative_formats.lexicon import pattern_of, sayings
from plugins.alternative_formats.script_addresses import EMAIL, WEB
from plugins.alternative_formats.script_rule import Rule, apply, rule
from plugins.alternative_formats.script_telephones import LONGEST, SHORTEST, WHOLE

ADDRESS = re.compile(rf"(?<!\w)(?:{EMAIL}|{WEB})")
SERVICES = r"(?:999|111|101|112)(?![,.]?\d|%)"


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield text in pieces, and whether each is an address: those are said in English."""
    at = 0
    for match in ADDRESS.finditer(text):
        yield text[at : match.start()], False
        yield match[0], True
        at = match.end()
    yield text[at:], False


def spoken(text: str, language: str, own: Mapping[str, Mapping[str, str]]) -> str:
    """Return text with the figures of telephone numbers apart, and an editor's words."""
    lexicon = sayings(language, own)
    rules = (
        rule(pattern_of(lexicon), lambda m: lexicon[m[0]]),
        Rule(re.compile(rf"(?<![\w+,.£$€/-]){WHOLE}(?![\w/]|-\w|[.,]\d)"), _telephone),
        rule(SERVICES, lambda m: " ".join(m[0])),
    )
    return " ".join(apply(_clean(text), rules).split())


def _telephone(match: re.Match[str]) -> str:
    groups = re.findall(r"\+?\d+", match[0])
    if not SHORTEST <= sum(map(len, groups)) <= LONGEST:
        return match[0]
    return ", ".join(" ".join(group) for group in groups)


def _clean(text: str) -> str:
    """Return text without marks of control: a voice takes some as commands."""
    # U+200C and U+200D shape letters of Urdu and Gujarati, and with them their sound.
    return "".join(
        " " if unicodedata.category(one) == "Cc" or one in "\u00ad\u200b\ufeff" else one
        for one in text
    )
