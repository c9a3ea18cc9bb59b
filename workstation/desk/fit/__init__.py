"""How well accounts fit the ideal customer profiles."""
