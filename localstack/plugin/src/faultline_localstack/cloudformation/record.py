"""Resources of types that have no effect here and for which LocalStack has nothing: a name, so that others may refer to them."""

from typing import Any

from localstack.services.cloudformation.provider_utils import generate_default_name
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

Model = dict[str, Any]
NAME = "FaultlinePhysicalId"


class RecordProvider(ResourceProvider[Model]):
    SCHEMA = {"primaryIdentifier": [f"/properties/{NAME}"]}  # noqa: RUF012

    def create(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        name = generate_default_name(request.stack_name, request.logical_resource_id)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={**request.desired_state, NAME: name})

    def update(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        previous = request.previous_state or {}
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={**request.desired_state, NAME: previous[NAME]})

    def delete(self, _request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={})
