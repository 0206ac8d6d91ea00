"""What role the subject of a verb has in an event, and its object, one row of words per language.

Imports `frames` and `words` of this package.
"""

from collections.abc import Mapping
from typing import Final

from newscorpus.text.frames import Frame
from newscorpus.text.words import words_in

# ruff: noqa: E501 - lists of words

_ROLES: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "en": {
        "host": words_in("host hosts hosted hosting"),
        "mediator": words_in("mediate mediates mediated mediating broker brokers brokered"),
        "organizer": words_in("organise organises organised organize organizes organized convene convenes convened"),
        "winner": words_in("win wins won beat beats defeat defeats defeated outbid"),
        "loser": words_in("lose loses lost"),
        "visitor": words_in(
            "visit visits visited travelled traveled flies flew fly paid pays arrived arrives came went goes"
        ),
        "discoverer": words_in("notice notices noticed spot spots spotted detect detects detected"),
        "responder": words_in(
            "help helped rescue rescued assist assisted evacuated extinguished dispersed treated recovered saved freed"
            " intervened responded cordoned sealed"
        ),
        "speaker": words_in("told tells tell addressed addresses briefed briefs"),
        "participant": words_in("met meets meet negotiated negotiate conferred"),
    }
}
"""For each role the verbs of which its actors are the subject."""
_ACTING: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "en": {
        "accusation": words_in("accuse accuses accused blame blames blamed condemn condemns condemned criticise criticises criticised criticize criticizes criticized denounce denounces denounced sue sues sued"),
        "request": words_in("ask asks asked demand demands demanded urge urges urged call calls called appeal appeals appealed request requests requested petition petitioned"),
        "refusal": words_in("refuse refuses refused reject rejects rejected decline declines declined turned dismissed rebuffed"),
        "threat": words_in("threaten threatens threatened warn warns warned"),
        "support": words_in("praise praises praised back backs backed support supports supported congratulate congratulates congratulated welcome welcomes welcomed endorse endorses endorsed thank thanked"),
        "decision": words_in("fine fines fined sentence sentences sentenced order orders ordered convict convicted acquit acquitted ban bans banned raised lowered approved suspended"),
        "sanction": words_in("sanction sanctioned expel expels expelled fine fines fined suspend suspends suspended ban bans banned impose imposes imposed blacklisted"),
        "investigation": words_in("investigate investigates investigated question questions questioned examine examines examined search searched probed"),
        "appointment": words_in("appoint appoints appointed name names named nominate nominated"),
        "departure": words_in("dismiss dismisses dismissed sack sacks sacked fire fires fired remove removes removed oust ousts ousted"),
        "aid": words_in("help helps helped send sends sent donate donates donated evacuate evacuated gave gives took takes brought granted"),
        "detention": words_in("arrest arrests arrested detain detains detained seize seizes seized kidnap kidnapped abduct abducted hold holds held jailed"),
        "attack": words_in("attack attacks attacked shoot shoots shot stab stabs stabbed bomb bombed shell shelled kill kills killed beat beaten beats ambushed hit struck assaulted raided"),
        "crime": words_in("rob robs robbed steal steals stole stolen defraud defrauded blackmailed cheated looted"),
        "cyberattack": words_in("hack hacks hacked break breaks broke copied encrypted"),
        "espionage": words_in("spied"),
        "briefing": words_in("tell tells told address addresses addressed brief briefs briefed"),
        "transaction": words_in("sell sells sold buy buys bought acquire acquires acquired purchase purchased pay pays paid repay repaid lent leased rented"),
    }
}  # fmt: skip
"""For types of events the verbs of which the subject acts, and of which the object is acted on."""

_NOUNS: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "en": {
        "visit": {"visit visits trip": "owner=visitor of=visitor by=visitor to=host"},
        "attack": {"attack attacks raid raids ambush assault airstrike airstrikes offensive": "on=victim against=victim by=agent", "murder killing shooting beating bombing shelling stabbing": "of=victim by=agent"},
        "cyberattack": {"attack attacks": "on=victim against=victim by=agent"},
        "detention": {"arrest arrests kidnapping detention abduction": "of=victim by=agent owner=victim", "seizure capture": "by=agent"},
        "request": {"request demand appeal call": "of=agent by=agent from=agent to=recipient owner=agent"},
        "refusal": {"refusal rejection": "by=agent owner=agent"},
        "accusation": {"criticism condemnation": "of=recipient by=agent from=agent owner=agent", "accusation accusations": "against=recipient by=agent from=agent"},
        "investigation": {"investigation inquiry": "by=agent"},
        "departure": {"dismissal sacking": "of=recipient owner=recipient by=agent", "resignation": "of=agent owner=agent"},
        "appointment": {"appointment": "of=recipient by=agent"},
        "contest": {"victory win": "over=loser for=winner owner=winner of=winner", "defeat": "of=loser by=winner"},
        "election": {"victory win": "over=loser for=winner owner=winner of=winner", "defeat": "of=loser by=winner"},
        "sanction": {"sanctions": "on=recipient against=recipient by=agent", "confiscation seizure freeze freezing expulsion ban": "by=agent"},
        "support": {"praise support backing": "from=agent by=agent for=recipient"},
        "aid": {"donation gift": "from=agent by=agent to=recipient"},
        "decision": {"ruling verdict decision order": "by=agent owner=agent"},
        "briefing": {"interview interviews": "with=recipient"},
        "protest": {"march rally demonstration": "by=agent of=agent owner=agent", "protest strike": "by=agent owner=agent"},
        "threat": {"threat threats": "by=agent from=agent against=recipient owner=agent"},
    }
}  # fmt: skip
"""For types of events their nouns, with the roles that prepositions and the genitive give to a name."""


def role_of_noun(frame: Frame, kind: str, language: str) -> str | None:
    """Return the role that a noun gives to its name in an event of a type: `the arrest of`; None if it gives none."""
    for words, roles in _NOUNS.get(language, {}).get(kind, {}).items():
        if frame.verb in words.split():
            return dict(role.split("=") for role in roles.split()).get(frame.part)
    return None


_HARMING: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "en": (words_in("killed injured wounded hurt"), words_in("died drowned burned suffocated")),
}
"""Verbs of which victims are the object, and those of which they are the subject."""


def is_harmed(frame: Frame, language: str) -> bool:
    """Return whether the verb of a frame harms its name: `two workers died`."""
    done, suffered = _HARMING.get(language, (frozenset(), frozenset()))
    return frame.verb in (
        suffered if frame.part == "subject" else done if frame.part in ("undergoer", "object") else ()
    )


_ASKING: Final = words_in("request behest urging instigation")
_MEDIATION: Final = words_in("mediation mediator mediators negotiators brokers")
"""Nouns of which the owner mediates: `Algerian mediation`, `the mediation of Oman`."""
_ROLE_NOUNS: Final = {"mediator": "mediator", "mediators": "mediator", "broker": "mediator", "host": "host"}


def role_of_subject(frame: Frame, language: str) -> str | None:
    """Return the role that the verb of a frame gives to its name, as the subject or behind `by`: `hosted`, `won`.

    A noun gives one, too: `as mediator`. At whose `request` something is done, only asks for it: "asker".
    """
    if frame.part in ("adjective", "owner", "of", "by", "from") and frame.verb in _MEDIATION and language == "en":
        return "mediator"
    if frame.part in ("as", "of") and language == "en":
        return ("asker" if frame.verb in _ASKING else None) if frame.part == "of" else _ROLE_NOUNS.get(frame.verb)
    if frame.part == "object" and frame.verb in _TOLD.get(language, frozenset()):
        return "audience"
    if frame.part not in ("subject", "actor") or frame.negated:
        return None
    verbs = [*([frame.infinitive] if frame.infinitive else []), frame.verb]  # `came to help` is no visit
    roles = _ROLES.get(language, {})
    return next((role for verb in verbs for role, words in roles.items() if verb in words), None)


_TOLD: Final[Mapping[str, frozenset[str]]] = {"en": words_in("told tells tell addressed addresses briefed briefs")}
"""Verbs of whom somebody speaks to as the object."""
_OFFERING: Final[Mapping[str, frozenset[str]]] = {"en": words_in("proposed offered suggested proposes offers suggests")}
_DECLINING: Final[Mapping[str, frozenset[str]]] = {"en": words_in("declined declines refused refuses")}
"""Verbs of whom a refusal is directed at, and of who refuses, as subjects."""


def acts(frame: Frame, kind: str, language: str) -> bool | None:
    """Return whether the name of a frame acts in an event of a type, or is acted on; None if the verb does not say."""
    if kind == "refusal" and frame.part == "subject":  # the one offers, the other declines
        if frame.verb in _OFFERING.get(language, frozenset()):
            return False
        if frame.verb in _DECLINING.get(language, frozenset()):
            return True
    if frame.verb not in _ACTING.get(language, {}).get(kind, frozenset()):
        return None
    does = {"subject": True, "indirect": False, "actor": True, "undergoer": False, "object": False}.get(frame.part)
    return None if frame.part == "subject" and not frame.object_follows else does
