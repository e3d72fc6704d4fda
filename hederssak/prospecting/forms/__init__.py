"""What the pages of the booking hours ask for, one file per noun."""
