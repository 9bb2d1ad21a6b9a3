"""What people do in a podcast: the Podcast Taxonomy's roles, in groups, as apps know them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator

from plugins.catalogue.fields import refuse, short

# https://podcasttaxonomy.com/, as podcast:person refers to it.
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Cast": (
            "Host",
            "Co-Host",
            "Guest Host",
            "Guest",
            "Voice Actor",
            "Narrator",
            "Announcer",
            "Reporter",
        ),
        "Creative Direction": (
            "Director",
            "Assistant Director",
            "Executive Producer",
            "Senior Producer",
            "Producer",
            "Associate Producer",
            "Development Producer",
            "Creative Director",
        ),
        "Writing": (
            "Author",
            "Editorial Director",
            "Co-Writer",
            "Writer",
            "Songwriter",
            "Guest Writer",
            "Story Editor",
            "Managing Editor",
            "Script Editor",
            "Script Coordinator",
            "Researcher",
            "Editor",
            "Fact Checker",
            "Translator",
            "Transcriber",
            "Logger",
        ),
        "Audio Production": (
            "Studio Coordinator",
            "Technical Director",
            "Technical Manager",
            "Audio Engineer",
            "Remote Recording Engineer",
            "Post Production Engineer",
        ),
        "Audio Post-Production": (
            "Audio Editor",
            "Sound Designer",
            "Foley Artist",
            "Composer",
            "Theme Music",
            "Music Production",
            "Music Contributor",
        ),
        "Administration": (
            "Production Coordinator",
            "Booking Coordinator",
            "Production Assistant",
            "Content Manager",
            "Marketing Manager",
            "Sales Representative",
            "Sales Manager",
        ),
        "Visuals": ("Graphic Designer", "Cover Art Designer"),
        "Community": ("Social Media Manager",),
        "Misc.": ("Consultant", "Intern"),
        "Video Production": (
            "Camera Operator",
            "Lighting Designer",
            "Camera Grip",
            "Assistant Camera",
        ),
        # It has an Editor too; the one under Writing is meant unless the group is said.
        "Video Post-Production": ("Assistant Editor",),
    }
)
GROUP_OF: Mapping[str, str] = MappingProxyType(
    {role: group for group, roles in GROUPS.items() for role in roles}
)


def _role(text: str) -> str:
    """Return a role as the taxonomy writes it, whatever its capitals."""
    by_name = {role.lower(): role for role in GROUP_OF}
    plain = " ".join(text.lower().split())
    if plain in by_name:
        return by_name[plain]
    close = difflib.get_close_matches(plain, by_name, n=1)
    remedy = (
        f'Did you mean "{by_name[close[0]]}"?'
        if close
        else "Write Host or Guest, or another role of podcasttaxonomy.com. What the person is"
        " outside the programme, like practice nurse, belongs in role."
    )
    raise refuse("role", f'cannot be "{short(text)}".', remedy)


PodcastRole = Annotated[str, AfterValidator(_role)]
