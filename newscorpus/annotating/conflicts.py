"""Actions that were chosen for an earlier version of an article than the file has now."""

from newscorpus.api.annotate import Steps, value_or
from newscorpus.api.steps import ConflictError
from newscorpus.diagnostics.report import Path, path_text
from newscorpus.models import Article


def fitting(steps: Steps, before: Article | None, now: Article, *, force: bool) -> Steps:
    """Return the steps of an action for what the file has now; items of lists may have moved.

    Args:
        steps: Those that were chosen.
        before: The article that the page has shown; None if that is not known any more.
        now: The article in the file.
        force: Whether to replace values that somebody has changed since.

    Raises:
        ConflictError: If what they are about has changed.
    """
    if before is now:
        return steps
    if before is None:
        raise ConflictError("the file has changed since the page has shown it: look at it again")
    if before.text != now.text:
        raise ConflictError("the text of the article has changed: select the words again")
    moved = []
    for step in steps:
        path = _moved(before, now, tuple(step["path"]))
        seen, value = value_or(before, tuple(step["path"]), None), value_or(now, path, None)
        if step["do"] != "add" and seen != value and not force:
            why = f"another program has changed {path_text(path)} since the page has shown it"
            raise ConflictError(why, "Replace what it has written?")
        moved.append({**step, "path": list(path)})
    return moved


def _moved(before: Article, now: Article, path: Path) -> Path:
    """Where an item of a list of an earlier article is now. Raises ConflictError if that is not certain."""
    moved: Path = ()
    for i, step in enumerate(path):
        if type(step) is not int:
            moved += (step,)
            continue
        item, items = value_or(before, path[: i + 1], None), value_or(now, moved, None)
        places = [n for n, candidate in enumerate(items or ()) if candidate == item]
        if step not in places and len(places) != 1:
            raise ConflictError(f"another program has changed {path_text(path[:2])}: look at it again")
        moved += (step if step in places else places[0],)
    return moved
