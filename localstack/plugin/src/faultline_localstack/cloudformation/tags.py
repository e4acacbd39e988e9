"""Tags, which templates have as lists or as maps."""

from collections.abc import Callable, Mapping
from typing import Any

Tags = dict[str, str]


def tags_of(model: Mapping[str, Any]) -> Tags:
    tags = model.get("Tags") or {}
    return dict(tags) if isinstance(tags, Mapping) else {tag["Key"]: str(tag["Value"]) for tag in tags}


def listed(tags: Tags) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def retag(wanted: Tags, had: Tags, put: Callable[[Tags], object], drop: Callable[[list[str]], object]) -> None:
    """Puts the tags that are new or different, and drops those that are gone."""
    if new := {key: value for key, value in wanted.items() if had.get(key) != value}:
        put(new)
    if gone := [key for key in had if key not in wanted]:
        drop(gone)


def retag_resource(
    client: Any, resource: Mapping[str, str], shape: Callable[[Tags], object], wanted: Tags, had: Tags
) -> None:
    """``retag`` with the operations that most services have. ``shape``: tags as this one takes them."""
    retag(
        wanted,
        had,
        lambda tags: client.tag_resource(**resource, Tags=shape(tags)),
        lambda keys: client.untag_resource(**resource, TagKeys=keys),
    )
