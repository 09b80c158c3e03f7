"""Work that is done after the answer or at a time: enqueued with the change, retried, scheduled."""
