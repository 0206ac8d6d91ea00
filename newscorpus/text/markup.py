"""Markup that a conversion left in a text: tags, comments, character references. Imports the standard library only."""

from typing import Final

MARKUP: Final = (
    r"</[A-Za-z][\w:.-]*\s*>"
    r"|<[A-Za-z][\w:.-]*\s[^<>=]*=[^<>]*>"
    r"|<(?:br|hr|img|p|div|span|a|b|i|u|em|strong|small|h[1-6]|[uod]l|li|d[td]|t[drh]|table|blockquote|article)\s*/?>"
    r"|<!--|<[!?][A-Za-z][^<>]*>"
    r"|&(?:#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);"
)
"""Words in angle brackets are markup only if they have an attribute, close an element, or are an element of HTML."""
