"""
One execution of a change set. What fails is rolled back, in the reverse order, as CloudFormation does it; LocalStack's executor
leaves what it has created, and carries out the deletions of an update that has failed.

Source: AWS CloudFormation User Guide, *Choose how to handle failures when provisioning resources*.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from localstack.aws.api.cloudformation import ChangeAction, ResourceStatus, StackStatus
from localstack.services.cloudformation.engine.v2.change_set_model import is_nothing
from localstack.services.cloudformation.engine.v2.change_set_model_executor import (
    ChangeSetModelExecutor,
    ChangeSetModelExecutorResult,
    EventOperationFromAction,
    TriggerRollback,
)
from localstack.services.cloudformation.engine.v2.change_set_model_preproc import PreprocProperties
from localstack.services.cloudformation.engine.validations import ValidationError
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent
from localstack.services.cloudformation.v2.entities import ChangeSet

from faultline_localstack.cloudformation.custom_resource import attribute_of, is_custom
from faultline_localstack.cloudformation.resources import Resources
from faultline_localstack.frugality import give_memory_back
from faultline_localstack.http_api.addresses import usable

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Step:
    """What was done with one resource, to be undone. ``before`` is missing where it was created."""

    logical_id: str
    resource_type: str
    before: PreprocProperties | None
    after: PreprocProperties


class DeletionFailed(Exception):
    """Some resources of a stack are still there."""


class Deployment(ChangeSetModelExecutor):
    """``rolls_back``: whether a failure is undone (``DisableRollback``)."""

    def __init__(self, change_set: ChangeSet, rolls_back: bool = True) -> None:
        super().__init__(change_set)
        stack = change_set.stack
        self.resource_provider_executor = Resources(stack_name=stack.stack_name, stack_id=stack.stack_id)
        self._rolls_back = rolls_back
        self._is_update = stack.status == StackStatus.UPDATE_IN_PROGRESS
        self._is_deletion = stack.status == StackStatus.DELETE_IN_PROGRESS
        self._steps: list[Step] = []
        self._failed: list[str] = []

    def execute(self) -> ChangeSetModelExecutorResult:
        """:raises DeletionFailed: if this deletes a stack and a resource of it cannot be deleted"""
        failure = self._process()
        if failure is None:
            self._clean_up()
        else:
            self._undo()
        if self._is_deletion:
            give_memory_back()
        return ChangeSetModelExecutorResult(self.resources, self.outputs, failure)

    def _process(self) -> str | None:
        try:
            self.process()
        except TriggerRollback as failure:
            return failure.reason or f"{failure.logical_resource_id} failed"
        except Exception as error:
            LOG.debug("A change set failed", exc_info=True)
            return str(error) or type(error).__name__
        return None

    def _clean_up(self) -> None:
        """Deletes what was removed or replaced, the last first."""
        stack = self._change_set.stack
        if self._deferred_actions and not self._is_deletion:
            stack.set_stack_status(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS)
        for deferred in reversed(self._deferred_actions):
            deferred.action()
        if self._is_deletion and self._failed:
            reason = f"The following resource(s) failed to delete: [{', '.join(self._failed)}]."
            stack.set_stack_status(StackStatus.DELETE_FAILED, reason)
            raise DeletionFailed(reason)

    def _undo(self) -> None:
        stack = self._change_set.stack
        verb = "update" if self._is_update else "create"
        names = f": [{', '.join(self._failed)}]" if self._failed else ""
        reason = f"The following resource(s) failed to {verb}{names}."
        if not self._rolls_back:
            stack.set_stack_status(StackStatus.UPDATE_FAILED if self._is_update else StackStatus.CREATE_FAILED, reason)
            return
        began = StackStatus.UPDATE_ROLLBACK_IN_PROGRESS if self._is_update else StackStatus.ROLLBACK_IN_PROGRESS
        stack.set_stack_status(began, reason)
        self.resource_provider_executor.judges = False
        failed, self._failed, steps, self._steps = self._failed, [], self._steps, []
        for step in reversed(steps):
            self._undo_step(step)
        left, self._failed = self._failed, failed
        self.resources.clear()
        self.resources.update(self._before_resolved_resources if self._is_update else {})
        ended = StackStatus.UPDATE_ROLLBACK_COMPLETE if self._is_update else StackStatus.ROLLBACK_COMPLETE
        if left:
            ended = StackStatus.UPDATE_ROLLBACK_FAILED if self._is_update else StackStatus.ROLLBACK_FAILED
        stack.set_stack_status(ended, f"Not undone: [{', '.join(left)}]." if left else None)

    def _undo_step(self, step: Step) -> None:
        action = ChangeAction.Remove if step.before is None else ChangeAction.Modify
        self._tell(action, step, OperationStatus.IN_PROGRESS)
        event = self._execute_resource_action(
            action=action,
            logical_resource_id=step.logical_id,
            resource_type=step.resource_type,
            before_properties=step.after,
            after_properties=step.before,
            part_of_replacement=action is ChangeAction.Remove,
        )
        self._tell(action, step, event.status, event.message)

    def _tell(self, action: ChangeAction, step: Step, status: OperationStatus, reason: str | None = None) -> None:
        self._process_event(
            action=action,
            logical_resource_id=step.logical_id,
            event_status=status,
            resource_type=step.resource_type,
            reason=reason,
        )

    def _execute_resource_change(self, name: str, before: Any, after: Any) -> None:
        """LocalStack takes what refers to a changed resource for changed, too, and would replace it."""
        for side in (before, after):
            if not is_nothing(side) and is_nothing(side.properties):
                side.properties = PreprocProperties({})
        if not is_nothing(before) and not is_nothing(after) and before.resource_type == after.resource_type:
            after.requires_replacement = self._must_be_replaced(after.resource_type, before, after)
        super()._execute_resource_change(name, before, after)

    def _must_be_replaced(self, resource_type: str, before: Any, after: Any) -> bool:
        provider = self.resource_provider_executor.try_load_resource_provider(resource_type)
        paths = () if provider is None else provider.SCHEMA.get("createOnlyProperties", ())
        names = {path.removeprefix("/properties/").partition("/")[0] for path in paths}
        had, wanted = before.properties.properties, after.properties.properties
        return any(had.get(name) != wanted.get(name) for name in names)

    def _execute_resource_action(
        self,
        action: ChangeAction,
        logical_resource_id: str,
        resource_type: str,
        before_properties: PreprocProperties | None,
        after_properties: PreprocProperties | None,
        part_of_replacement: bool = False,
    ) -> ProgressEvent[Any]:
        if action is ChangeAction.Remove and self._was_deleted(logical_resource_id):
            return ProgressEvent(OperationStatus.SUCCESS, resource_model={})
        event = super()._execute_resource_action(
            action, logical_resource_id, resource_type, before_properties, after_properties, part_of_replacement
        )
        if event.status is OperationStatus.FAILED:
            self._failed.append(logical_resource_id)
        if action is ChangeAction.Remove:
            if event.status is OperationStatus.SUCCESS and self._is_deletion:
                self._mark_deleted(logical_resource_id)
        elif event.status is OperationStatus.SUCCESS or event.resource_model:
            after = PreprocProperties(event.resource_model or {})
            self._steps.append(Step(logical_resource_id, resource_type, before_properties, after))
            if before_properties is not None and is_custom(resource_type):
                self._delete_replaced(logical_resource_id, resource_type, before_properties, after)
        return event

    def _delete_replaced(
        self, logical_id: str, resource_type: str, before: PreprocProperties, after: PreprocProperties
    ) -> None:
        """A custom resource that answers an update with another physical id has been replaced."""
        if before.properties.get("PhysicalResourceId") == after.properties.get("PhysicalResourceId"):
            return

        def delete() -> None:
            self._execute_resource_action(
                ChangeAction.Remove, logical_id, resource_type, before, None, part_of_replacement=True
            )

        self._defer_action(f"cleanup-from-replacement-{logical_id}", delete)

    def _was_deleted(self, logical_id: str) -> bool:
        known: Mapping[str, Any] = self._before_resolved_resources.get(logical_id) or {}
        was_deleted: bool = known.get("ResourceStatus") == ResourceStatus.DELETE_COMPLETE
        return self._is_deletion and was_deleted

    def _mark_deleted(self, logical_id: str) -> None:
        """A deletion that fails is asked for again, and must not delete twice."""
        if (known := self._before_resolved_resources.get(logical_id)) is not None:
            known["ResourceStatus"] = ResourceStatus.DELETE_COMPLETE

    def _process_event(
        self,
        *,
        action: ChangeAction,
        logical_resource_id: str,
        event_status: OperationStatus,
        resource_type: str,
        special_action: str | None = None,
        reason: str | None = None,
        custom_status: ResourceStatus | str | None = None,
    ) -> None:
        """As LocalStack does, but a failed resource does not end the stack: what follows does."""
        word = "COMPLETE" if event_status is OperationStatus.SUCCESS else event_status.name
        status = custom_status or f"{special_action or EventOperationFromAction[action.value]}_{word}"
        self._change_set.stack.set_resource_status(
            logical_resource_id=logical_resource_id,
            physical_resource_id=self._get_physical_id(logical_resource_id, strict=False),
            resource_type=resource_type,
            status=ResourceStatus(status),
            resource_status_reason=reason,
        )

    def _deployed_property_value_of(
        self, resource_logical_id: str, property_name: str, resolved_resources: dict[str, Any]
    ) -> Any:
        self._get_node_resource_for(resource_logical_id, self._change_set.update_model.node_template)
        found = resolved_resources.get(resource_logical_id)
        if found is not None and is_custom(found.get("Type", "")):
            return attribute_of(resource_logical_id, found["Properties"], property_name)
        return super()._deployed_property_value_of(resource_logical_id, property_name, resolved_resources)

    @staticmethod
    def _perform_static_replacements(value: str) -> str:
        return usable(value)

    def _resolve_attribute(self, arguments: str | list[str], select_before: bool) -> Any:
        value = super()._resolve_attribute(arguments, select_before)
        if value is None and not select_before:
            asked = arguments if isinstance(arguments, str) else ".".join(arguments)
            raise ValidationError(f"The attribute {asked} has no value: the resource was deployed without it")
        return value
