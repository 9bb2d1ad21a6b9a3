"""Apple's categories of podcasts: the exact texts, outside which a show is refused."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator

from plugins.catalogue.fields import refuse, short

# https://podcasters.apple.com/support/1691-apple-podcasts-categories
CATEGORIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Arts": (
            "Books",
            "Design",
            "Fashion & Beauty",
            "Food",
            "Performing Arts",
            "Visual Arts",
        ),
        "Business": (
            "Careers",
            "Entrepreneurship",
            "Investing",
            "Management",
            "Marketing",
            "Non-Profit",
        ),
        "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
        "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
        "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
        "Government": (),
        "Health & Fitness": (
            "Alternative Health",
            "Fitness",
            "Medicine",
            "Mental Health",
            "Nutrition",
            "Sexuality",
        ),
        "History": (),
        "Kids & Family": (
            "Education for Kids",
            "Parenting",
            "Pets & Animals",
            "Stories for Kids",
        ),
        "Leisure": (
            "Animation & Manga",
            "Automotive",
            "Aviation",
            "Crafts",
            "Games",
            "Hobbies",
            "Home & Garden",
            "Video Games",
        ),
        "Music": ("Music Commentary", "Music History", "Music Interviews"),
        "News": (
            "Business News",
            "Daily News",
            "Entertainment News",
            "News Commentary",
            "Politics",
            "Sports News",
            "Tech News",
        ),
        "Religion & Spirituality": (
            "Buddhism",
            "Christianity",
            "Hinduism",
            "Islam",
            "Judaism",
            "Religion",
            "Spirituality",
        ),
        "Science": (
            "Astronomy",
            "Chemistry",
            "Earth Sciences",
            "Life Sciences",
            "Mathematics",
            "Natural Sciences",
            "Nature",
            "Physics",
            "Social Sciences",
        ),
        "Society & Culture": (
            "Documentary",
            "Personal Journals",
            "Philosophy",
            "Places & Travel",
            "Relationships",
        ),
        "Sports": (
            "Baseball",
            "Basketball",
            "Cricket",
            "Fantasy Sports",
            "Football",
            "Golf",
            "Hockey",
            "Rugby",
            "Running",
            "Soccer",
            "Swimming",
            "Tennis",
            "Volleyball",
            "Wilderness",
            "Wrestling",
        ),
        "TV & Film": (
            "After Shows",
            "Film History",
            "Film Interviews",
            "Film Reviews",
            "TV Reviews",
        ),
        "Technology": (),
        "True Crime": (),
    }
)
WRITTEN = (
    *CATEGORIES,
    *(f"{name} > {part}" for name, parts in CATEGORIES.items() for part in parts),
)
HOW = (
    "Write one of Apple's, like Government, or with a part of it, like Health & Fitness > Medicine."
)


def _category(text: str) -> str:
    """Refuse what Apple does not know, and name what was probably meant."""
    if text in WRITTEN:
        return text
    meant = _meant(text)
    remedy = f'Did you mean "{meant}"?' if meant else HOW
    raise refuse("category", f'cannot be "{short(text)}".', remedy)


def _meant(text: str) -> str | None:
    plain = " > ".join(text.lower().replace(" and ", " & ").replace("/", ">").split(">"))
    plain = " ".join(plain.split())
    by_name = {name.lower(): name for name in WRITTEN}
    # "Medicine" alone is a part, which Apple reads only after the name of its whole.
    by_name |= {name.rpartition(" > ")[2].lower(): name for name in WRITTEN if " > " in name}
    close = difflib.get_close_matches(plain, by_name, n=1)
    return by_name[close[0]] if close else None


AppleCategory = Annotated[str, AfterValidator(_category)]
