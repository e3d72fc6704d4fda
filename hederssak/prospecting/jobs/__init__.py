"""What the worker does for the booking hours: one file per noun, each imported here so that the clock finds it."""
