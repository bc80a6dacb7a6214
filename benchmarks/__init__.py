"""Quality and speed of main-text extractors, side by side on the same pages: `python -m benchmarks --help`."""
