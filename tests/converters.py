"""Plain data and models, by the public converter."""

from functools import cache
from typing import Any

import cattrs

from newscorpus import Article, Manifest, make_converter

HEAD = {"format": "newscorpus/1"}


@cache
def converter() -> cattrs.Converter:
    """The converter of a corpus without terms and attributes of its own."""
    return make_converter()


def structured(
    data: Any, cls: type[Any] = Article, manifest: Manifest | None = None, by: cattrs.Converter | None = None
) -> tuple[Any, list[Any]]:
    """What can be made of the data, of a corpus or by its converter; and all errors."""
    try:
        return (by or (make_converter(manifest) if manifest else converter())).structure(data, cls), []
    except ValueError as e:
        return e.value, e.errors


def plain(model: Any) -> dict[str, Any]:
    """A model as plain data in long forms."""
    return converter().unstructure(model)


def manifest_of(**fields: Any) -> Manifest:
    """The manifest of these fields of a `corpus.yaml`, whose actors may use the terms and attributes that it declares."""
    data = {**HEAD, "name": "c", **fields}
    own = converter().structure({key: value for key, value in data.items() if key != "actors"}, Manifest)
    return make_converter(own).structure(data, Manifest)
