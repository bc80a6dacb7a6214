"""What doctest looks at here: the extension of the site's reference only where there is what it extends."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("griffe") else ["site_docstrings.py"]
