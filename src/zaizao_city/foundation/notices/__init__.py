"""Messages to people: in the application, by e-mail, by a gateway for short messages.

What is said, and to whom, is decided above.
"""
