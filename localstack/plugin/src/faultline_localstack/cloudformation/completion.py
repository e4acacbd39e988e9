"""
Sets what LocalStack's providers leave out of a resource that they have just created or changed.

Each function is called with the clients, the resource as it is wanted and as it was (empty for a new one).
"""

from collections.abc import Callable, Mapping
from typing import Any

from localstack.services.cloudformation.resource_provider import ResourceRequest

from faultline_localstack.cloudformation.tags import listed, retag, retag_resource, tags_of

Model = Mapping[str, Any]
Completion = Callable[[Any, Model, Model], None]


def complete(request: ResourceRequest[Any], model: Model) -> None:
    """:raises botocore.exceptions.ClientError: if the service refuses what the template asks for"""
    if (completion := COMPLETIONS.get(request.resource_type)) is not None:
        completion(request.aws_client_factory, {**(request.desired_state or {}), **model}, request.previous_state or {})


def _function(clients: Any, model: Model, before: Model) -> None:
    name, client = model["FunctionName"], clients.lambda_
    reserved = model.get("ReservedConcurrentExecutions")
    if reserved is not None:
        client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=int(reserved))
    elif "ReservedConcurrentExecutions" in before:
        client.delete_function_concurrency(FunctionName=name)
    if before:
        retag_resource(client, {"Resource": model["Arn"]}, dict, tags_of(model), tags_of(before))


def _table(clients: Any, model: Model, before: Model) -> None:
    _protect(clients, model["TableName"], model, before)
    if before:
        _retag_table(clients, model["Arn"], model, before)


def _global_table(clients: Any, model: Model, before: Model) -> None:
    """What a replica has of its own, the one replica of this region has as a table."""
    _protect(clients, model["TableName"], _replica(model), _replica(before))
    _retag_table(clients, model["Arn"], _replica(model), _replica(before))


def _replica(model: Model) -> Model:
    return next(iter(model.get("Replicas") or ()), {})


def _protect(clients: Any, table: str, wanted: Model, had: Model) -> None:
    is_protected = bool(wanted.get("DeletionProtectionEnabled", False))
    if is_protected != bool(had.get("DeletionProtectionEnabled", False)):
        clients.dynamodb.update_table(TableName=table, DeletionProtectionEnabled=is_protected)


def _log_group(clients: Any, model: Model, before: Model) -> None:
    name, client = model["LogGroupName"], clients.logs
    if (days := model.get("RetentionInDays")) is not None:
        client.put_retention_policy(logGroupName=name, retentionInDays=int(days))
    elif "RetentionInDays" in before:
        client.delete_retention_policy(logGroupName=name)


def _retag_table(clients: Any, arn: str, wanted: Model, had: Model) -> None:
    retag_resource(clients.dynamodb, {"ResourceArn": arn}, listed, tags_of(wanted), tags_of(had))


def _events(clients: Any, model: Model, before: Model) -> None:
    retag_resource(clients.events, {"ResourceARN": model["Arn"]}, listed, tags_of(model), tags_of(before))


def _alarm(clients: Any, model: Model, before: Model) -> None:
    retag_resource(clients.cloudwatch, {"ResourceARN": model["Arn"]}, listed, tags_of(model), tags_of(before))


def _state_machine(clients: Any, model: Model, before: Model) -> None:
    client, resource = clients.stepfunctions, {"resourceArn": model["Arn"]}
    retag(
        tags_of(model),
        tags_of(before),
        lambda tags: client.tag_resource(
            **resource, tags=[{"key": key, "value": value} for key, value in tags.items()]
        ),
        lambda keys: client.untag_resource(**resource, tagKeys=keys),
    )


COMPLETIONS: dict[str, Completion] = {
    "AWS::CloudWatch::Alarm": _alarm,
    "AWS::DynamoDB::GlobalTable": _global_table,
    "AWS::DynamoDB::Table": _table,
    "AWS::Events::EventBus": _events,
    "AWS::Events::Rule": _events,
    "AWS::Lambda::Function": _function,
    "AWS::Logs::LogGroup": _log_group,
    "AWS::StepFunctions::StateMachine": _state_machine,
}
