"""Pictures in sizes that suit every screen, and the cards that stand for pages elsewhere."""
