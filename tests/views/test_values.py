"""Numbers, relations and own fields, as `show` and pages print them."""

from command import newscorpus

ARTICLE = """\
format: newscorpus/1
id: a
language: en
text: "Anna Berg, who owns Acme, paid $48 million after the fire, in which 43 people died, the ministry said."
actors:
  anna: {name: Anna Berg, kind: person, relations: {owns: {acme: who owns Acme}}}
  acme: {name: Acme, kind: organization}
  ministry: {name: the ministry, kind: organization}
events:
  fire:
    kind: incident
    type: disaster
    things: {amount: {$48 million: 48000000 USD}, object: the fire}
    casualties: {killed: [{43 people: 43, by: ministry}]}
    evidence: paid $48 million after the fire, in which 43 people died
"""


def test_a_terminal_shows_numbers_and_relations(tmp_path):
    """Values of things and casualties at their event, and what actors are to each other, once."""
    path = tmp_path / "a.yaml"
    path.write_text(ARTICLE)
    lines = [line.strip() for line in newscorpus("show", path).out.splitlines()]
    assert "amount: 48000000 USD (“$48 million”)" in lines
    assert "killed: 43 (“43 people”), by the ministry" in lines
    assert lines[lines.index("Relations") + 1 :] == ["Anna Berg: owns: Acme"]


def test_a_page_shows_own_fields_as_files_have_them(tmp_path):
    declared = "{first: {type: boolean}, size: {type: number}, desk: {type: string}}"
    (tmp_path / "corpus.yaml").write_text(f"format: newscorpus/1\nname: own\nattributes: {{event: {declared}}}\n")
    own = "    attributes: {first: true, size: 2.5, desk: True story}\n"
    (tmp_path / "a.yaml").write_text(ARTICLE + own)
    assert newscorpus("view", tmp_path / "a.yaml", "-o", tmp_path / "page.html").code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    for name, value in (("first", "true"), ("size", "2.5"), ("desk", "True story")):
        assert f"<dt>{name}</dt><dd><bdi>{value}</bdi></dd>" in page
