"""Verbs that say the opposite of each other, in all their forms. English. Imports the standard library only."""

import re
from functools import cache
from itertools import chain
from typing import Final

# ruff: noqa: E501 - lists of words

_OPPOSITES: Final = (
    ("annul* overturn* quash* repeal* revok* strik(?:es|e)_down struck_down", "uphold* upheld confirm*"),
    (
        "accept* approv* adopt* agree agrees agreed pass passes passed permit* allow* welcom* endors* ratif* grant*",
        "reject* refus* declin* veto* rebuff* spurn* turn_down turns_down turned_down vot(?:es|ed|e)_down oppos* block blocks blocked ban bans banned forbid* forbade prohibit* dismiss dismisses dismissed",
    ),
    ("open opens opened reopen*", "close closes closed shut* "),
    (
        "begin* began begun start starts started resum* launch* kick_off kicks_off",
        "end ends ended finish* halt* stop stops stopped suspend* break_off breaks_off broke_off abandon*",
    ),
    ("free frees freed releas* pardon* acquit*", "arrest* detain* jail* imprison* convict* sentenc* captur* kidnap* abduct* seiz*"),
    ("deny denies denied", "admit* confirm* acknowledg* confess* conced*"),
    (
        "prais* thank* congratulat* welcom* hail* applaud* endors* commend* defend*",
        "blam* accus* criticis* criticiz* condemn* denounc* slam* rebuk* deplor* attack attacks attacked",
    ),
    ("rais(?:es|ed|e) increas* hik(?:es|ed|e)", "cut cuts lower lowers lowered reduc* slash*"),
    (
        "ris(?:es|e|en) rose climb* soar* increas* grow grows grew jump jumps jumped surg* rebound*",
        "fall falls fell fallen drop drops dropped plung* slip slips slipped declin* decreas* shrink* shrank tumbl* slump* sink sinks sank plummet* dip dips dipped",
    ),
    ("appoint* hire hires hired nominat* name names named reinstat*", "sack* dismiss* fire fires fired oust* remov*"),
    ("become becomes became take_office takes_office took_office take_over takes_over took_over", "resign* step_down steps_down stepped_down quit* retir*"),
    ("reach reaches reached arriv* enter* land lands landed", "leav(?:es|e|ing) left depart* quit quits withdr*"),
    ("join joins joined", "leav(?:es|e|ing) left quit quits withdr*"),
    ("deploy* send sends sent invad* advanc*", "withdr* pull_out pulls_out pulled_out retreat* recall*"),
    ("impos* tighten* introduc*", "lift lifts lifted eas(?:es|ed|e) scrap* abolish* repeal* relax*"),
    ("surviv* rescu* sav(?:es|ed|e)", "die dies died kill kills killed drown*"),
    ("cancel* call_off calls_off called_off scrap*", "postpon* put_off puts_off delay* defer* push_back pushes_back pushed_back adjourn*"),
    ("cancel* call_off calls_off called_off scrap* postpon* put_off puts_off", "go_ahead goes_ahead went_ahead confirm*"),
    ("promis* pledg* offer offers offered vow vows vowed", "refus* declin* withdr* threaten*"),
    ("win wins won beat beats defeat*", "lose loses lost"),
    ("find finds found discover* recover*", "lose loses lost"),
    ("unit(?:es|ed|e) merg*", "split* separat*"),
    ("strengthen* widen*", "weaken* narrow*"),
    ("sign signs signed", "reject* refus* cancel* scrap* withdr* tear_up tears_up tore_up"),
    ("build builds built rebuild* rebuilt", "destroy* demolish*"),
    ("include includes included invit*", "exclud* bar bars barred expel*"),
)  # fmt: skip
"""Pairs of words for the one and for its opposite: a `*` stands for any ending, `_` for a space."""


@cache
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    both = [tuple(map(_pattern, pair)) for pair in _OPPOSITES]
    return tuple(pair for one, other in both for pair in ((one, other), (other, one)))


@cache
def _every() -> re.Pattern[str]:
    """All of the words."""
    return _pattern(" ".join(chain.from_iterable(_OPPOSITES)))


def _pattern(words: str) -> re.Pattern[str]:
    forms = (word.replace("*", r"\w*").replace("_", " ") for word in words.split())
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])")


def opposites(words: str, others: str, around: str = "") -> tuple[str, str] | None:
    """Return a verb of some English words and one of others that says the opposite.

    None if there are none, or if the words have both, or the others or what is around them.

    Examples:
        >>> opposites("Prices fall", "Prices rose by 3 percent in May")
        ('fall', 'rose')
    """
    lower = words.lower()
    if not _every().search(lower):
        return None  # the usual case
    lower_others, lower_around = others.lower(), f"{others} {around}".lower()
    for one, other in _pairs():
        mine = one.search(lower)
        theirs = other.search(lower_others) if mine else None
        if mine and theirs and not other.search(lower) and not one.search(lower_around):
            return mine[0], theirs[0]
    return None
