"""
Sets what LocalStack's providers leave out of a resource that they have just created or changed.

Each function is called with the clients, the resource as it is wanted and as it was (empty for a new one).
"""

from collections.abc import Callable, Mapping
from typing import Any

from localstack.services.cloudformation.resource_provider import ResourceRequest

from faultline_localstack.cloudformation.tags import listed, retag, tags_of

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
        arn = model["Arn"]
        retag(
            tags_of(model),
            tags_of(before),
            lambda tags: client.tag_resource(Resource=arn, Tags=tags),
            lambda keys: client.untag_resource(Resource=arn, TagKeys=keys),
        )


def _table(clients: Any, model: Model, before: Model) -> None:
    _table_settings(clients, model["TableName"], model, before)


def _global_table(clients: Any, model: Model, before: Model) -> None:
    """What a replica has of its own, the one replica of this region has as a table."""
    _table_settings(clients, model["TableName"], _replica(model), _replica(before))
    if not before:
        _retag_table(clients, model["Arn"], tags_of(_replica(model)), {})


def _replica(model: Model) -> Model:
    return next(iter(model.get("Replicas") or ()), {})


def _table_settings(clients: Any, table: str, wanted: Model, had: Model) -> None:
    """``DeletionProtectionEnabled`` and ``TableClass`` where they are not what a new table has, or had."""
    defaults = {"DeletionProtectionEnabled": False, "TableClass": "STANDARD"}
    changed = {
        name: wanted.get(name, default)
        for name, default in defaults.items()
        if wanted.get(name, default) != had.get(name, default)
    }
    if changed:
        clients.dynamodb.update_table(TableName=table, **changed)


def _retag_table(clients: Any, arn: str, wanted: dict[str, str], had: dict[str, str]) -> None:
    retag(
        wanted,
        had,
        lambda tags: clients.dynamodb.tag_resource(ResourceArn=arn, Tags=listed(tags)),
        lambda keys: clients.dynamodb.untag_resource(ResourceArn=arn, TagKeys=keys),
    )


def _log_group(clients: Any, model: Model, before: Model) -> None:
    name, client = model["LogGroupName"], clients.logs
    if (days := model.get("RetentionInDays")) is not None:
        client.put_retention_policy(logGroupName=name, retentionInDays=int(days))
    elif "RetentionInDays" in before:
        client.delete_retention_policy(logGroupName=name)
    retag(
        tags_of(model),
        tags_of(before),
        lambda tags: client.tag_log_group(logGroupName=name, tags=tags),
        lambda keys: client.untag_log_group(logGroupName=name, tags=keys),
    )


COMPLETIONS: dict[str, Completion] = {
    "AWS::DynamoDB::GlobalTable": _global_table,
    "AWS::DynamoDB::Table": _table,
    "AWS::Lambda::Function": _function,
    "AWS::Logs::LogGroup": _log_group,
}
