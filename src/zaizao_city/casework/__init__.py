"""Every matter in flight: cases, work items, documents, deadlines, results; differences live in kinds."""
