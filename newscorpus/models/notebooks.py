"""How a notebook shows a model. Notebooks ask the object itself (`_repr_html_`), so models must answer; what draws the
answer lies far above them. This is the one place that reaches up, by name, and only when a notebook asks.
"""

from importlib import import_module


def shown(what: str, thing: object) -> str:
    """HTML of an "article" or "corpus", safe in any page: see `newscorpus.view.notebook`."""
    made: str = getattr(import_module("newscorpus.view.notebook"), f"{what}_html")(thing)
    return made
