"""What was, and the way back to it."""
