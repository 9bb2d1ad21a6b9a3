"""The editor's desk: build, check, new, serve, test and lint, as tasks.py offers them."""
