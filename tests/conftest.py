"""Random tests are the same every time where a change is judged, and new ones each time at a desk."""

import os

from hypothesis import settings

settings.register_profile("desk", deadline=None)
settings.register_profile("judged", deadline=None, derandomize=True)
settings.load_profile("judged" if os.environ.get("CI") else "desk")
