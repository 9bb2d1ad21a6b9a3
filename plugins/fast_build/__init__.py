"""Fast builds for any Pelican site: only the work that a change asks for, on every core."""
