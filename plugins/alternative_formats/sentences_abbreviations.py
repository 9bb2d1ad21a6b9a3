"""Words that are written with a full stop which does not end a sentence, by language."""

from __future__ import annotations

import re

# Something always follows these.
NEVER_END = {
    "en": "dr mr mrs ms mx prof rev revd cllr hon sgt capt e.g i.e eg ie cf vs viz approx tel ext"
    " fig ref messrs",
    "pl": "dr prof mgr inż lek hab ul al pl os np tzw tj m.in godz tel nr ok św ks ust art zob por"
    " wg pn im gen pt mjr kpt r.pr br dyr red wyd",
    "cy": "dr mr mrs ms parch cyng e.e h.y rhif ff tud ffôn athro",
    "ar": "د أ م ص هـ ت ج",
    "gu": "ડૉ ડો શ્રી રૂ નં મો ફો પ્રો",
    "hi": "डॉ श्री रु नं प्रो",
    "ur": "ڈاکٹر",
}
# A number always follows these; else "No." is an answer.
NEVER_BEFORE_NUMBERS = {
    "en": "no nos p pp para vol ch sect c ca rm jan feb mar apr jun jul aug sep sept oct nov dec"
    " mon tue tues wed thu thur thurs fri sat sun",
    "pl": "s str poz pok m",
    "cy": "t tt pen",
}
# These stand inside a sentence and at its end: "in Oak St. The bus", "to St. Mary".
NEED_STARTER = {"en": "st mt ft", "cy": "st"}
# These end a sentence, unless a small letter or a number follows.
MAY_END = {
    "en": "rd ave ln ltd inc co jr sr etc a.m p.m dept govt hrs hr min mins sec al",
    "pl": "itd itp r w zł tys mln mld kg min sek ww",
    "cy": "ayb ac.ati y.b y.h a.y.b",
}
# English doctors have names in texts of every language.
EVERYWHERE = frozenset(NEVER_END["en"].split())


def never_ends(word: str, after: str, language: str) -> bool:
    """Say whether what follows this word and its full stop belongs to the same sentence."""
    small, tongue = word.lower(), language.split("-", maxsplit=1)[0]
    if small in EVERYWHERE or small in NEVER_END.get(tongue, "").split():
        return bool(after)
    numbers = NEVER_BEFORE_NUMBERS.get(tongue, "").split()
    return small in numbers and bool(re.match(r"\d", after))


def needs_starter(word: str, language: str) -> bool:
    """Say whether a name may follow this word and its full stop."""
    return word.lower() in NEED_STARTER.get(language.split("-", maxsplit=1)[0], "").split()


def may_end(word: str, language: str) -> bool:
    """Say whether this word has a full stop within a sentence as well as at its end."""
    return word.lower() in MAY_END.get(language.split("-", maxsplit=1)[0], "").split()
