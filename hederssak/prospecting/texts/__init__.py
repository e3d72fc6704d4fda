"""What the booking hours say, in the reader's language, one file per noun."""
