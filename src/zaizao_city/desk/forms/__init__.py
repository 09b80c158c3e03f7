"""What is filled in at the desk; parsing only, the services decide."""
