"""Plain text: pages flattened, ways to clean them, and the figures of each."""
