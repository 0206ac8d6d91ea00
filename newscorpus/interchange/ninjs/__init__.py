"""ninjs: the news in JSON of the IPTC. Versions 1, 2 and 3 are read, 3.1 is written."""

from newscorpus.interchange.ninjs.reader import read
from newscorpus.interchange.ninjs.writer import is_export, write

__all__ = ["is_export", "read", "write"]
