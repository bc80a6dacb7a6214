"""What the caller did wrong, in words that say what to do."""


class BenchmarkError(Exception):
    """A run cannot start or go on; the message names the subject and the remedy."""
