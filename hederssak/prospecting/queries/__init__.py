"""What can be asked about booking hours."""
