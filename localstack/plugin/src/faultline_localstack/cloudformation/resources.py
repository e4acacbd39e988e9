"""Creates, changes and deletes one resource by its provider, LocalStack's or ours, and says why when it fails."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError
from localstack.services.cloudformation.deployment_utils import check_not_found_exception
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceProviderExecutor,
    ResourceProviderPayload,
    ResourceRequest,
    convert_payload,
)

from faultline_localstack.cloudformation.completion import complete
from faultline_localstack.cloudformation.providers import provider_of
from faultline_localstack.cloudformation.updates import UPDATES
from faultline_localstack.support.findings import findings_of
from faultline_localstack.support.setting import is_allowed
from faultline_localstack.support.table import entry_of

CHANGES = ("Modify", "Dynamic")

LOOK_AFTER_S = 0.02
"""Between two looks at what is not ready yet. LocalStack waits a second, or not at all: then the looks take the processor from
what makes a function ready."""


class Resources(ResourceProviderExecutor):
    """
    LocalStack's own takes a provider that cannot update for one that has nothing to do, and tells nobody why an update or a
    deletion failed. ``judges``: whether a resource is held against the table of what is supported; what a deployment undoes is not.
    """

    judges = True

    @staticmethod
    def try_load_resource_provider(resource_type: str) -> ResourceProvider | None:
        return provider_of(ResourceProviderExecutor.try_load_resource_provider, resource_type)

    def deploy_loop(
        self,
        resource_provider: ResourceProvider,
        resource: dict[str, Any],
        raw_payload: ResourceProviderPayload,
        **more: Any,
    ) -> ProgressEvent[Any]:
        if self.judges and raw_payload["action"] != "Remove" and (refusal := _refusal(raw_payload)):
            return _failed(refusal)
        return super().deploy_loop(resource_provider, resource, raw_payload, sleep_time=LOOK_AFTER_S, **more)

    def execute_action(
        self, resource_provider: ResourceProvider, raw_payload: ResourceProviderPayload
    ) -> ProgressEvent[Any]:
        action: str = raw_payload["action"]
        request = convert_payload(stack_name=self.stack_name, stack_id=self.stack_id, payload=raw_payload)
        made: Mapping[str, Any] = {}
        try:
            event = self._carry_out(action, resource_provider, request)
            if action != "Remove" and event.status is OperationStatus.SUCCESS:
                # What cannot be completed is there, and goes with the rollback.
                made = event.resource_model or {}
                complete(request, event.resource_model or {})
        except Exception as error:
            if action == "Remove" and check_not_found_exception(error, request.resource_type, request.desired_state):
                return ProgressEvent(status=OperationStatus.SUCCESS, resource_model={})
            return _failed(explain(error), error, made)
        return event

    def _carry_out(self, action: str, provider: ResourceProvider, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
        if action == "Add":
            return provider.create(request)
        if action == "Remove":
            return provider.delete(request)
        if (ours := UPDATES.get(request.resource_type)) is not None:
            return ours(provider, request)
        try:
            return provider.update(request)
        except NotImplementedError:
            return _not_updated(request)


def explain(error: Exception) -> str:
    """What the service said, without botocore's frame around it."""
    if isinstance(error, ClientError):
        told: Mapping[str, str] = error.response.get("Error", {})
        return f"{told.get('Message') or told.get('Code') or error} ({told.get('Code')})"
    return str(error) or type(error).__name__


def _refusal(payload: ResourceProviderPayload) -> str | None:
    """What the template left open is known now."""
    asked = payload["requestData"]
    found = findings_of(asked["logicalResourceId"], payload["resourceType"], asked["resourceProperties"] or {})
    refused = [finding.sentence for finding in found if finding.is_refused and not is_allowed(finding)]
    return "; ".join(refused) or None


def _not_updated(request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    if entry_of(request.resource_type).verdict.kind == "idle":
        model = {**(request.previous_state or {}), **(request.desired_state or {})}
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)
    return _failed(
        f"{request.logical_resource_id} ({request.resource_type}) cannot be changed once it is deployed: give it another "
        "logical id, or destroy the stack and deploy it anew"
    )


def _failed(message: str, error: Exception | None = None, made: Mapping[str, Any] | None = None) -> ProgressEvent[Any]:
    context = {} if error is None else {"exception": error}
    return ProgressEvent(
        OperationStatus.FAILED, resource_model=dict(made or {}), message=message, custom_context=context
    )
