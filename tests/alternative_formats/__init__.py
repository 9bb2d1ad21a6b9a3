"""Tests of the room of alternative formats."""
