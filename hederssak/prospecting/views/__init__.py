"""The pages of the booking hours, one file per noun."""
