"""The differences for the live site: nothing but the address is left to the one who publishes."""

from pelicanconf import *  # noqa: F403 - Pelican's own way to build one settings file on another

# The site's public address stands in site.yaml; a build never guesses it from the machine.
CATALOGUE = {"AS_OF": None, "DRAFTS": False, "SITE_URL": None}
