"""Pages of those who do the work: clerks, approvers, helpers, administrators; no tables."""
