"""Pictures: what an annotation says, for people to read. Pages for browsers, cells for notebooks, lines for terminals.

Everything is drawn from the models; nothing in here reads YAML or judges it. Only this part of the house knows Jinja2.
"""
