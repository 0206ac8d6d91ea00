"""Article text: from the annotation itself or from the file that `text_file` names."""

from newscorpus.checking.context import CheckContext, SourceRecord
from newscorpus.diagnostics.report import Path
from newscorpus.formats.source_text import Lines, SourceText
from newscorpus.fs import reading
from newscorpus.limits import MAX_BYTES
from newscorpus.models import Article
from newscorpus.models.frozen import evolve_unchecked
from newscorpus.rules import Finding


def _broken(broken: frozenset[Path], *path: str) -> bool:
    return any(b[: len(path)] == path for b in broken)


def _text_source(article: Article, broken: frozenset[Path]) -> list[tuple[str, Finding]]:
    """NC011: the text is given once, or withheld with its hash."""
    if _broken(broken, "text") or _broken(broken, "text_file"):
        return []
    if article.text is not None and article.text_file is not None:
        return [("NC011", Finding(("text_file",), "the text is given twice: here and as `text`", help="leave one out"))]
    if article.text is None and article.text_file is None and article.sha256 is None and not _broken(broken, "sha256"):
        hint = "add text_file: the path of its text; or sha256, if the text may not be shared"
        return [("NC011", Finding((), "the article has neither `text` nor `text_file`", at_key=True, help=hint))]
    return []


def _with_text(
    article: Article, source: SourceRecord, home: CheckContext
) -> tuple[Article, SourceText | None, list[tuple[str, Finding]]]:
    """The article with the text that its `text_file` holds, or why it cannot be had."""
    name = article.text_file
    assert name is not None

    def refuse(code: str, why: str) -> tuple[Article, None, list[tuple[str, Finding]]]:
        return article, None, [(code, Finding(("text_file",), f"{name}: {why}", arguments=(name,)))]

    if home.texts is None and (source.folder is None or home.root is None):
        return refuse("NC010", "there is no folder in which to look for it; give `base`")
    try:
        data = home.texts(source.file, name) if home.texts else _beside(source, home, name)
    except reading.Unreadable as e:
        return refuse("NC010", str(e))
    if len(data) > MAX_BYTES:
        return refuse("NC001", f"over the limit of {MAX_BYTES:,} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as e:
        return refuse("NC001", f"not UTF-8: byte {e.start}")
    return evolve_unchecked(article, text=text), SourceText(reading.beside(source.file, name), Lines(text)), []


def _beside(source: SourceRecord, home: CheckContext, name: str) -> bytes:
    assert source.folder is not None
    assert home.root is not None
    return reading.read_bytes(reading.inside(home.root, source.folder, name))
