"""What we publish: Markdown files as typed, checked, frozen items."""
