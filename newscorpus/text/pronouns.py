"""English pronouns, by whom or what they may mean. Imports `words` of this package."""

from typing import Final

from newscorpus.text.words import words_in

OF_THINGS: Final = words_in("it its itself this that nothing something anything everything")
"""Pronouns that mean no person, and no group of them."""
OF_PEOPLE: Final = words_in(
    "he him his himself she her hers herself i me my mine myself someone somebody anyone anybody everyone everybody"
    " nobody"
)
"""Pronouns that mean people only."""
OWNERS: Final = words_in("my your his her its our their")
"""Pronouns of whom something is."""
