"""The example of a prompt: a short article, and its annotation, which the check accepts without a finding."""

from typing import Final

from newscorpus.models import Actor, Article, Claim, Incident, Meeting, Place, Role, When
from newscorpus.models.count import Count
from newscorpus.models.values import Quote

TEXT: Final = """\
Oslo, May 6 – Mayor Anna Berg met union leader Carl Dahl in Oslo on Monday after the crash at the port.
Two workers were injured. “Last year the mayor promised us new cranes,” Dahl said. Later, the mayor denied it."""

EXAMPLE: Final = Article(
    id="example",
    language="en",
    published="2024-05-07",
    text=TEXT,
    actors={
        "berg": Actor(
            id="berg",
            name="Anna Berg",
            kind="person",
            sector="GOV",
            mentions=(
                Quote(exact="the mayor", within="the mayor promised"),
                Quote(exact="the mayor", within="the mayor denied"),
            ),
            roles=(Role(title="Mayor", org="oslo"),),
        ),
        "dahl": Actor(
            id="dahl",
            name="Carl Dahl",
            kind="person",
            sector="LAB",
            aliases=("Dahl",),
            roles=(Role(title="union leader"),),
        ),
        "oslo": Actor(id="oslo", name="Oslo", kind="locality", country="NO"),
        "workers": Actor(id="workers", name="workers", kind="group", named=False, mentions=("Two workers",)),
    },
    events={
        "talks": Meeting(
            id="talks",
            type="talks",
            title="The mayor meets the union leader",
            evidence=("Mayor Anna Berg met union leader Carl Dahl in Oslo on Monday",),
            participants={"participant": ("berg", "dahl")},
            when=When(edtf="2024-05-06", text="on Monday"),
            places=(Place(name="Oslo", country="NO"),),
            relations={"after": ("crash",)},
        ),
        "crash": Incident(
            id="crash",
            type="accident",
            evidence=("the crash at the port", "Two workers were injured"),
            participants={"victim": ("workers",)},
            casualties={"injured": (Count(count=2, text="Two"),)},
        ),
    },
    claims=(Claim(quote="Last year the mayor promised us new cranes", by=("dahl",), cue="Dahl said", about=("berg",)),),
)
