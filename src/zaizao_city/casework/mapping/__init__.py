"""Between the engine's values and the rows: moments, events and record, states and rows. Nothing here writes."""
