"""Threads beside which a worker may be forked."""

HARMLESS_THREADS = "scrubber-lookup"
"""What their names begin with. They wait while the system looks a name up, and hold no lock that a worker needs."""
