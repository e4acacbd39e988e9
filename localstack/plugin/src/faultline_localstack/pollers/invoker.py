"""Invokes a mapping's function inside LocalStack's process: the same service, without a request to oneself."""

import uuid
from dataclasses import dataclass

from localstack.aws.api.lambda_ import InvocationType, ResourceConflictException, TooManyRequestsException
from localstack.services.lambda_.api_utils import function_locators_from_arn
from localstack.services.plugins import SERVICE_PLUGINS

MAPPING = "aws-lambda-event-source-mapping"


class NotInvokedError(Exception):
    """The function was surely not started (throttled, or not ready): the same batch may be offered again."""


@dataclass(frozen=True)
class Answer:
    """What came back: the JSON that the handler returned, or its error."""

    payload: bytes | None
    is_error: bool


class FunctionTarget:
    """The function of one mapping. ``arn`` may carry a version or an alias."""

    def __init__(self, arn: str) -> None:
        self._name, self._qualifier, self._account, self._region = function_locators_from_arn(arn)

    def invoke(self, payload: bytes, request_id: str | None = None) -> Answer:
        """Waits for the function's answer. Raises ``NotInvokedError`` when the call was refused before it began."""
        try:
            return self.call(payload, request_id)
        except (TooManyRequestsException, ResourceConflictException) as refusal:
            raise NotInvokedError(str(refusal)) from refusal

    def call(self, payload: bytes, request_id: str | None = None, caller: str = MAPPING) -> Answer:
        """:raises ServiceException: what Lambda's API would answer"""
        service = SERVICE_PLUGINS.require("lambda")._provider.lambda_service
        result = service.invoke(
            function_name=self._name,
            qualifier=self._qualifier,
            region=self._region,
            account_id=self._account,
            invocation_type=InvocationType.RequestResponse,
            client_context=None,
            request_id=request_id or str(uuid.uuid4()),
            payload=payload,
            trace_context={},
            user_agent=caller,
        )
        return Answer(payload=result.payload, is_error=bool(result.is_error))
