"""How fast pages are fetched, and in how much memory, beside a bare client in the same run."""
