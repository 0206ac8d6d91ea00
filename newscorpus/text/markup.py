"""What a conversion left in a text: tags, comments, character references, lines of the page. Imports the standard
library only."""

from typing import Final

# ruff: noqa: E501 - lists of words

MARKUP: Final = (
    r"</[A-Za-z][\w:.-]*\s*>"
    r"|<[A-Za-z][\w:.-]*\s[^<>=]*=[^<>]*>"
    r"|<(?:br|hr|img|p|div|span|a|b|i|u|em|strong|small|h[1-6]|[uod]l|li|d[td]|t[drh]|table|blockquote|article)\s*/?>"
    r"|<!--|<[!?][A-Za-z][^<>]*>"
    r"|&(?:#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);"
)
"""Words in angle brackets are markup only if they have an attribute, close an element, or are an element of HTML."""

FURNITURE: Final = (
    r"^[ \t]*[\[(*–—-]*[ ]?(?:advertisements?|advert|anzeige|publicidad|publicité|werbung|sponsored(?: content)?"
    r"|(?:story|article) continues (?:below|after)\b[^.\n]{0,40}|continue reading\b[^.\n]{0,40}|continued (?:on|from) page \d+"
    r"|skip (?:to|past)\b[^.\n]{0,40}|(?:read|see) (?:more|also)(?::[^\n]{0,120})?|also read(?::[^\n]{0,120})?"
    r"|related (?:stories|articles|topics|content|links?)(?::[^\n]{0,120})?|(?:most|more) (?:read|popular|on this (?:story|topic))"
    r"|(?:sign up|subscribe|click here|tap here) (?:to|for)\b[^.\n]{0,80}|share (?:this|on|via)\b[^.\n]{0,40}"
    r"|follow us on\b[^.\n]{0,60}|(?:image|photo|picture) (?:credit|source|caption)(?::[^\n]{0,120})?|getty images"
    r"|all rights reserved|©[^\n]{0,80}|leer más|weiterlesen|mehr zum thema|lire aussi(?: :[^\n]{0,120})?)[ ]?[\])*.:…–—-]*[ \t]*$"
)
"""Lines that a page has beside the article, in any case: `ADVERTISEMENT`, `Read more:`. A line has nothing else."""
