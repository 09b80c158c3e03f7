"""What the city offers and how: service items, definitions and their versions, materials, legal bases, transfers."""
