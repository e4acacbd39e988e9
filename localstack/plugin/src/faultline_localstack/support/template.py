"""What is to be said of a template before anything of it is created."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from faultline_localstack.mappings.templates import MAPPING, refusal_of
from faultline_localstack.support.findings import Finding, findings_of, unknown_attribute
from faultline_localstack.support.layers import OWN, foreign_layers
from faultline_localstack.support.table import Verdict

Holds = Callable[[str], bool]
"""Whether a condition of the template holds."""

Parameters = Mapping[str, Any]
"""Values of the template's parameters, as far as they are known."""

VARIABLE = re.compile(r"\$\{([^!}][^}]*)\}")


def template_findings(
    template: Mapping[str, Any], holds: Holds, parameters: Parameters, account: str = OWN
) -> list[Finding]:
    """
    The findings about all resources that are to be, in the template's order, then those about attributes that are asked for.
    What stands under a function, as ``Fn::If``, is judged when its value is known: see ``findings_of``.
    """
    resources = {
        name: {**resource, "Properties": _known(resource.get("Properties") or {}, parameters)}
        for name, resource in (template.get("Resources") or {}).items()
        if "Condition" not in resource or holds(resource["Condition"])
    }
    found = [
        finding
        for name, resource in resources.items()
        for finding in findings_of(name, resource.get("Type", ""), resource.get("Properties") or {})
    ]
    for name, resource in resources.items():
        if resource.get("Type") == MAPPING and (reason := refusal_of(resource["Properties"], resources)):
            found.append(Finding(name, MAPPING, "", Verdict("invalid", reason)))
    found.extend(foreign_layers(resources, account))
    types = {name: resource.get("Type", "") for name, resource in resources.items()}
    asked = dict.fromkeys(_attributes([*resources.values(), template.get("Outputs")]))
    unknown = (unknown_attribute(name, types[name], attribute) for name, attribute in asked if name in types)
    return found + [finding for finding in unknown if finding is not None]


def _known(value: Any, parameters: Parameters) -> Any:
    """A value with the parameters in it."""
    if isinstance(value, list):
        return [_known(each, parameters) for each in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"Ref": str(name)} if name in parameters:
            return parameters[name]
    return {name: _known(each, parameters) for name, each in value.items()}


def _attributes(value: object) -> Iterator[tuple[str, str]]:
    """Each logical id and attribute that ``Fn::GetAtt`` or ``Fn::Sub`` asks for below a value."""
    if isinstance(value, list):
        for each in value:
            yield from _attributes(each)
    elif isinstance(value, dict):
        match value:
            case {"Fn::GetAtt": [str(name), str(attribute)]}:
                yield name, attribute
            case {"Fn::GetAtt": str(asked)} if "." in asked:
                name, _, attribute = asked.partition(".")
                yield name, attribute
            case {"Fn::Sub": str(text)} | {"Fn::Sub": [str(text), *_]}:
                for variable in VARIABLE.findall(text):
                    name, _, attribute = variable.partition(".")
                    if attribute:
                        yield name, attribute
        for each in value.values():
            yield from _attributes(each)
