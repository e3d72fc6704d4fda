"""What the pages that show several rooms read, in few queries whatever the size."""
