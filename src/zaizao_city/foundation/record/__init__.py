"""What happened, in streams that cannot be changed unseen: append, read, verify, erase, subscribe.

The only room that writes events; what an event means is said by the app that appends it.
"""
