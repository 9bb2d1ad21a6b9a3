"""The publishing room: targets, releases and headers."""
