"""What can be asked about coaching."""
