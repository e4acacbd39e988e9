"""The doctor, which is TypeScript, and the deployment must say the same of every template."""

import json
import random
import subprocess
from typing import Any

from conftest import PROJECT_NODE, ROOT

from faultline_localstack.support.table import Entry, table
from faultline_localstack.support.template import template_findings

SENTENCES = ROOT / "localstack" / "support" / "testing" / "sentences.ts"
TEMPLATES = 1000
SQS = "arn:aws:sqs:us-east-1:000000000000"
DEFAULTS = {"Kind": "WEBSOCKET", "Count": 7}


def value(draw: random.Random, entry: Entry | None) -> Any:
    """A value such as a template may have for what an entry describes."""
    if draw.random() < 0.15:
        return draw.choice(
            [
                None,
                {"Ref": "R1"},
                {"Ref": "Kind"},
                {"Ref": "Count"},
                {"Fn::GetAtt": ["R2", "Arn"]},
                {"Fn::If": ["C", 1, 2]},
                "text",
                7,
                True,
            ]
        )
    if draw.random() < 0.2:
        return [value(draw, entry) for _ in range(draw.randrange(3))]
    if entry is not None and entry.values is not None:
        return draw.choice([*entry.values, "no such value", True, False, 0])
    if entry is not None and entry.properties is not None:
        names = draw.sample([*entry.properties, "NoSuchProperty"], draw.randint(0, min(5, len(entry.properties))))
        return {name: value(draw, entry.properties.get(name)) for name in names}
    return draw.choice(["text", {"Any": "thing"}, {"Fn::Sub": "${R1.Arn} ${AWS::Region} ${!literal.one} ${R3.Name}"}])


def mapping(draw: random.Random) -> dict[str, Any]:
    """A queue or table, a function, and what may lie between them."""
    fifo, number = (
        draw.choice([{}, {"FifoQueue": True}, {"FifoQueue": "true"}]),
        draw.choice([0, 2, 11, "12", 400, 20000, -1]),
    )
    sources = [
        {"Fn::GetAtt": ["Q", "Arn"]},
        {"Fn::GetAtt": "T.StreamArn"},
        {"Fn::ImportValue": "x"},
        f"{SQS}:q.fifo",
        f"{SQS}:q",
    ]
    settings = {
        "BatchSize": number,
        "MaximumBatchingWindowInSeconds": draw.choice([0, 5, 301, {"Ref": "Unknown"}]),
        "ScalingConfig": {"MaximumConcurrency": number},
        "MaximumRetryAttempts": draw.choice([0, -1, 3]),
        "MaximumRecordAgeInSeconds": draw.choice([-1, 5, 100]),
        "DestinationConfig": draw.choice([{}, {"OnFailure": {"Destination": "d"}}]),
        "StartingPosition": "LATEST",
        "FilterCriteria": {"Filters": [{"Pattern": draw.choice(['{"a":[1]}', "[1]", "no", {"Fn::Sub": "x"}, None])}]},
    }
    chosen = {name: settings[name] for name in draw.sample(sorted(settings), draw.randint(0, 4))}
    visible = draw.choice([{}, {"VisibilityTimeout": draw.choice([2, "10", 50])}])
    layer = "arn:aws:lambda:{}:{}:layer:{}"
    layers = [
        layer.format("eu-west-1", "094274105915", "Tools:7"),
        layer.format("eu-west-1", "000000000000", "Mine:7"),
        {"Fn::Sub": layer.format("${AWS::Region}", "094274105915", "Tools:7")},
        {"Fn::Join": ["", ["arn:aws:lambda:", {"Ref": "AWS::Region"}, ":094274105915:layer:Tools:7"]]},
        {"Fn::Join": [":", ["arn", {"Ref": "AWS::Partition"}, "lambda"]]},
        {"Ref": "L"},
    ]
    function = {
        "Timeout": draw.choice([1, "20", 30]),
        "Layers": draw.choice([draw.sample(layers, 2), None, "text", [None, 7]]),
    }
    source = {"EventSourceArn": draw.choice(sources), "FunctionName": {"Ref": "F"}}
    return {
        "Q": {"Type": "AWS::SQS::Queue", "Properties": {**fifo, **visible}},
        "T": {"Type": "AWS::DynamoDB::Table"},
        "F": {"Type": "AWS::Lambda::Function", "Properties": draw.choice([{}, function])},
        "M": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {**source, **chosen}},
    }


def template(draw: random.Random) -> dict[str, Any]:
    types = [*table(), "Custom::Thing", "AWS::Nothing::Known"]
    resources = {}
    for number in range(draw.randint(1, 5)):
        resource_type = draw.choice(types)
        properties = value(draw, table().get(resource_type))
        resources[f"R{number}"] = {
            "Type": resource_type,
            "Properties": properties if isinstance(properties, dict) else {},
        }
    if draw.random() < 0.5:
        resources |= mapping(draw)
    asked = draw.choice(["Arn", "Name", "QueueUrl", "Outputs.X"])
    outputs = {"O": {"Value": draw.choice([{"Fn::GetAtt": ["R0", asked]}, {"Fn::GetAtt": f"R1.{asked}"}, "R0.Arn"])}}
    parameters = {name: {"Type": "String", "Default": value} for name, value in DEFAULTS.items()}
    return {"Resources": resources, "Outputs": outputs, "Parameters": parameters}


def test_doctor_and_deployment_say_the_same() -> None:
    seed = random.randrange(2**32)
    draw = random.Random(seed)
    templates = [template(draw) for _ in range(TEMPLATES)]
    here = [[f.sentence for f in template_findings(each, lambda _: True, DEFAULTS)] for each in templates]
    lines = "".join(f"{json.dumps(each)}\n" for each in templates)
    told = subprocess.run([PROJECT_NODE, SENTENCES], input=lines, capture_output=True, text=True, check=True)
    there = [json.loads(line) for line in told.stdout.splitlines()]
    for each, ours, theirs in zip(templates, here, there, strict=True):
        assert ours == theirs, (seed, each)
    assert any("cannot have" in sentence for sentences in here for sentence in sentences)
    assert any("less than Function timeout" in sentence for sentences in here for sentence in sentences)
    assert any("in another account" in sentence for sentences in here for sentence in sentences)
    assert any("has no attribute" in sentence for sentences in here for sentence in sentences)
