"""From a log to a model: its rhythm, its courses, its waits, its people; and how far the model is from a later part."""
