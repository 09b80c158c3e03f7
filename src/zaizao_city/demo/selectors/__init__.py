"""What is read of the demo city."""
