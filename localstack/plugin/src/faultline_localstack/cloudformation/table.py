"""LocalStack's tables, without what DynamoDB refuses: a time to live that is enabled already, and replicas elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceRequest
from localstack.services.dynamodb.resource_providers.aws_dynamodb_globaltable import DynamoDBGlobalTableProvider
from localstack.services.dynamodb.resource_providers.aws_dynamodb_table import (
    REPEATED_INVOCATION,
    DynamoDBTableProvider,
)

Model = dict[str, Any]


class TableProvider(DynamoDBTableProvider):
    def create(self, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
        if not request.custom_context.get(REPEATED_INVOCATION):
            return super().create(request)
        with _without(request.desired_state, "TimeToLiveSpecification"):
            return super().create(request)


class GlobalTableProvider(DynamoDBGlobalTableProvider):
    """The replica of the stack's own region is the table itself. It is the only one."""

    def create(self, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
        model = request.desired_state
        regions = [replica["Region"] for replica in model.get("Replicas") or ()]
        others = [region for region in regions if region != request.region_name]
        if others:
            why = f"a table has one replica here, in {request.region_name}: there is none in {', '.join(others)}"
            return ProgressEvent(OperationStatus.FAILED, resource_model={}, message=why)
        with _without(model, "Replicas"):
            return super().create(request)


@contextmanager
def _without(model: Model, name: str) -> Iterator[None]:
    kept = {name: model.pop(name)} if name in model else {}
    try:
        yield
    finally:
        model.update(kept)
