__version__ = "0.1.0"
"""Of the package; the articles of two versions may differ, and records say which made them."""
