"""What rooms may hear while the content is read, beside Pelican's own signals."""

from __future__ import annotations

from blinker import Signal

# The content is about to be read: the sender is Pelican.
reading = Signal()
# All files are read, but not yet compared: the sender is Pelican, `site` and `edits` what was read.
read = Signal()
