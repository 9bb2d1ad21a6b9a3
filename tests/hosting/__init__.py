"""Tests of what docs/hosting promises, on real servers."""
