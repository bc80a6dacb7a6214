"""`scrubber explain`."""
