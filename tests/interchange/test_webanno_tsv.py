"""WebAnno TSV 3: all that INCEpTION writes comes in or is listed, and documents of any text are read as they were."""

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from command import newscorpus
from hypothesis import given, settings
from hypothesis import strategies as st
from imported import read_by

import newscorpus as nc

# Every layer that there is: entities, slots of two kinds of targets, parts of speech, a chain, relations.
TALKS = """\
#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value
#T_SP=webanno.custom.Talk|kind|sure|ROLE_webanno.custom.Talk:with_webanno.custom.TalkWithLink|uima.tcas.Annotation
#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation
#T_RL=webanno.custom.Tie|kind|since|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity


#Sentence.id=s1
#Text=Anna Berg 🤝 met
#Text=Carl in-Oslo\\ton Monday.
1-1	0-4	Anna	NNP	http://www.wikidata.org/entity/Q1[1]	PER[1]	_	_	_	_	*[1]	*->1-1	_	_	_
1-2	5-9	Berg	NNP	http://www.wikidata.org/entity/Q1[1]	PER[1]	_	_	_	_	*[1]	*->1-1	_	_	_
1-3	10-12	🤝	_	_	_	_	_	_	_	_	_	_	_	_
1-4	13-16	met	_	_	_	Meet	true	Who;Who;Place;*	1-1[1];2-1;1-6.1[3];9-9	_	_	_	_	_
1-5	17-21	Carl	_	*	PER	_	_	_	_	_	_	employs	2020	1-1[1_0]
1-6	22-29	in-Oslo	_	_	_	_	_	_	_	_	_	_	_	_
1-6.1	25-29	Oslo	_	kb:7[3]|*[4]	GPE[3]|A\\|B\\\\[4]	_	_	_	_	_	_	_	_	_
1-7	33-39	Monday	_	_	_	_	_	_	_	_	_	_	_	_
1-8	39-40	.	_	_	_	_	_	_	_	_	_	_	_	_

#Text=He paid.
2-1	42-44	He	PRP	*	PER	_	_	_	_	pr[1]	coref->1-2	*	*	1-5
2-2	45-49	paid	_	_	_	Pay	_	_	*	_	_	_	_	_
2-3	49-50	.	_	_	_	_	_	_	_	_	_	_	_	_
"""
TALKS = re.sub(r"^(\d.*)$", r"\1\t", TALKS, flags=re.MULTILINE)  # each row ends with a tab


def count_of(text):
    """The annotations of each layer, counted without the reader: their numbers, or their cells."""
    counts, head, names = Counter(), [], {}
    for layer, rest in re.findall(r"^#T_(?:SP|CH|RL)=([^|\n]*)\|?(.*)$", text, re.MULTILINE):
        head += [(layer, name) for name in rest.split("|")]
    for line in text.split("\n"):
        cells = line.split("\t")[3:]
        seen = set()
        for (layer, name), cell in zip(head, cells, strict=False):
            values = re.split(r"(?<!\\)\|", cell)
            if cell == "_" or layer in seen or name == "referenceType":
                continue
            seen.add(layer)
            for i, value in enumerate(values):
                number = re.search(r"(?:\[(\d+)\]|->(\d+-\d+))$", value)
                names[(layer, number[0]) if number else (layer, line, i)] = layer.rpartition(".")[2]
    counts.update(names.values())
    return counts


@pytest.fixture
def read(tmp_path):
    return read_by("webanno-tsv", tmp_path)


def test_a_project_comes_in(read):
    done = read(
        {"talks.txt/anna.tsv": TALKS}, "source: webanno-tsv\nevents: {Meet: meeting}\nroles: {Who: participant}\n"
    )
    article = done.article
    assert done.errors == {}
    assert article.id == "talks.txt-anna"
    assert article.text == "Anna Berg 🤝 met\nCarl in-Oslo\ton Monday.\n He paid."
    actors = {actor.name: actor for actor in article.actors.values()}
    assert [quote.exact for quote in actors["Anna Berg"].mentions] == ["Anna Berg", "He"]
    assert dict(actors["Anna Berg"].ids) == {"wikidata": "Q1"}
    meeting, payment = article.events.values()
    assert (meeting.kind, meeting.type, meeting.attributes["sure"]) == ("meeting", "Meet", "true")
    assert [participant.mention.exact for participant in meeting.participants["participant"]] == ["Anna Berg"]
    assert [place.name.exact for place in meeting.places] == ["Oslo"]
    assert (payment.type, [quote.exact for quote in payment.triggers]) == ("Pay", ["paid"])
    assert {label for actor in actors.values() for label in actor.attributes["source_label"].split(", ")} >= {"A|B\\"}
    assert dict(done.losses) == {
        "#Sentence.id": ["talks.txt/anna.tsv:9"],
        "layer POS": [f"talks.txt/anna.tsv:{line}:{column}" for line, column in ((12, 14), (13, 14), (23, 14))],
        "feature CoreferenceLink.referenceType": ["talks.txt/anna.tsv:23:32"],
        "feature CoreferenceLink.referenceRelation": ["talks.txt/anna.tsv:23:38"],
        "feature Tie.since": ["talks.txt/anna.tsv:16:36"],
        "second mention of a participant": ["talks.txt/anna.tsv:15:21: T7"],
        "slot whose target does not exist": ["talks.txt/anna.tsv:15:21: 9-9"],
        "token that is divided otherwise": ["talks.txt/anna.tsv: in-Oslo"],
    }


def test_nothing_is_missing(read):
    """What comes in and what is listed are as many as the source has."""
    known = count_of(TALKS)
    assert known == {"POS": 3, "NamedEntity": 5, "Talk": 2, "CoreferenceLink": 2, "Tie": 2}
    done = read({"talks.tsv": TALKS}, 'source: webanno-tsv\nentities: {"*": unknown}\nroles: {"*": participant}\n')
    actors = done.article.actors.values()
    mentions = [span for span in done.article.spans() if span.label == "mentions"]
    assert len(mentions) == known["NamedEntity"] + known["CoreferenceLink"]
    assert len(done.article.events) == known["Talk"]
    assert sum(len(others) for actor in actors for others in actor.relations.values()) == known["Tie"]
    assert {loss.kind: loss.count for loss in done.imported.losses}["layer POS"] == known["POS"]


@pytest.mark.parametrize(
    ("version", "words", "text"),
    [
        ("3", r"caf\u00e9 \ud83e\udd1d", "café 🤝"),
        ("3.1", r"a\u00e9\\b", "aé\\b"),
        ("3.2", r"a\u00e9\\b", r"a\u00e9\b"),
        ("3.3", "a\\\tb", "a\\\tb"),
    ],
)
def test_escapes_of_each_version(version, words, text, read):
    file = f"#FORMAT=WebAnno TSV {version}\r\n#T_SP=x.Span|\r\n\r\n\r\n#Text={words}\r\n1-1\t0-1\t{text[0]}\t*\t\r\n"
    assert read({"a.tsv": file}).article.text == text


def test_a_host_without_slots_and_columns_of_unequal_stacks(read):
    """As INCEpTION writes the first, and GUM the second: a column leaves out annotations without a value."""
    slots = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Span|\n#T_SP=x.Talk|ROLE_x.Talk:with_x.TalkLink|x.Span\n\n\n"
        "#Text=Anna met Carl\n1-1\t0-4\tAnna\t*\t_\t_\t\n1-2\t5-8\tmet\t_\t_\t*\t\n1-3\t9-13\tCarl\t*\t*\t1-1\t\n"
    )
    first, second = read({"a.tsv": slots}).article.events.values()
    assert ([quote.exact for quote in first.triggers], first.participants) == (["met"], {})
    assert list(second.participants) == ["with"]
    stacks = (
        "#FORMAT=WebAnno TSV 3.2\n#T_SP=x.Referent|entity|identity\n\n\n"
        "#Text=NASA 's chief\n1-1\t0-4\tNASA\tperson[1]|organization[2]\tNASA[2]\t\n1-2\t5-7\t's\tperson[1]\t_\t\n"
    )
    actors = {actor.name: actor for actor in read({"a.tsv": stacks}).article.actors.values()}
    assert {name: actor.attributes.get("identity") for name, actor in actors.items()} == {
        "NASA 's": None,
        "NASA": "NASA",
    }


DAMAGED = """\
#FORMAT=WebAnno TSV 3.3
#T_SP=x.Span|value
#T_CH=x.TieLink|referenceType|referenceRelation

#Text=Anna met Carl.
1-1\t0-4\tAnna\tPER\t*[1]\tno link\t
1-2\t8-5\tmet\tA\t_\t_\t
x\t9-13\tCarl\tPER\t_\t_\t
1-4\t13-14\t.
1-5\t90-94\tBerg\tPER\t_\t_\t

#Text=He paid.
2-1\t900000000-900000002\tHe\tPER\t_\t_\t
"""


def test_damage_is_listed_with_line_and_column_and_loses_nothing_else(read):
    done = read({"a.tsv": DAMAGED, "b.tsv": b"#FORMAT=WebAnno TSV 3.3\n\xff", "c.tsv": "#FORMAT=WebAnno TSV 2\n"})
    assert done.article.text == "Anna met Carl.\nHe paid."
    assert [actor.name for actor in done.article.actors.values()] == ["Anna", "He"]
    assert done.losses == {
        "file that cannot be read as WebAnno TSV 3": [
            "b.tsv: not UTF-8: byte 24",
            "c.tsv: it is of version 2: export version 3",
        ],
        "link of a chain without `->CHAIN-LINK`": ["a.tsv:6:23"],
        "row without offsets": ["a.tsv:7:5"],
        "row that does not begin with the number of a token": ["a.tsv:8:1"],
        "row with fewer columns than the layers have": ["a.tsv:9:12"],
        "token that the text of its sentence lacks": ["a.tsv:10: Berg"],
        "sentence whose offsets do not follow those before": ["a.tsv:12"],
        "sentence that is divided otherwise": ["a.tsv: He"],
    }


def test_a_file_of_another_format_is_named(tmp_path):
    (tmp_path / "talks.tsv").write_text(TALKS, encoding="utf-8")
    (tmp_path / "map.yaml").write_text("article: {text: text}\n", encoding="utf-8")
    (tmp_path / "other.csv").write_text("text\nIt rained.\n", encoding="utf-8")
    path = tmp_path / "talks.tsv"
    say = f"type `newscorpus import webanno-tsv {path}`"
    for words in (("csv", path, "--map", tmp_path / "map.yaml", "-o", tmp_path / "out"), ("csv", path, "--init")):
        assert newscorpus("import", *words).err == f"error: {path} is not csv but webanno-tsv: {say}\n"
    folder = newscorpus("import", "wikievents", tmp_path, "-o", tmp_path / "out")
    assert folder.err.endswith(f"; it is webanno-tsv: type `newscorpus import webanno-tsv {tmp_path}`\n")
    (tmp_path / "talks.tsv").write_text("a\tb\n", encoding="utf-8")
    none = newscorpus("import", "webanno-tsv", tmp_path, "-o", tmp_path / "out")
    assert none.err.endswith("talks.tsv: its first line is not `#FORMAT=WebAnno TSV 3.3`\n")


# Documents of any text, written as the format has them.

WORDS = st.text(st.sampled_from("aZé字🤝\\.|_[]*->;"), min_size=1, max_size=4)
SENTENCE = st.lists(st.tuples(WORDS, st.sampled_from(["", " ", "  ", "\n"])), min_size=1, max_size=5)
LABEL = st.text(st.sampled_from("xé🤝\\|_[]*->;\t\n"), min_size=1, max_size=4).map(lambda text: f"L{text}L")


def units(text):
    return len(text.encode("utf-16-le")) // 2


def escaped_text(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t")


def escaped_value(text):
    text = re.sub(r"->|[\\\[\]|_;*]", lambda match: f"\\{match[0]}", text)
    return text.replace("\t", "\\t").replace("\n", "\\n")


def written(sentences, labels):
    """The file, its text, and the labels with their spans: each covers some tokens of a sentence."""
    text, tokens = "", []
    for number, sentence in enumerate(sentences, 1):
        text += "\n" if text else ""
        begin = len(text)
        for index, (words, space) in enumerate(sentence, 1):
            tokens.append((f"{number}-{index}", len(text), len(text) + len(words), begin))
            text += words + (space if index < len(sentence) else "")
    spans = []
    for label, at, length in labels:
        first = at % len(tokens)
        covered = [token for token in tokens[first : first + length] if token[3] == tokens[first][3]]
        spans.append((label, covered))
    rows, before = [], None
    for id_, start, end, begin in tokens:
        if begin != before:
            stop = max(token[2] for token in tokens if token[3] == begin)
            rows += ["", *(f"#Text={escaped_text(line)}" for line in text[begin:stop].split("\n"))]
            before = begin
        cell = "|".join(
            f"{escaped_value(label)}[{number}]"
            for number, (label, covered) in enumerate(spans, 1)
            if any(token[0] == id_ for token in covered)
        )
        rows.append(f"{id_}\t{units(text[:start])}-{units(text[:end])}\t{text[start:end]}\t{cell or '_'}\t")
    head = ["#FORMAT=WebAnno TSV 3.3", "#T_SP=x.Span|value", ""]
    known = [(label, covered[0][1], covered[-1][2]) for label, covered in spans]
    return "\n".join([*head, *rows, ""]), text, known


@settings(max_examples=60)
@given(
    st.lists(SENTENCE, min_size=1, max_size=4),
    st.lists(st.tuples(LABEL, st.integers(0, 19), st.integers(1, 3)), max_size=5),
)
def test_a_text_and_its_spans_are_read_as_they_were(sentences, labels):
    file, text, known = written(sentences, labels)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.tsv").write_bytes(file.encode())
        (folder / "map.yaml").write_text('source: webanno-tsv\nentities: {"*": unknown}\n', encoding="utf-8")
        done = nc.import_corpus(folder / "a.tsv", "webanno-tsv", folder / "out", mapping=folder / "map.yaml")
        (article,) = nc.load(folder / "out")
    assert article.text == text
    labels = {id_: actor.attributes["source_label"] for id_, actor in article.actors.items()}
    mentions = [(labels[span.id], span.start, span.end) for span in article.spans() if span.label == "mentions"]
    assert Counter(mentions) == Counter(known)
    assert {loss.kind for loss in done.losses} <= {
        "token that is divided otherwise",
        "sentence that is divided otherwise",
    }
