"""Pages: each translates, makes one call and renders."""
