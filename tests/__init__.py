"""Tests, room by room, on tiny true builds."""
