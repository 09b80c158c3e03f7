"""What an operator asks of the record."""
