"""
Custom resources: a function, or who listens to a topic, is asked to create, update and delete them, and answers to an address.

Source: AWS CloudFormation User Guide, *Custom resource request and response reference*.
"""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from localstack.services.cloudformation.engine.validations import ValidationError
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

from faultline_localstack.cloudformation.answers import ANSWERS, Answer, NoAnswer
from faultline_localstack.cloudformation.asking import ask
from faultline_localstack.support.table import CUSTOM_RESOURCE

LONGEST_WAIT_SECONDS = 3600

LAST_WORDS_SECONDS = 5
"""A function ends, and writes its log, a moment after it has answered; the next thing that is deleted may be the function."""

Model = dict[str, Any]
"""``Properties`` as given, ``Data`` as answered, ``PhysicalResourceId``."""


def is_custom(resource_type: str) -> bool:
    return resource_type == CUSTOM_RESOURCE or resource_type.startswith("Custom::")


def attribute_of(logical_id: str, model: Model, name: str) -> Any:
    """
    What ``Fn::GetAtt`` gives.

    :raises ValidationError: if the answer did not hold it
    """
    if name not in model["Data"]:
        raise ValidationError(
            f"CustomResource attribute error: Vendor response doesn't contain {name} attribute in object "
            f"{logical_id}|{model['PhysicalResourceId']}"
        )
    value = model["Data"][name]
    return value if isinstance(value, (str, list, dict)) else _as_text(value)


class CustomResourceProvider(ResourceProvider[Model]):
    TYPE = CUSTOM_RESOURCE
    SCHEMA = {"typeName": CUSTOM_RESOURCE, "primaryIdentifier": ["/properties/PhysicalResourceId"], "properties": {}}  # noqa: RUF012

    def create(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        given = request.desired_state
        return _told(request, given, _request_of(request, "Create", given))

    def update(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        previous = request.previous_state or {}
        # To undo an update, the resource is given what it was: its model.
        given = request.desired_state.get("Properties", request.desired_state)
        asked = _request_of(request, "Update", given)
        asked["PhysicalResourceId"] = previous["PhysicalResourceId"]
        asked["OldResourceProperties"] = _as_texts(previous["Properties"])
        return _told(request, given, asked)

    def delete(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        model = request.desired_state
        if "PhysicalResourceId" not in model:
            return ProgressEvent(OperationStatus.SUCCESS, resource_model={})
        asked = _request_of(request, "Delete", model["Properties"])
        asked["PhysicalResourceId"] = model["PhysicalResourceId"]
        return _told(request, model["Properties"], asked)


def _request_of(request: ResourceRequest[Model], request_type: str, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "RequestType": request_type,
        "ResponseURL": "",
        "StackId": request.stack_id,
        "RequestId": str(uuid.uuid4()),
        "ResourceType": request.resource_type,
        "LogicalResourceId": request.logical_resource_id,
        "ServiceToken": given["ServiceToken"],
        "ResourceProperties": _as_texts(given),
    }


def _told(request: ResourceRequest[Model], given: Mapping[str, Any], asked: dict[str, Any]) -> ProgressEvent[Model]:
    """Asks, waits, and makes of the answer what CloudFormation makes of it."""
    with ANSWERS.expect() as expected:
        asked["ResponseURL"] = expected.address
        try:
            running = ask(str(given["ServiceToken"]), asked, request.aws_client_factory, expected)
            answer = expected.wait(float(given.get("ServiceTimeout", LONGEST_WAIT_SECONDS)))
            if running is not None:
                running.join(LAST_WORDS_SECONDS)
        except NoAnswer as silence:
            return ProgressEvent(OperationStatus.FAILED, resource_model={}, message=str(silence))
    physical_id = answer.physical_id or asked.get("PhysicalResourceId")
    # A resource that could not be created is deleted, too, if it has a name.
    model = {"Properties": given, "Data": answer.data, "PhysicalResourceId": physical_id} if physical_id else {}
    if answer.succeeded and physical_id:
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)
    return ProgressEvent(OperationStatus.FAILED, resource_model=model, message=_reason(answer, asked))


def _reason(answer: Answer, asked: Mapping[str, Any]) -> str:
    if answer.succeeded:
        return "Invalid PhysicalResourceId"
    return (
        f"Received response status [FAILED] from custom resource. Message returned: {answer.reason} "
        f"(RequestId: {asked['RequestId']})"
    )


def _as_texts(value: Any) -> Any:
    """CloudFormation hands all numbers and booleans over as strings."""
    if isinstance(value, Mapping):
        return {name: _as_texts(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_as_texts(each) for each in value]
    return value if isinstance(value, str) or value is None else _as_text(value)


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
