"""LocalStack's table, whose time to live is set once: DynamoDB refuses what is enabled already."""

from typing import Any

from localstack.services.cloudformation.resource_provider import ProgressEvent, ResourceRequest
from localstack.services.dynamodb.resource_providers.aws_dynamodb_table import (
    REPEATED_INVOCATION,
    DynamoDBTableProvider,
)

TTL = "TimeToLiveSpecification"


class TableProvider(DynamoDBTableProvider):
    def create(self, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
        if not request.custom_context.get(REPEATED_INVOCATION):
            return super().create(request)
        wanted = request.desired_state
        ttl = wanted.pop(TTL, None)
        try:
            return super().create(request)
        finally:
            if ttl is not None:
                wanted[TTL] = ttl
