"""Money as English words: "£1.50", "£3.2 million", "50p"."""

from __future__ import annotations

import re

from plugins.alternative_formats.script_numbers import figure
from plugins.alternative_formats.script_rule import AFTER, NUMBER, SPACE, TO, Rule, rule

COINS = {
    "£": ("pound", "pounds", "pence"),
    "€": ("euro", "euros", "cents"),
    "$": ("dollar", "dollars", "cents"),
}
SCALES = {
    "k": "thousand", "m": "million", "mn": "million", "bn": "billion", "tn": "trillion",
    "thousand": "thousand", "million": "million", "billion": "billion", "trillion": "trillion",
}  # fmt: skip
SCALE = rf"(?:{SPACE}?(?P<scale>thousand|million|billion|trillion|mn|bn|tn|[kmKM]){AFTER})"
SIGN = r"(?P<minus>[-\u2212])?(?P<sign>[£€$])"
# "a £10 voucher": what is bought with it makes it one word.
NOUN = (
    r"(?=[ \u00a0-](?:note|voucher|fine|grant|fund|ticket|fee"
    r"|prize|gift|deposit|charge|card|coin|bill|budget|donation)\b)"
)


def money_rules() -> tuple[Rule, ...]:
    """Return the rules of money."""
    between = rf"(?:{TO}|{SPACE}to{SPACE})"
    amount = rf"(?P<amount>{NUMBER})"
    return (
        rule(
            rf"{SIGN}{amount}{between}(?P=sign)?(?P<upper>{NUMBER}){SCALE}?(?!\w)",
            _range,
        ),
        Rule(re.compile(rf"{SIGN}{amount}{SCALE}?{NOUN}"), _as_noun),
        Rule(re.compile(rf"{SIGN}{amount}{SCALE}?"), _amount),
        rule(rf"(?P<pence>\d+){TO}(?P<upper>\d+)p{AFTER}", _pence_range),
        rule(rf"(?P<pence>\d+(?:\.\d+)?)p{AFTER}", _pence),
    )


def _amount(match: re.Match[str]) -> str:
    return _minus(match) + coins(match["sign"], match["amount"], match["scale"])


def _minus(match: re.Match[str]) -> str:
    return "minus " if match["minus"] else ""


def coins(sign: str, amount: str, scale: str | None) -> str:
    """Return "one pound fifty", "three point two million pounds"."""
    one, many, small = COINS[sign]
    if scale:
        return f"{figure(amount)} {SCALES[scale.lower()]} {many}"
    whole, _, part = amount.replace(",", "").partition(".")
    if len(part) != 2:  # noqa: PLR2004 - not pounds and pence
        return f"{figure(amount)} {one if amount == '1' else many}"
    pence = int(part)
    if int(whole) == 0 and pence:
        return _small(figure(str(pence)), small, alone=pence == 1)
    pounds = f"{figure(whole)} {one if int(whole) == 1 else many}"
    if pence == 0:
        return pounds
    if pence < 10:  # noqa: PLR2004 - "one pound five" would be a price of the market
        return f"{pounds} and {_small(figure(str(pence)), small, alone=pence == 1)}"
    return f"{pounds} {figure(part)}"


def _small(number: str, coin: str, *, alone: bool) -> str:
    return f"{number} {'penny' if coin == 'pence' else 'cent'}" if alone else f"{number} {coin}"


def _as_noun(match: re.Match[str]) -> str:
    one, many, _ = COINS[match["sign"]]
    said = _amount(match)
    return said[: -len(many)] + one if said.endswith(many) else said


def _range(match: re.Match[str]) -> str:
    upper = coins(match["sign"], match["upper"], match["scale"])
    return f"{_minus(match)}{figure(match['amount'])} to {upper}"


def _pence(match: re.Match[str]) -> str:
    return "one penny" if match["pence"] == "1" else f"{figure(match['pence'])} pence"


def _pence_range(match: re.Match[str]) -> str:
    return f"{figure(match['pence'])} to {figure(match['upper'])} pence"
