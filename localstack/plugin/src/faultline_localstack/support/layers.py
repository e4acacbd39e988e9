"""The layers of a template that lie in other accounts. ``localstack/support/layers.ts`` says the same."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from faultline_localstack.support.findings import Finding
from faultline_localstack.support.table import Verdict

FUNCTION = "AWS::Lambda::Function"
OWN = "000000000000"
"""The account of the engine."""
LAYER = re.compile(r"arn:[^:]*:lambda:[^:]*:([0-9]{12}):layer:[^:]+:[0-9]+")
REASON = (
    "it is in another account, and nothing is fetched from AWS here: bundle what it holds with the function (Powertools, for one, "
    "is on npm and PyPI), or publish a layer of your own with it"
)


def foreign_layers(resources: Mapping[str, Mapping[str, Any]], own: str = OWN) -> Iterator[Finding]:
    for name, resource in resources.items():
        properties = resource.get("Properties")
        layers = properties.get("Layers") if isinstance(properties, Mapping) else None
        if resource.get("Type") != FUNCTION or not isinstance(layers, list):
            continue
        for arn in map(_text_of, layers):
            match = LAYER.fullmatch(arn)
            if match and match[1] != own:
                yield Finding(name, FUNCTION, f"Layers {arn}", Verdict("refused", REASON))


def _text_of(value: object) -> str:
    """A text with ``*`` for what a deployment fills in, such as its region."""
    match value:
        case str(text):
            return text
        case {"Fn::Join": [str(separator), [*parts]]}:
            return separator.join(map(_text_of, parts))
        case {"Fn::Sub": str(pattern)} | {"Fn::Sub": [str(pattern), *_]}:
            return re.sub(r"\$\{[^}]*\}", "*", pattern)
    return "*"
