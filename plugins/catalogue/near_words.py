"""Which of a field's few words an editor meant who wrote another one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from types import MappingProxyType

# For words that are not spelt alike, or are spelt like the wrong one.
SAME: Mapping[str, str] = MappingProxyType(
    {
        "day": "daily",
        "week": (
            "weekly, monday, tuesday, wednesday, thursday, friday, saturday, sunday,"
            " mondays, tuesdays, wednesdays, thursdays, fridays, saturdays, sundays"
        ),
        "fortnight": "fortnightly, biweekly, two weeks, 2 weeks, second week, other week",
        "month": "monthly",
        "year": "yearly, annually, annual",
        "published": "live, public, publish, yes, true",
        "draft": "private, hidden, unpublished, no, false",
        "emergency": "urgent, critical, red",
        "warning": "important, amber, yellow",
        "information": "info, news",
        "resolved": "over",
        "amber": "orange, yellow",
        "under way": "in progress, ongoing, started, doing",
        "looking into it": "investigating, open, new",
        "done": "finished, complete, completed, closed",
        "not possible": "rejected, declined, no",
        "refused": "rejected, declined, none",
        "all given": "granted, full, complete, given",
        "part given": "partial, partly",
        "to decide": "decision, to vote, vote, to agree, to approve, approval",
        "to discuss": "discussion",
        "to note": "information, to inform",
        "to hear": "presentation, update",
        "audio": "recording, sound",
        "website": "web, online, internet",
        "social": "social media, facebook",
    }
)


def meant_by(written: str, expected: str) -> str | None:
    """Return the word that was probably meant; `expected` are all, each in single marks."""
    words = {word.lower(): word for word in re.findall("'([^']*)'", expected)}
    plain = written.strip(" .").lower().removeprefix("every ")
    known = (word for word in words if plain in SAME.get(word, "").split(", "))
    close = difflib.get_close_matches(plain, sorted(words), n=1)
    return next((words[word] for word in (*known, *close)), None)
