"""The developers' bench: its made-up sites, its turns and its tables."""
