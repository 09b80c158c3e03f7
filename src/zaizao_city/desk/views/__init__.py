"""The pages, by noun; each asks a service or a selector, none knows a rule."""
