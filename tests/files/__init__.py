"""Tests of recordings, transcripts and papers."""
