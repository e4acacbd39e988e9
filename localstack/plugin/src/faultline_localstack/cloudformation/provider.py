"""
CloudFormation's operations around our deployment. A stack that is created or updated is what it is on AWS: a change set, made
and executed at once.
"""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.api.cloudformation import (
    AlreadyExistsException,
    ChangeSetStatus,
    ChangeSetType,
    CreateChangeSetOutput,
    CreateStackOutput,
    ExecuteChangeSetOutput,
    ExecutionStatus,
    InvalidChangeSetStatusException,
    StackStatus,
    UpdateStackOutput,
)
from localstack.services.cloudformation.engine.v2.change_set_model_executor import ChangeSetModelExecutorResult
from localstack.services.cloudformation.engine.v2.change_set_model_preproc import ChangeSetModelPreproc
from localstack.services.cloudformation.engine.validations import ValidationError
from localstack.services.cloudformation.provider import ChangeSetNotFoundException
from localstack.services.cloudformation.stores import get_cloudformation_store
from localstack.services.cloudformation.v2 import provider as service
from localstack.services.cloudformation.v2.entities import ChangeSet, Stack
from localstack.services.cloudformation.v2.provider import CloudformationProviderV2, find_change_set_v2, find_stack_v2
from localstack.services.cloudformation.v2.types import engine_parameter_value
from localstack.services.internal import get_internal_apis
from localstack.utils.threads import start_worker_thread

from faultline_localstack.cloudformation.answers import ANSWERS, PATH
from faultline_localstack.cloudformation.deployment import Deployment
from faultline_localstack.support.setting import VARIABLE, is_allowed
from faultline_localstack.support.template import Holds, Parameters, template_findings

LOG = logging.getLogger(__name__)

NO_CHANGES = "didn't contain changes"
OWN_CHANGE_SET = "faultline-at-once"


class Conditions(ChangeSetModelPreproc):
    """Whether a condition of the new template holds."""

    def holds(self, name: str) -> bool:
        self._setup_runtime_cache()
        return bool(self._resolve_condition(name).after)


class CloudFormation(CloudformationProviderV2):
    """Operations carry LocalStack's names and signatures: that is how they are found."""

    def on_after_init(self) -> None:
        # LocalStack deletes a stack with what stands under this name.
        service.ChangeSetModelExecutor = Deployment
        get_internal_apis().add(f"{PATH}/<token>", ANSWERS.put, methods=["PUT"])

    @classmethod
    def _setup_change_set_model(cls, change_set: ChangeSet, *arguments: Any, **named: Any) -> None:
        """:raises ValidationError: that names each resource that cannot be deployed, before any of them is created"""
        super()._setup_change_set_model(change_set, *arguments, **named)
        if change_set.status != ChangeSetStatus.FAILED and change_set.processed_template:
            given = {
                name: engine_parameter_value(each) for name, each in (change_set.resolved_parameters or {}).items()
            }
            refuse_unsupported(
                change_set.processed_template, Conditions(change_set).holds, given, change_set.stack.account_id
            )

    def create_change_set(self, context: RequestContext, request: Any) -> CreateChangeSetOutput:
        stacks = get_cloudformation_store(context.account_id, context.region).stacks_v2
        known = set(stacks)
        try:
            return super().create_change_set(context, request)
        except Exception:
            # A stack that came with a change set goes with it.
            for stack_id in set(stacks) - known:
                del stacks[stack_id]
            raise

    def create_stack(self, context: RequestContext, request: Any) -> CreateStackOutput:
        name = request.get("StackName", "")
        if find_stack_v2(get_cloudformation_store(context.account_id, context.region), name) is not None:
            raise AlreadyExistsException(f"Stack [{name}] already exists")
        made = self._make(context, request, ChangeSetType.CREATE)
        no_rollback = request.get("DisableRollback") or request.get("OnFailure") == "DO_NOTHING"
        if made.status != ChangeSetStatus.FAILED:
            self.execute_change_set(context, made.change_set_id, disable_rollback=no_rollback)
        return CreateStackOutput(StackId=made.stack.stack_id)

    def update_stack(self, context: RequestContext, request: Any) -> UpdateStackOutput:
        made = self._make(context, request, ChangeSetType.UPDATE)
        if made.status == ChangeSetStatus.FAILED:
            self.delete_change_set(context, made.change_set_id)
            reason = made.status_reason or ""
            raise ValidationError("No updates are to be performed." if NO_CHANGES in reason else reason)
        self.execute_change_set(context, made.change_set_id, disable_rollback=request.get("DisableRollback"))
        return UpdateStackOutput(StackId=made.stack.stack_id)

    def delete_stack(self, context: RequestContext, stack_name: str, **more: Any) -> None:
        store = get_cloudformation_store(context.account_id, context.region)
        stack = find_stack_v2(store, stack_name)
        super().delete_stack(context, stack_name, **more)
        if stack is not None:
            # They go with their stack, as on AWS: each holds a model of the whole template.
            for change_set_id in stack.change_set_ids:
                store.change_sets.pop(change_set_id, None)
            stack.change_set_ids.clear()

    def _make(self, context: RequestContext, request: Any, kind: ChangeSetType) -> ChangeSet:
        asked = {**request, "ChangeSetName": OWN_CHANGE_SET, "ChangeSetType": kind}
        made = self.create_change_set(context, asked)
        return _change_set(context, made["Id"])

    def execute_change_set(
        self,
        context: RequestContext,
        change_set_name: str,
        stack_name: str | None = None,
        disable_rollback: bool | None = None,
        **_more: Any,
    ) -> ExecuteChangeSetOutput:
        change_set = _change_set(context, change_set_name, stack_name)
        if change_set.execution_status != ExecutionStatus.AVAILABLE:
            raise InvalidChangeSetStatusException(
                f"ChangeSet [{change_set.change_set_id}] cannot be executed in its current status of "
                f"[{change_set.status}]"
            )
        stack, is_update = change_set.stack, change_set.change_set_type == ChangeSetType.UPDATE
        change_set.set_execution_status(ExecutionStatus.EXECUTE_IN_PROGRESS)
        stack.tags = change_set.tags
        stack.status_reason = None
        stack.set_stack_status(StackStatus.UPDATE_IN_PROGRESS if is_update else StackStatus.CREATE_IN_PROGRESS)
        deployment = Deployment(change_set, rolls_back=not disable_rollback)
        start_worker_thread(lambda *_: _execute(deployment, change_set, stack, is_update), name="deployment")
        return ExecuteChangeSetOutput()


def refuse_unsupported(template: Mapping[str, Any], holds: Holds, parameters: Parameters, account: str) -> None:
    """:raises ValidationError: with a sentence for each thing that is refused; what has no effect is noted in the log"""
    found = template_findings(template, holds, parameters, account)
    refused = [finding for finding in found if finding.is_refused and not is_allowed(finding)]
    for finding in found:
        if finding not in refused:
            LOG.info("%s", finding.sentence)
    if refused:
        sentences = ". ".join(finding.sentence for finding in refused)
        raise ValidationError(f"{sentences}. ({VARIABLE} deploys it all the same.)")


def _change_set(context: RequestContext, name: str, stack_name: str | None = None) -> ChangeSet:
    found = find_change_set_v2(get_cloudformation_store(context.account_id, context.region), name, stack_name)
    if found is None:
        raise ChangeSetNotFoundException(f"ChangeSet [{name}] does not exist")
    return found


def _execute(deployment: Deployment, change_set: ChangeSet, stack: Stack, is_update: bool) -> None:
    result = deployment.execute()
    stack.resolved_resources = result.resources
    if result.failure_message is None:
        _keep(change_set, stack, result)
        change_set.set_execution_status(ExecutionStatus.EXECUTE_COMPLETE)
        # Last: whoever sees this wants the outputs.
        stack.set_stack_status(StackStatus.UPDATE_COMPLETE if is_update else StackStatus.CREATE_COMPLETE)
        return
    LOG.warning("The stack %s failed: %s", stack.stack_name, result.failure_message)
    change_set.set_execution_status(ExecutionStatus.EXECUTE_FAILED)
    if not is_update:
        stack.deletion_time = datetime.now(tz=UTC)
        stack.template, stack.template_body = change_set.template, change_set.template_body
        # What is left of it can be deleted.
        left = change_set.processed_template if result.resources else {"Resources": {}}
        stack.processed_template = left


def _keep(change_set: ChangeSet, stack: Stack, result: ChangeSetModelExecutorResult) -> None:
    """What was deployed is what the next deployment is compared with."""
    stack.resolved_parameters = change_set.resolved_parameters
    stack.template, stack.template_body = change_set.template, change_set.template_body
    stack.processed_template = change_set.processed_template
    stack.description = (change_set.template or {}).get("Description")
    stack.change_set_id = change_set.change_set_id
    stack.resolved_outputs = result.outputs
    stack.resolved_exports = {
        output["ExportName"]: output["OutputValue"] for output in result.outputs if output.get("ExportName")
    }
