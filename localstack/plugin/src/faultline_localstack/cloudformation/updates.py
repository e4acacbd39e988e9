"""Changes of deployed resources for which LocalStack's providers have nothing."""

from collections.abc import Callable
from typing import Any

from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceRequest

Update = Callable[[ResourceRequest[Any]], ProgressEvent[Any]]

UPDATES: dict[str, Update] = {}


def _changed(request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    model = {**(request.previous_state or {}), **request.desired_state}
    return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)
