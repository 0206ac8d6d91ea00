"""Nouns by which English news name an event again: `the attack`, `this ruling`. Imports `words` of this package."""

from typing import Final

from newscorpus.text.words import words_in

_NOUNS: Final = (
    ("attack assault attackers", "attack cyberattack"),
    ("raid ambush bombing shooting killing killings murder assassination massacre shelling stabbing", "attack"),
    ("hack breach hacking intrusion", "cyberattack"),
    ("blast explosion fire", "attack accident disaster"),
    ("clash clashes fighting battle firefight", "clash"),
    ("crash collision accident derailment sinking collapse", "accident"),
    ("disaster", "accident disaster"),
    ("quake earthquake flood floods flooding storm drought eruption cyclone hurricane outbreak epidemic", "disaster"),
    ("deal agreement accord pact treaty ceasefire truce contract memorandum", "agreement"),
    ("ruling verdict judgment judgement sentence decision fine ban acquittal conviction", "decision"),
    ("protest protests rally march demonstration demonstrations blockade walkout", "protest"),
    ("arrest arrests detention detentions seizure kidnapping abduction capture", "detention"),
    ("visit trip", "visit"),
    ("talks negotiations", "talks"),
    ("meeting", "talks conference gathering"),
    ("summit conference", "conference"),
    ("election elections referendum", "election"),
    ("resignation dismissal removal ouster", "departure"),
    ("appointment", "appointment"),
    ("accusation accusations allegation allegations criticism", "accusation"),
    ("request demand appeal", "request"),
    ("refusal rejection", "refusal"),
    ("threat", "threat"),
    ("sanctions embargo expulsion", "sanction"),
    ("sale purchase acquisition takeover merger", "transaction"),
    ("investigation inquiry probe", "investigation"),
    ("hearing trial", "hearing"),
    ("match game final", "contest"),
    ("riot riots unrest looting", "unrest"),
    ("deployment", "mobilization"),
    ("withdrawal", "withdrawal"),
    ("robbery theft heist", "crime"),
)
_TYPES: Final = {noun: words_in(types) for nouns, types in _NOUNS for noun in nouns.split()}


def types_of_noun(noun: str) -> frozenset[str]:
    """Return the types of events that a noun may name again.

    Examples:
        >>> sorted(types_of_noun("ambush"))
        ['attack']
    """
    return _TYPES.get(noun, frozenset())
