"""Podcasts: shows, their feeds, and what apps want to know of every episode."""
