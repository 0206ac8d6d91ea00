"""English nouns in messages: their plural, and how many there are."""


def plural(noun: str) -> str:
    """Return the plural of a regular noun.

    Examples:
        >>> plural("event"), plural("fix")
        ('events', 'fixes')
    """
    return f"{noun}es" if noun.endswith(("s", "x")) else f"{noun}s"


def singular(word: str) -> str:
    """Return the singular of the name of a vocabulary: `role`, `actor kind`."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return (word[:-2] if word.endswith("ses") else word.removesuffix("s")).replace("_", " ")


def counted(count: int, noun: str) -> str:
    """Return a number with its noun.

    Examples:
        >>> counted(0, "article"), counted(1, "article"), counted(3, "article")
        ('no articles', '1 article', '3 articles')
    """
    return f"{count or 'no'} {noun if count == 1 else plural(noun)}"
