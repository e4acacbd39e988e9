"""What is to be said of a resource: its type and properties against the table. ``localstack/support/judge.ts`` says the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from faultline_localstack.support.table import Entry, Verdict, entry_of

ATTRIBUTE = "attribute"


@dataclass(frozen=True)
class Finding:
    """One thing of a resource that does not work as on AWS. ``subject``: such as ``PackageType Image``; empty for the whole."""

    logical_id: str
    resource_type: str
    subject: str
    verdict: Verdict

    @property
    def is_refused(self) -> bool:
        return self.verdict.kind in ("refused", "invalid")

    @property
    def sentence(self) -> str:
        resource = f"{self.logical_id} ({self.resource_type})"
        reason = f": {self.verdict.reason}" if self.verdict.reason else ""
        if self.verdict.kind == "invalid":
            return f"{resource} is invalid{reason}"
        if not self.subject:
            return f"{resource} {'is not supported' if self.is_refused else 'has no effect'}{reason}"
        if self.is_refused:
            verb = "has no" if self.subject.startswith(ATTRIBUTE) else "cannot have"
            return f"{resource} {verb} {self.subject}{reason}"
        return f"{resource}: {self.subject} has no effect{reason}"


def findings_of(logical_id: str, resource_type: str, properties: Mapping[str, Any]) -> Iterator[Finding]:
    """The findings about one resource, the ones about the whole first. What is not known yet, as ``{"Ref": …}``, is skipped."""
    entry = entry_of(resource_type)
    if entry.verdict.kind != "works":
        yield Finding(logical_id, resource_type, "", entry.verdict)
    for subject, verdict in _judge(entry, properties, ""):
        yield Finding(logical_id, resource_type, subject, verdict)


def unknown_attribute(logical_id: str, resource_type: str, attribute: str) -> Finding | None:
    """A finding if ``Fn::GetAtt`` of this attribute would give nothing."""
    attributes = entry_of(resource_type).attributes
    if attributes is None or attribute in attributes:
        return None
    there_are = f"there are {', '.join(attributes)}" if attributes else "there are none"
    return Finding(logical_id, resource_type, f"{ATTRIBUTE} {attribute}", Verdict("refused", there_are))


def is_unresolved(value: object) -> bool:
    """Whether a value of a template is a function that is still to be carried out."""
    if not isinstance(value, dict) or len(value) != 1:
        return False
    (name,) = value
    return name in ("Ref", "Condition") or name.startswith("Fn::")


def _judge(entry: Entry, value: object, path: str) -> Iterator[tuple[str, Verdict]]:
    if value is None or is_unresolved(value):
        return
    if isinstance(value, Sequence) and not isinstance(value, str):
        for each in value:
            yield from _judge(entry, each, path)
    elif entry.values is not None:
        text = _as_text(value)
        verdict = entry.values.get(text) or entry.values.get("*") or Verdict("refused")
        if verdict.kind != "works":
            yield f"{path} {text}", verdict
    elif entry.properties is not None and isinstance(value, dict):
        for name, each in value.items():
            yield from _judge_property(entry.properties.get(name), each, f"{path}.{name}" if path else name)


def _judge_property(entry: Entry | None, value: object, path: str) -> Iterator[tuple[str, Verdict]]:
    if value is None:
        return
    if entry is None:
        yield path, Verdict("refused")
    elif entry.verdict.kind != "works":
        yield path, entry.verdict
    else:
        yield from _judge(entry, value, path)


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
