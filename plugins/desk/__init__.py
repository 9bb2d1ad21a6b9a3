"""The editor's desk: build, check, new, serve, test, lint and bench, as tasks.py offers them."""
