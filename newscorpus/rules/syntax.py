"""NC0xx: files, encoding, YAML and JSON syntax. The modules that read files check these rules."""

from newscorpus.rules.rule import ERROR, HINT, WARNING, declared


@declared("NC001", "unreadable-file", ERROR, "a file cannot be read, is not UTF-8, or is over the size limit")
def unreadable_file() -> None:
    r"""
    Annotations and texts are UTF-8. Other encodings are not guessed at, since a wrong guess changes the words that
    quotes are compared with. A file over the limit is not read at all.

    Example:
        - note: caf\xe9 # <NC001>
        + note: café
    """


@declared("NC002", "syntax-error", ERROR, "a file is not valid YAML or JSON")
def syntax_error() -> None:
    """
    Nothing can be said of the contents of a file that does not parse, so they are not checked. Frequent causes: a tab
    in the indentation, a quotation mark that is not closed, a colon followed by a space inside words without quotation
    marks.

    Example:
        - note: he said: yes # <NC002>
        + note: "he said: yes"
    """


@declared("NC003", "duplicate-key", ERROR, "two keys of a mapping are equal")
def duplicate_key() -> None:
    """
    Most readers of YAML and JSON silently keep the last of two equal keys, so an actor or an event disappears without
    a word. Here the file is refused.

    Example:
          actors:
            anna: {name: Anna Berg, kind: person}
        -   anna: {name: Carl Dahl, kind: person} # <NC003>
        +   carl: {name: Carl Dahl, kind: person}
    """


@declared(
    "NC004",
    "unsupported-yaml",
    ERROR,
    "a file has an anchor, alias, tag, merge key, directive, second document, or a list or mapping as a key",
)
def unsupported_yaml() -> None:
    """
    A file is plain data with the meaning of JSON. Aliases and merge keys make a few bytes stand for gigabytes, and tags
    make a reader run code; none of them is needed to annotate news.

    Example:
        - note: !!str 5 # <NC004>
        + note: "5"
    """


@declared("NC005", "too-complex", ERROR, "a file is nested deeper, or contains more of something, than the limit")
def too_complex() -> None:
    """
    No annotation comes near the limits: 64 levels, 500,000 values, 10,000 findings, a million places of its
    words. A file beyond them is broken or hostile, or should be several.

    Example:
        - note: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] # <NC005>
        + note: plain
    """  # noqa: E501 - it is too deep


@declared(
    "NC006",
    "ambiguous-scalar",
    HINT,
    "tools that follow YAML 1.1 read an unquoted value differently",
    fix="the string in quotes",
)
def ambiguous_scalar() -> None:
    """
    This library reads YAML 1.2, where `NO` is a string. Tools that still read YAML 1.1 see `false`, and read `12:30` as
    750 and `010` as 8. Quotation marks make all of them agree on strings; write numbers in plain decimal digits. Dates
    such as `2024-05-08` are not reported, since a tool that reads a date there does no harm.

    Example:
          actors:
            norway:
        -     name: NO # <NC006>
        +     name: "NO"
              kind: country
              country: "NO"
          text: "NO"
    """


@declared(
    "NC007",
    "parser-dependent-yaml",
    WARNING,
    "a file begins with a byte order mark, or ends inside a block string without a newline",
    fix="a newline at the end of the file, and `|-` or `>-`, so that the string stays as it was read; "
    "a byte order mark stays",
)
def parsers_differ() -> None:
    """
    Parsers disagree about both: some keep the mark, and some add a newline to block text that ends with the file.

    Example:
        - note: |
        -   the last line, without a newline
        + note: |-
        +   the last line
    """


@declared(
    "NC008",
    "unrepresentable-value",
    ERROR,
    "a file contains a control character, a lone surrogate, NaN, infinity, or a number that is too large",
)
def unrepresentable_value() -> None:
    """
    Raw control characters, lone surrogates, NaN, infinity and integers that do not fit in 64 bits are read differently,
    or not at all, by the tools that a corpus passes through.

    Example:
        - note: .nan # <NC008>
        + note: none
    """


@declared("NC010", "missing-or-outside-file", ERROR, "a text file does not exist, or a file is outside the corpus")
def missing_or_outside_file() -> None:
    """
    `text_file` is a path relative to the annotation, with `/` between its steps, and stays inside the corpus:
    annotations may come from strangers, and must not read other files. Articles, `corpus.yaml` and its baseline are not
    read either if a link leads out of the corpus: copy the file, or check it where it is. Hidden files, and those in
    hidden folders such as `.git`, are not part of a corpus.

    Example:
        - text_file: nowhere.txt # <NC010>
        + text: Anna Berg met Carl Dahl in Oslo on Monday.
    """


@declared(
    "NC011",
    "missing-or-duplicate-text",
    ERROR,
    "an article has both `text` and `text_file`, or none of `text`, `text_file`, `sha256` and `text_withheld`",
)
def text_not_given_once() -> None:
    """
    An article has its text either inside (`text`) or beside it (`text_file`). Where rights forbid sharing the text,
    `sha256` stands for it, so that whoever has the text can check that it is the same; or, if the hash is not known
    either, `text_withheld: true`.

    Example:
          format: newscorpus/1 # <NC011>
          id: example
          language: en
        + text: Anna Berg met Carl Dahl.
    """


@declared("NC012", "missing-schema", WARNING, "the comment for editors names a schema that does not exist")
def missing_schema() -> None:
    """
    `# yaml-language-server: $schema=…` names a file relative to the annotation. Where the annotation was moved to
    another folder, editors find nothing there, and stop to complete and to check without a word.

    Example:
        - # yaml-language-server: $schema=../elsewhere/article.schema.json
          note: a comment for editors
    """


@declared("NC013", "failed-rule", ERROR, "a rule raised an error, so that the file is not fully checked")
def failed_rule() -> None:
    """
    The other rules are checked all the same. If the rule is one of newscorpus, report the error, with the file if you
    may; if it is one of a plug-in, report it to its authors. Until it is corrected, `--ignore` leaves the rule out.
    This finding can be neither waived nor ignored, no baseline hides it, and it is reported whatever rules are
    selected: without it, a check that did not take place would look like one that passed.

    Example:
        - # a plug-in raises ZeroDivisionError in this file
          note: the plug-in checks this file
    """
