"""The pages that belong to no trade: the switches of the look, the gallery, the answers to what went wrong."""
