"""In CI the property tests draw the same examples every time; on a developer's machine they go on searching."""

import os

from hypothesis import settings

# What is loaded at the first call counts for its example, and a busy machine for any: how long is for other tests.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
