"""Alternative formats: one item as many files, each right by its own field's rules."""
