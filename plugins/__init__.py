"""The rooms of the publishing system; each is a package, and a Pelican plugin by its plugin.py."""
