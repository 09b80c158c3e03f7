"""What is filled in: answers, the one form, uploads. Parsing only; services decide."""
