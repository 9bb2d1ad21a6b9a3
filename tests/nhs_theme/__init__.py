"""Tests of the theme: what it ships, how it speaks, and what its templates ask for."""
