"""The version of newscorpus and the address of its documentation, in the one place that states them."""

__version__ = "0.2.0"
# A reserved domain, which nobody can own, until the documentation is published.
DOCUMENTATION = "https://newscorpus.example/docs"
IS_PUBLISHED = not DOCUMENTATION.startswith("https://newscorpus.example/")
