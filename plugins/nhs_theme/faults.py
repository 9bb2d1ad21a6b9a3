"""What is wrong with the machine or the theme, told to a developer with the mend."""

from __future__ import annotations


class ThemeError(Exception):
    """The theme cannot be made. Pelican exits with `exitcode`: the content is not at fault."""

    exitcode = 2
