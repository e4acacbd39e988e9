"""What is deployed although it is refused."""

import pytest

from faultline_localstack.support.findings import Finding
from faultline_localstack.support.setting import VARIABLE, is_allowed
from faultline_localstack.support.table import Verdict

PIPE = Finding("Pipe", "AWS::Pipes::Pipe", "", Verdict("refused"))


@pytest.mark.parametrize(
    ("value", "allowed"),
    [
        (None, False),
        ("", False),
        ("all", True),
        ("AWS::Pipes::Pipe", True),
        ("AWS::A::B, AWS::Pipes::Pipe", True),
        ("AWS::A::B", False),
    ],
)
def test_is_named_or_all(value: str | None, allowed: bool) -> None:
    assert is_allowed(PIPE, {} if value is None else {VARIABLE: value}) is allowed


def test_what_aws_refuses_is_never_allowed() -> None:
    invalid = Finding("Mapping", "AWS::Lambda::EventSourceMapping", "", Verdict("invalid", "batch"))
    assert not is_allowed(invalid, {VARIABLE: "all"})
