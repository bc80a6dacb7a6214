"""Readers of metadata compared: title, authors, date, site, language, tags, description and images of a page."""
