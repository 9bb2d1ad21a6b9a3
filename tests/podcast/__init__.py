"""The podcast room: feeds, recordings, transcripts and chapters."""
