"""The developers' bench: whole builds of made-up sites, ours beside those of other site makers."""
