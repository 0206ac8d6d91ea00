"""Reports for people and for tools; one file a format, one table."""

from newscorpus.render import concise, full

FORMATS = {"full": full.render, "concise": concise.render}
