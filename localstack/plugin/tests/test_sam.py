import io
import json
from typing import Any

import pytest

from faultline_localstack import sam


@pytest.fixture
def translate(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")

    def run(properties: dict[str, Any]) -> tuple[int, str, str]:
        function = {"Type": "AWS::Serverless::Function", "Properties": properties}
        queue = {"Type": "AWS::SQS::Queue"}
        template = {"Transform": "AWS::Serverless-2016-10-31", "Resources": {"Work": function, "Jobs": queue}}
        monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(template)))
        code = sam.main()
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


WORK = {"Runtime": "nodejs22.x", "Handler": "work.handler", "CodeUri": {"Bucket": "b", "Key": "k"}}


def test_a_function_comes_with_its_mapping_and_a_role_of_any_managed_policy(translate):
    event = {"Type": "SQS", "Properties": {"Queue": {"Fn::GetAtt": ["Jobs", "Arn"]}}}
    code, out, _ = translate({**WORK, "Policies": ["SomeManagedPolicy"], "Events": {"Job": event}})
    resources = json.loads(out)["Resources"]
    types = {resource["Type"] for resource in resources.values()}
    assert code == 0
    assert {"AWS::Lambda::Function", "AWS::Lambda::EventSourceMapping", "AWS::IAM::Role"} <= types
    assert "arn:aws:iam::aws:policy/SomeManagedPolicy" in resources["WorkRole"]["Properties"]["ManagedPolicyArns"]


def test_what_sam_refuses_is_said_a_line_a_mistake(translate):
    code, out, err = translate({**WORK, "Events": {"Job": {"Type": "Carrier Pigeon", "Properties": {}}}})
    assert (code, out) == (1, "")
    assert "Work" in err
