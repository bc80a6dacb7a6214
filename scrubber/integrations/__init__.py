"""Where other frameworks meet Scrubber: each module imports its framework, and nothing imports them."""
