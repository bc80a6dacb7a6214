"""`scrubber fetch` and `scrubber links`."""
