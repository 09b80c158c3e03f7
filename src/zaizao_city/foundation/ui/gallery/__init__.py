"""What the gallery shows: every component in all its states, with invented people, shops and figures."""
