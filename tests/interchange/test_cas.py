"""CAS: layers of others come in, as INCEpTION has them; and the library reads what is written."""

import re
import shutil
from pathlib import Path

import pytest
from command import newscorpus

import newscorpus as nc

cassis = pytest.importorskip("cassis")

ROOT = Path(nc.__file__).parents[1]
TEXT = "Anna 👩\u200d🚀 Berg of Acme met Carl Dahl. He paid 5 dollars."
ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
CHAIN = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceChain"
LINK = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink"
POS = "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS"
DEPENDENCY = "de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency"
META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"


class Project:
    """A document of a project in INCEpTION: named entities, a layer of events with links, relations, and a chain."""

    def __init__(self):
        types = self.types = cassis.TypeSystem()
        string, annotation, top = "uima.cas.String", "uima.tcas.Annotation", "uima.cas.TOP"
        self._type(ENTITY, annotation, value=string, identifier=string)
        self._type(META, "uima.tcas.DocumentAnnotation", documentTitle=string, documentId=string, documentUri=string)
        self._type(LINK, annotation, referenceType=string, next=LINK)
        self._type(CHAIN, "uima.cas.AnnotationBase", first=LINK)
        self._type("webanno.custom.EventPartLink", top, role=string, target=annotation)
        self._type("webanno.custom.Event", annotation, kind=string, sure="uima.cas.Boolean", odd=annotation)
        types.create_feature(
            "webanno.custom.Event", "part", "uima.cas.FSArray", elementType="webanno.custom.EventPartLink"
        )
        types.create_feature("webanno.custom.Event", "tags", "uima.cas.StringArray")
        self._type("webanno.custom.Works", annotation, label=string, Governor=ENTITY, Dependent=ENTITY, since=string)
        self._type("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", annotation)
        self._type(POS, annotation, PosValue=string)
        self._type(DEPENDENCY, annotation, DependencyType=string, Governor=annotation, Dependent=annotation)
        self.cas = cassis.Cas(types, sofa_string=TEXT, sofa_mime="text/plain", document_language="en")
        self.add(META, begin=0, end=len(TEXT), documentTitle="news.txt", documentUri="https://example.com/news")

    def _type(self, name, above, **features):
        self.types.create_type(name, above)
        for feature, range_ in features.items():
            self.types.create_feature(name, feature, range_)

    def make(self, name, words=None, **features):
        if words is not None:
            start = TEXT.index(words)
            features |= {"begin": start, "end": start + len(words)}
        return self.types.get_type(name)(**features)

    def add(self, name, words=None, **features):
        made = self.make(name, words, **features)
        self.cas.add(made)
        return made

    def filled(self):
        anna = self.add(ENTITY, "Anna 👩\u200d🚀 Berg", value="PER", identifier="http://www.wikidata.org/entity/Q7")
        acme = self.add(ENTITY, "Acme", value="ORG", identifier="http://kb.example/acme")
        carl = self.add(ENTITY, "Carl Dahl", value="PER")
        he = self.add(ENTITY, "He", value="PER")
        money = self.add(ENTITY, "5 dollars", value="MONEY")
        self.add("webanno.custom.Works", "Acme", label="employs", Governor=acme, Dependent=anna, since="2020")
        second = self.add(LINK, "He", referenceType="x")
        first = self.add(LINK, "Carl Dahl", next=second)
        second.next = first  # a cycle, as a torn file may have
        self.add(CHAIN, first=first)
        links = [("Participant", anna), ("Participant", carl), ("Money", None)]
        self.event("met", links, kind="Meet", sure=True, odd=anna, tags=["a", "b"])
        self.event("paid", [(None, money), ("Giver", he)], kind="Pay")
        self.add("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", "met")
        self.add(DEPENDENCY, "met", Governor=self.add(POS, "met", PosValue="V"), Dependent=anna)
        return self

    def event(self, words, links, tags=None, **features):
        link, array = self.types.get_type("webanno.custom.EventPartLink"), self.types.get_type("uima.cas.FSArray")
        made = self.add("webanno.custom.Event", words, **features)
        made.part = array(elements=[link(role=role, target=target) for role, target in links])
        if tags:
            made.tags = self.types.get_type("uima.cas.StringArray")(elements=tags)

    def save(self, folder, ending):
        folder.mkdir(parents=True, exist_ok=True)
        self.types.to_xml(folder / "TypeSystem.xml")
        (self.cas.to_xmi if ending == "xmi" else self.cas.to_json)(folder / f"anna.{ending}")


MAPPING = """\
source: cas
corpus: {language: en}
events: {Meet: {kind: meeting, type: talks}}
relations: {Works: employs}
attributes: {sure: ignore}
"""


def imported(source, out, mapping=None):
    if mapping is not None:
        (out.parent / "map.yaml").write_text(mapping)
        mapping = out.parent / "map.yaml"
    found = nc.import_corpus(source, "cas", out, mapping=mapping, force=True)
    return found, {one.kind: one.count for one in found.losses}


@pytest.mark.parametrize("ending", ["xmi", "json"])
def test_a_project_comes_in(ending, tmp_path):
    Project().filled().save(tmp_path / "source" / "news.txt", ending)
    found, losses = imported(tmp_path / "source", tmp_path / "out", MAPPING)
    assert (found.articles, found.errors) == (1, {})
    (article,) = nc.load(tmp_path / "out")
    assert (article.id, article.text, article.language) == ("news.txt-anna", TEXT, "en")
    assert article.url == "https://example.com/news"
    for span in article.spans():
        assert TEXT[span.start : span.end].strip()
    anna, acme = (article.actors[key] for key in ("anna-berg", "acme"))
    assert [TEXT[start:end] for start, end in article.mentions("anna-berg")] == ["Anna 👩\u200d🚀 Berg"]
    assert (dict(anna.ids), dict(acme.ids)) == ({"wikidata": "Q7"}, {"kb": "http://kb.example/acme"})
    assert [one.other for one in acme.relations["employs"]] == ["anna-berg"]
    meeting = next(one for one in article.events.values() if one.kind == "meeting")
    assert meeting.triggers[0].exact == "met"
    assert [quote.exact for quote in article.actors["carl-dahl"].mentions] == ["Carl Dahl", "He"]
    paid = next(one for one in article.events.values() if one.kind == "event")
    assert (paid.type, paid.things["amount"][0].text.exact) == ("Pay", "5 dollars")
    assert meeting.in_role("participant") == ("anna-berg", "carl-dahl")
    assert meeting.attributes["tags"] == "a; b"
    assert losses["feature Works.since"] == losses["feature Event.odd"] == losses["link without a target"] == 1
    assert losses["layer Token"] == losses["layer POS"] == losses["layer Dependency"] == 1


LAYERS = """\
#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value
#T_SP=webanno.custom.Event|kind|ROLE_webanno.custom.Event:part_webanno.custom.EventPartLink|uima.tcas.Annotation
#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation
#T_RL=webanno.custom.Works|label|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity


#Text="""
CELLS = {
    **{key: {0: "http://www.wikidata.org/entity/Q7[1]", 1: "PER[1]"} for key in ("Anna", "👩\u200d🚀", "Berg")},
    "Acme": {0: "*", 1: "ORG"},
    "met": {2: "Meet", 3: "Participant;Participant", 4: "1-1[1];1-7[2]"},
    **{key: {0: "*[2]", 1: "PER[2]", 5: "*[1]", 6: "*->1-1"} for key in ("Carl", "Dahl")},
    "He": {0: "*", 1: "PER", 5: "*[1]", 6: "*->1-2"},
    "paid": {2: "Pay", 3: "_", 4: "*"},
}


def test_a_project_is_the_same_in_both_of_its_files(tmp_path):
    """What INCEpTION writes as CAS and as WebAnno TSV becomes the same article."""
    project = Project()
    anna = project.add(ENTITY, "Anna 👩\u200d🚀 Berg", value="PER", identifier="http://www.wikidata.org/entity/Q7")
    acme, carl, he = (project.add(ENTITY, *given) for given in (("Acme",), ("Carl Dahl",), ("He",)))
    acme.value, carl.value, he.value = "ORG", "PER", "PER"
    project.add("webanno.custom.Works", "Acme", label="employs", Governor=acme, Dependent=anna)
    second = project.add(LINK, "He")
    project.add(CHAIN, first=project.add(LINK, "Carl Dahl", next=second))
    project.event("met", [("Participant", anna), ("Participant", carl)], kind="Meet")
    project.event("paid", [], kind="Pay")
    project.save(tmp_path / "cas", "xmi")
    rows, cells = [], {words: dict(given) for words, given in CELLS.items()}
    cells["Anna"] |= {7: "employs", 8: "1-5[0_1]"}
    for number, match in enumerate(re.finditer(r"[^\s.]+|\.", TEXT), 1):
        start, end = (len(TEXT[:offset].encode("utf-16-le")) // 2 for offset in match.span())
        fields = [cells.get(match[0], {}).get(column, "_") for column in range(9)]
        rows.append("\t".join([f"1-{number}", f"{start}-{end}", match[0], *fields, ""]))
    (tmp_path / "tsv").mkdir()
    (tmp_path / "tsv" / "anna.tsv").write_text(f"{LAYERS}{TEXT}\n" + "\n".join(rows) + "\n", encoding="utf-8")
    articles = []
    for format in ("cas", "webanno-tsv"):
        done = nc.import_corpus(tmp_path / format.removeprefix("webanno-"), format, tmp_path / f"out-{format}")
        assert done.errors == {}
        articles += nc.load(tmp_path / f"out-{format}")
    one, other = articles
    assert (one.text, dict(one.actors), dict(one.events)) == (other.text, dict(other.actors), dict(other.events))
    assert [len(event.participants) for event in one.events.values()] == [1, 0]
    assert len(one.actors) == 3


def test_a_second_view_and_a_value_of_two_layers(tmp_path):
    project = Project()
    project.add(ENTITY, "Acme", value="Meet")
    project.event("met", [("Participant", project.add(ENTITY, "Carl Dahl", value="PER"))], kind="Meet")
    project.add(META, begin=0, end=1, documentUri="file:/news.txt")
    project.cas.create_view("other").sofa_string = "Other"
    project.save(tmp_path / "source", "xmi")
    found, losses = imported(tmp_path / "source", tmp_path / "out")
    assert (found.articles, losses) == (1, {"views behind the first": 1})
    (article,) = nc.load(tmp_path / "out")
    (event,) = article.events.values()
    assert article.actors["acme"].attributes["source_label"] == "Meet"
    assert event.attributes["source_label"] == "Event:Meet"


def test_a_title_has_no_place(tmp_path):
    for title, is_lost in (("Talks in Oslo", True), ("other.txt", False), ("talks", False)):
        project = Project()
        project.add(META, begin=0, end=1, documentTitle=title)
        project.save(tmp_path / "source" / "talks", "xmi")
        _, losses = imported(tmp_path / "source", tmp_path / "out")
        assert losses.get("documentTitle", 0) == is_lost


def test_what_is_no_cas_is_listed(tmp_path):
    project = Project()
    project.add(ENTITY, begin=5, end=5000, value="PER")
    project.add("webanno.custom.Works", "Acme")
    project.save(tmp_path / "source", "xmi")
    (tmp_path / "source" / "torn.xmi").write_text("<xmi")
    (tmp_path / "source" / "torn.json").write_text("[]")
    empty = cassis.Cas(project.types)
    empty.to_xmi(tmp_path / "source" / "empty.xmi")
    other = tmp_path / "source" / "other"
    other.mkdir()
    shutil.copy(tmp_path / "source" / "anna.xmi", other / "bare.xmi")
    found, losses = imported(tmp_path / "source", tmp_path / "out")
    assert found.articles == 2
    assert losses["file that cannot be read as a CAS"] == 2
    assert losses["CAS without a text"] == losses["annotation outside the text"] == 1
    assert losses["layer Works of what is no span"] == 1
    assert losses["types without definition: TypeSystem.xml is missing or incomplete"] == 3
    assert losses["offset outside the text"] == 1


def test_a_cas_with_a_document_type_is_not_read(tmp_path):
    for name in ("anna.xmi", "TypeSystem.xml"):
        source = tmp_path / name / "source"
        Project().save(source, "xmi")
        shutil.copytree(source, source / "other")
        file = source / "other" / name
        document = file.read_text("utf-8").partition("?>")[2].replace('sofaString="', 'sofaString="&a;')
        file.write_text(f"<!DOCTYPE a [<!ENTITY a 'boo'>]>{document}", "utf-8")
        found, losses = imported(source, tmp_path / name / "out")
        assert (found.articles, losses) == (1, {"file that cannot be read as a CAS": 1})


@pytest.mark.parametrize("folder", ["seeds", "tests/articles"])
def test_the_library_reads_what_is_written(folder, tmp_path):
    corpus = nc.load(ROOT / folder)
    nc.export(ROOT / folder, "cas", tmp_path / "out")
    types = cassis.load_typesystem(tmp_path / "out" / "TypeSystem.xml")
    for article in corpus:
        cas = cassis.load_cas_from_xmi(tmp_path / "out" / f"{article.id}.xmi", typesystem=types)
        assert (cas.sofa_string, cas.document_language) == (article.text, article.language)
        entities = sorted((one.begin, one.end, one.value) for one in cas.select(ENTITY))
        assert entities == sorted(
            (start, end, one.kind) for key, one in article.actors.items() for start, end in article.mentions(key)
        )
        (meta,) = cas.select(META)
        assert (meta.documentId, meta.begin, meta.end) == (article.id, 0, len(article.text))
        tokens = list(cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"))
        assert "".join(one.get_covered_text() for one in tokens) == "".join(article.text.split())
        labels = [one.label for one in cas.select("webanno.custom.NewsEvent")]
        assert {f"{one.kind}-{one.type}" for one in article.events.values()} <= set(labels)
        quotes = {(span.start, span.end) for span in article.spans()}
        layers = ("webanno.custom.NewsSpan", "webanno.custom.NewsEvent")
        assert quotes <= {(one.begin, one.end) for layer in layers for one in cas.select(layer)}


def test_what_people_change_in_a_tool_is_read(tmp_path):
    nc.export(ROOT / "tests/articles", "cas", tmp_path / "out")
    types = cassis.load_typesystem(tmp_path / "out" / "TypeSystem.xml")
    path = tmp_path / "out" / "court.xmi"
    cas = cassis.load_cas_from_xmi(path, typesystem=types)
    span, event, relation = (types.get_type(f"webanno.custom.News{one}") for one in ("Span", "Event", "Relation"))
    link, array = types.get_type("webanno.custom.NewsEventArgumentsLink"), types.get_type("uima.cas.FSArray")
    strings = types.get_type("uima.cas.StringArray")
    start = cas.sofa_string.index("mayor")
    added = span(begin=start, end=start + 5, label="person", properties=strings(elements=["odd", "ids:x=1"]))
    meeting = event(begin=start, end=start + 5, label="meeting-talks")
    meeting.arguments = array(elements=[link(role="participant", target=added), link(role="agent")])
    lone = relation(begin=0, end=1, label="relation-ally_of", Governor=added)
    cas.add_all([added, meeting, lone, span(begin=3, end=3, label="person")])
    cas.to_xmi(path)
    found, losses = imported(tmp_path / "out", tmp_path / "back")
    assert losses == {
        "annotation outside the text": 1,
        "link without a target": 1,
        "relation without its ends": 1,
        "property that is not `mark:`, `ids:` or `note:`": 1,
    }
    article = next(one for one in nc.load(tmp_path / "back") if one.id == "court") if not found.errors else None
    assert found.rejected or article is not None


def test_a_folder_without_a_cas_is_refused(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.json").write_text('{"title": "x"}')
    done = newscorpus("import", "cas", tmp_path / "in", "-o", tmp_path / "out")
    assert done.code == 2
    assert "no file can be read as a CAS; a.json: " in done.err
    assert "Error:" not in done.err.partition("a.json")[2]
    assert not (tmp_path / "out").exists()
