"""In CI the property tests draw the same examples every time; on a developer's machine they go on searching.

They have no deadline: what is loaded at the first call counts for its example, and time is measured by other tests.
"""

import os

from hypothesis import settings

settings.register_profile("developer", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "developer")
