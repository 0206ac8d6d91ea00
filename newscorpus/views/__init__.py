"""Annotated articles for people to read: pages for browsers, cells for notebooks, lines for terminals.

Everything is made from the models: nothing here reads YAML or checks it. No other package uses Jinja2.
"""
