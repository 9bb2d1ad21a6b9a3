"""What comes in broken, hostile or on a bad day: refused in plain words, or made harmless."""
