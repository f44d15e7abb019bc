"""What all tests share."""

from hypothesis import settings

# The machine may be busy with other things: examples are judged by what they find, not by how long they take.
settings.register_profile("baton", deadline=None)
settings.load_profile("baton")
