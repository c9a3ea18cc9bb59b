"""Call blocks: their slices, their clock and what came of them."""
