"""NC519, NC539 and NC556: actors in the clause of an event, and the roles that it gives them."""

import json
from typing import Any

import pytest

import newscorpus as nc

CODES = ["NC519", "NC533", "NC537", "NC539", "NC545", "NC556"]
ACTORS: dict[str, dict[str, Any]] = {
    "anna": {"name": "Anna Berg", "kind": "person", "sector": "CVL"},
    "carl": {"name": "Carl Dahl", "kind": "person", "sector": "BUS"},
    "eide": {"name": "Dora Eide", "kind": "person", "sector": "JUD"},
    "lomar": {"name": "Lomar", "kind": "organization", "sector": "BUS"},
    "rimor": {"name": "Rimor", "kind": "organization", "sector": "BUS"},
    "court": {"name": "the Harwick court", "kind": "organization", "named": False, "sector": "JUD"},
    "union": {"name": "Nurses’ Union", "kind": "organization", "sector": "LAB"},
    "clinic": {"name": "Harwick Clinic", "kind": "organization", "sector": "MED"},
    "agency": {"name": "Fisheries Agency", "kind": "organization", "sector": "GOV", "country": "TG"},
    "togo": {"name": "Togo", "kind": "country", "country": "TG"},
    "benin": {"name": "Benin", "kind": "country", "country": "BJ"},
    "ghana": {"name": "Ghana", "kind": "country", "country": "GH"},
    "rovers": {"name": "Harwick Rovers", "kind": "organization"},
    "league": {"name": "Football League", "kind": "organization"},
    "police": {"name": "Harwick police", "kind": "organization", "sector": "COP"},
    "gang": {"name": "Grey Tide", "kind": "organization", "sector": "CRM"},
}
LAST = "Also mentioned: " + ", ".join(actor["name"] for actor in ACTORS.values()) + "."

CASES = [
    # The kind and type of the event, the text, its trigger, the right roles, and the wrong ones.
    ("event decision", "The Harwick court fined Lomar 4 million euros.", "fined", "agent=court recipient=lomar", "agent=league recipient=lomar"),
    ("event decision", "The Harwick court fined Lomar 4 million euros.", "fined", "agent=court recipient=lomar", "agent=court recipient=rimor"),
    ("event decision", "Togo’s Fisheries Agency on Friday fined Lomar.", "fined", "agent=agency recipient=lomar", "agent=togo recipient=lomar"),
    ("event aid", "The Nurses’ Union ended its strike after Togo had promised the clinic 30 million euros.", "promised", "agent=togo recipient=clinic", "agent=togo recipient=union"),
    ("event request", "Anna Berg, who leads the Nurses’ Union, asked Togo for help.", "asked", "agent=anna recipient=togo", "agent=anna recipient=benin"),
    ("event request", "Anna Berg asked Togo and Benin for help.", "asked", "agent=anna recipient=togo recipient=benin", "agent=anna recipient=togo recipient=ghana"),
    ("event accusation", "The Nurses’ Union accuses Harwick Clinic of ignoring two warnings by the Fisheries Agency.", "accuses", "agent=union recipient=clinic", "agent=agency recipient=clinic"),
    ("event accusation", "Carl Dahl of Lomar has repeatedly accused Rimor of theft.", "accused", "agent=carl recipient=rimor", "agent=rimor recipient=carl"),
    ("event agreement", "Togo and Benin signed a treaty on Monday.", "signed", "participant=togo participant=benin", "agent=togo recipient=benin"),
    ("event agreement", "Togo and Benin signed a treaty on Monday.", "signed", "participant=togo participant=benin", "participant=togo participant=ghana"),
    ("event agreement", "Togo and Benin signed a treaty on Monday.", "signed", "participant=togo participant=benin", "participant=togo participant=benin participant=ghana"),
    ("event agreement", "A treaty was signed in Harwick by Togo and Benin.", "signed", "participant=togo participant=benin", "participant=togo participant=ghana"),
    ("event transaction", "Lomar has sold its ferries to Rimor.", "sold", "agent=lomar recipient=rimor", "agent=clinic recipient=rimor"),
    ("event transaction", "Last week Lomar, a shipping company, bought the port from Rimor.", "bought", "agent=lomar recipient=rimor", "agent=clinic recipient=rimor"),
    ("event sanction", "Rovers player Carl Dahl was banned for two years by the Football League.", "banned", "agent=league recipient=carl", "agent=rovers recipient=carl"),
    ("event sanction", "The ban imposed on Carl Dahl by the Football League ends in May.", "ban", "agent=league recipient=carl", "agent=rovers recipient=carl"),
    ("event appointment", "Lomar named Anna Berg as its new head.", "named", "agent=lomar recipient=anna", "agent=rimor recipient=anna"),
    ("event departure", "Rimor sacked its head, Carl Dahl, on Tuesday.", "sacked", "agent=rimor recipient=carl", "agent=rimor recipient=anna"),
    ("event refusal", "Lomar offered more pay, and the Nurses’ Union rejected the offer.", "rejected", "agent=union recipient=lomar", "agent=clinic recipient=lomar"),
    ("event support", "Benin, Togo and Ghana praised the Football League.", "praised", "agent=togo agent=ghana agent=benin recipient=league", "agent=togo agent=ghana agent=benin agent=carl recipient=league"),
    ("event threat", "Grey Tide threatened Lomar with new attacks.", "threatened", "agent=gang recipient=lomar", "agent=lomar recipient=gang"),
    ("event investigation", "Harwick police and the Fisheries Agency are investigating Lomar.", "investigating", "agent=police agent=agency recipient=lomar", "agent=police agent=court recipient=lomar"),
    ("incident detention", "Harwick police have arrested Carl Dahl.", "have arrested", "agent=police victim=carl", "agent=carl victim=police"),
    ("incident detention", "Carl Dahl was arrested in Oslo by Harwick police.", "was arrested", "agent=police victim=carl", "agent=police victim=anna"),
    ("incident detention", "The arrest of Carl Dahl by Harwick police came late.", "arrest", "agent=police victim=carl", "agent=court victim=carl"),
    ("incident cyberattack", "Grey Tide broke into the network of Harwick Clinic and copied its files.", "copied", "agent=gang target=clinic", "agent=lomar target=clinic"),
    ("incident cyberattack", "Grey Tide was probably behind the attack on Harwick Clinic.", "attack", "suspect=gang target=clinic", "agent=gang target=clinic"),
    ("incident attack", "Dora Eide attacked Carl Dahl, and Anna Berg came to help.", "attacked", "agent=eide victim=carl responder=anna", "agent=lomar victim=carl responder=anna"),
    ("incident attack", "Carl Dahl, whom Harwick police suspect of the attack on Anna Berg, is free.", "attack", "suspect=carl victim=anna", "agent=carl victim=anna"),
    ("meeting talks", "Togo and Benin held talks in Oslo under Ghana’s mediation.", "talks", "participant=togo participant=benin mediator=ghana", "participant=togo participant=benin participant=ghana"),
    ("meeting talks", "Talks between Togo and Benin, mediated by Ghana, ended on Friday.", "Talks", "participant=togo participant=benin mediator=ghana", "participant=togo participant=ghana mediator=benin"),
    ("meeting talks", "Anna Berg met Carl Dahl in Harwick.", "met", "participant=anna participant=carl", "participant=anna participant=eide"),
    ("meeting talks", "Anna Berg met Carl Dahl in Harwick.", "met", "participant=anna participant=carl", "participant=anna mediator=carl"),
    ("meeting briefing", "“We are late,” Anna Berg told Lomar on Monday.", "told", "speaker=anna audience=lomar", "speaker=lomar audience=anna"),
    ("meeting briefing", "Anna Berg told Lomar on Monday that it was late.", "told", "speaker=anna audience=lomar", "speaker=eide audience=lomar"),
    ("meeting visit", "Anna Berg wants to visit Togo in May.", "visit", "visitor=anna host=togo", "visitor=carl host=togo"),
    ("event contest", "Harwick Rovers beat Lomar 3-1 on Sunday.", "beat", "winner=rovers loser=lomar", "winner=lomar loser=rovers"),
    ("incident protest", "The Nurses’ Union has called a strike at Harwick Clinic.", "strike", "agent=union target=clinic", "agent=lomar target=clinic"),
    # Relative clauses, participles, appositions, headlines, nouns, and orders of words.
    ("event decision", "Lomar, which owns the port, must pay 3 million euros, the Harwick court ruled.", "ruled", "agent=court recipient=lomar", "agent=league recipient=lomar"),
    ("event decision", "The court in Harwick cleared Carl Dahl, the former head of Lomar, of fraud.", "cleared", "agent=court recipient=carl", "agent=court recipient=rimor"),
    ("event decision", "Carl Dahl was sentenced on Friday to two years in prison.", "sentenced", "recipient=carl", "agent=carl"),
    ("event appointment", "Anna Berg has been named head of the Fisheries Agency, replacing Carl Dahl.", "has been named", "recipient=anna", "agent=anna"),
    ("event aid", "Togo will send Benin two ships.", "will send", "agent=togo recipient=benin", "agent=togo recipient=ghana"),
    ("event aid", "Ghana gave food to Togo.", "gave", "agent=ghana recipient=togo", "agent=benin recipient=togo"),
    ("event accusation", "Rimor, the main rival, was accused of fraud by Anna Berg.", "was accused", "agent=anna recipient=rimor", "agent=anna recipient=lomar"),
    ("event accusation", "Ghana’s criticism of Togo is wrong, Dora Eide said.", "criticism", "agent=ghana recipient=togo", "agent=togo recipient=ghana"),
    ("event refusal", "Lomar turned down an offer from Rimor.", "turned down", "agent=lomar recipient=rimor", "agent=clinic recipient=rimor"),
    ("event request", "At a meeting in Oslo, Ghana urged Togo to free Carl Dahl.", "urged", "agent=ghana recipient=togo", "agent=benin recipient=togo"),
    ("event request", "Anna Berg demanded on Monday that Lomar pay her.", "demanded", "agent=anna recipient=lomar", "agent=eide recipient=lomar"),
    ("event transaction", "Rimor is buying Lomar from the Fisheries Agency for 3 million euros.", "is buying", "agent=rimor recipient=agency", "agent=clinic recipient=agency"),
    ("event sanction", "Benin expelled Togo’s ambassador, Anna Berg.", "expelled", "agent=benin recipient=anna", "agent=ghana recipient=anna"),
    ("event contest", "Lomar lost 2-1 to Harwick Rovers.", "lost", "winner=rovers loser=lomar", "winner=lomar loser=rovers"),
    ("event withdrawal", "Ghana has pulled its troops out of Togo.", "pulled", "agent=ghana", "agent=benin"),
    ("incident detention", "Police in Harwick hold Carl Dahl over theft.", "hold", "victim=carl", "agent=carl"),
    ("incident detention", "Carl Dahl, arrested by Harwick police in May, denies the theft.", "arrested", "agent=police victim=carl", "agent=gang victim=carl"),
    ("incident attack", "Grey Tide shot at Carl Dahl and wounded Anna Berg.", "wounded", "agent=gang victim=anna", "agent=rovers victim=anna"),
    ("incident attack", "Three men who belong to Grey Tide may be behind the attack on Anna Berg.", "attack", "suspect=gang victim=anna", "suspect=gang victim=anna agent=anna"),
    ("incident cyberattack", "The attack on Harwick Clinic by Grey Tide lasted a week.", "attack", "agent=gang target=clinic", "agent=lomar target=clinic"),
    ("incident protest", "Members of the Nurses’ Union on Friday blocked Harwick Clinic.", "blocked", "agent=union target=clinic", "agent=clinic target=union"),
    ("incident accident", "Lomar’s ferry sank, and Anna Berg was injured.", "sank", "victim=anna", "agent=anna"),
    ("meeting talks", "Anna Berg spoke with Carl Dahl on Monday.", "spoke", "participant=anna participant=carl", "participant=anna participant=eide"),
    ("meeting call", "Anna Berg telephoned Carl Dahl on Monday.", "telephoned", "participant=anna participant=carl", "participant=eide participant=carl"),
    ("meeting talks", "Lomar and the Nurses’ Union will meet on Monday, with Dora Eide as mediator.", "will meet", "participant=lomar participant=union mediator=eide", "participant=lomar participant=union participant=eide"),
    ("meeting talks", "Ghana hosted talks between Togo and Benin.", "talks", "host=ghana participant=togo participant=benin", "host=togo participant=ghana participant=benin"),
    ("meeting visit", "Togo received Anna Berg on Monday.", "received", "visitor=anna host=togo", "visitor=togo host=anna"),
    ("meeting visit", "Anna Berg’s visit to Togo was short.", "visit", "visitor=anna host=togo", "visitor=eide host=togo"),
    ("meeting hearing", "Dora Eide heard Carl Dahl on Monday.", "heard", "host=eide participant=carl", "host=eide participant=anna"),
    ("meeting briefing", "Anna Berg spoke to Lomar at a press conference.", "press conference", "speaker=anna audience=lomar", "speaker=eide audience=lomar"),
]  # fmt: skip


def found(kind_and_type: str, text: str, trigger: str, roles: str) -> list[str]:
    """The findings about the roles of one event, by code."""
    kind, type_ = kind_and_type.split()
    participants: dict[str, list[str]] = {}
    for pair in roles.split():
        participants.setdefault(pair.split("=")[0], []).append(pair.split("=")[1])
    event = {"kind": kind, "type": type_, "evidence": [text.rstrip(".")], "triggers": [trigger]}
    claims = [{"quote": text.rstrip("."), "by": "court", "about": "it"}]
    article = {"format": "newscorpus/1", "id": "a", "language": "en", "text": f"{text}\n\n{LAST}", "actors": ACTORS}
    made = {"events": {"it": event | {"participants": participants}}, "claims": claims}
    report = nc.check_text(json.dumps(article | made), "json", select=[*CODES, "NC0", "NC1", "NC3"])
    return [f"{one.code} {one.message}" for one in report.diagnostics if one.code in CODES or one.code < "NC300"]


@pytest.mark.parametrize(("of", "text", "trigger", "right", "wrong"), CASES)
def test_the_roles_of_a_clause(of: str, text: str, trigger: str, right: str, wrong: str) -> None:
    """Roles that the clause does not give are reported; those that it gives are not."""
    assert found(of, text, trigger, right) == []
    assert found(of, text, trigger, wrong) != []


LEFT_OUT = [
    # The kind and type of the event, the text, its trigger, roles without somebody, and what the message begins with.
    ("event request", "Lomar will ask Togo for help.", "will ask", "agent=lomar", "`togo` is the object of `ask`"),
    ("event request", "Lomar will ask Togo for help.", "will ask", "recipient=togo", "`lomar` is the subject of `ask`"),
    ("event sanction", "Benin was fined by Ghana.", "fined", "recipient=benin", "`ghana` is named beside `fined`"),
    ("event agreement", "Togo and Benin signed a treaty.", "signed", "participant=togo", "`benin` is the subject of"),
    ("event aid", "Ghana promised Togo 3 ships.", "promised", "agent=ghana", "`togo` is named beside `promised`"),
    ("event transaction", "Lomar sold Rimor to Togo.", "sold", "agent=lomar recipient=togo", ""),
    ("event request", "Lomar, Anna Berg said, asked Togo for help.", "asked", "agent=lomar recipient=togo", ""),
    ("event decision", "The head of Lomar approved the sale.", "approved", "recipient=rimor", ""),
]


@pytest.mark.parametrize(("of", "text", "trigger", "roles", "message"), LEFT_OUT)
def test_who_is_left_out(of: str, text: str, trigger: str, roles: str, message: str) -> None:
    """The subject of a verb, who acts, and whom it is done to; not what is sold, and nobody inside a phrase."""
    messages = [one.partition(" ")[2] for one in found(of, text, trigger, roles) if one.startswith("NC556")]
    assert [one.startswith(message) for one in messages] == [True] * bool(message)
