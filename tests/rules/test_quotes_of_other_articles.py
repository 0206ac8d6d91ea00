"""A quote that is from another article of the corpus: the finding names that article."""

import newscorpus as nc

ARTICLE = """\
format: newscorpus/1
id: {id}
language: en
published: 2024-05-08
{text}
events:
  talks:
    kind: meeting
    type: talks
    evidence: [{quote}]
"""


def write(folder, name, text, quote):
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    annotation = ARTICLE.format(id=name, text=f"text_file: {name}.txt", quote=quote)
    (folder / f"{name}.yaml").write_text(annotation, encoding="utf-8")


def helps(folder):
    return [(one.primary.file.rpartition("/")[2], one.help) for one in nc.check(folder, select=["NC301"]).diagnostics]


def test_the_article_with_the_words_is_named(tmp_path):
    write(tmp_path, "a", "The harbour of Lindby was closed.\n", "Anna Berg met Carl Dahl")
    write(tmp_path, "b", "On Monday, Anna Berg met\nCarl Dahl in Oslo.\n", "Anna Berg met Carl Dahl")
    ((file, advice),) = helps(tmp_path)
    assert file == "a.yaml"
    assert advice.startswith("copy the words from the article text; these words are in the article of `")
    assert advice.endswith("b.yaml`")


def test_words_of_no_article_are_called_unlike_the_text(tmp_path):
    write(tmp_path, "a", "The harbour of Lindby was closed.\n", "Somebody invented all that")
    write(tmp_path, "b", "On Monday, Anna Berg met Carl Dahl in Oslo.\n", "Anna Berg met Carl Dahl")
    assert helps(tmp_path) == [("a.yaml", "copy the words from the article text; nothing in it is similar")]


def test_a_text_inside_the_annotation_is_searched_too(tmp_path):
    write(tmp_path, "a", "The harbour of Lindby was closed.\n", "Dora Eide left for Bergen")
    text = "text: Dora Eide left for Bergen."
    (tmp_path / "c.yaml").write_text(ARTICLE.format(id="c", text=text, quote="Dora Eide left"), encoding="utf-8")
    ((_, advice),) = helps(tmp_path)
    assert advice.endswith("c.yaml`")
