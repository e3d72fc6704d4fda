"""What changes booking hours: one file per noun."""
