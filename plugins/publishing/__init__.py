"""Publishing: a built site becomes a release that is live wholly or not at all."""
