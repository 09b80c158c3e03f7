"""The look: tokens, components, page skeletons, template tags and the gallery of them all.

No page of a trade stands here.
"""
