"""The words of what happens with reports and lessons; each file names its own."""

from . import voices

ALL = (*voices.ALL,)
