"""Tests of the fast Python-Markdown."""
