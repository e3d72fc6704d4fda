"""The pages of the booking hours."""
