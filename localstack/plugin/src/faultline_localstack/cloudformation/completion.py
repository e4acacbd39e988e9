"""
Sets what LocalStack's providers leave out of a resource that they have just created or changed.

Each function is given the resource as the template wants it and must be fit to be called again.
"""

from collections.abc import Callable, Mapping
from typing import Any

from localstack.services.cloudformation.resource_provider import ResourceRequest

Model = Mapping[str, Any]
Completion = Callable[[Any, Model, Model], None]
"""Called with the clients, the model and what the model was before (empty for a new resource)."""


def complete(request: ResourceRequest[Any], model: Model) -> None:
    """:raises botocore.exceptions.ClientError: if the service refuses what the template asks for"""
    if (completion := COMPLETIONS.get(request.resource_type)) is not None:
        completion(request.aws_client_factory, {**(request.desired_state or {}), **model}, request.previous_state or {})


def tags_of(model: Model) -> dict[str, str]:
    """Tags as a map, which the template may have as a list."""
    tags = model.get("Tags") or {}
    return dict(tags) if isinstance(tags, Mapping) else {tag["Key"]: str(tag["Value"]) for tag in tags}


def _function(clients: Any, model: Model, before: Model) -> None:
    name, client = model["FunctionName"], clients.lambda_
    reserved = model.get("ReservedConcurrentExecutions")
    if reserved is not None:
        client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=int(reserved))
    elif "ReservedConcurrentExecutions" in before:
        client.delete_function_concurrency(FunctionName=name)
    if storage := model.get("EphemeralStorage"):
        client.update_function_configuration(FunctionName=name, EphemeralStorage={"Size": int(storage["Size"])})
        client.get_waiter("function_updated_v2").wait(FunctionName=name)
    if before:
        _retag(tags_of(model), tags_of(before), lambda tags: client.tag_resource(Resource=model["Arn"], Tags=tags),
               lambda keys: client.untag_resource(Resource=model["Arn"], TagKeys=keys))


def _retag(
    wanted: dict[str, str], had: dict[str, str], put: Callable[[dict[str, str]], object], drop: Callable[[list[str]], object]
) -> None:
    if new := {key: value for key, value in wanted.items() if had.get(key) != value}:
        put(new)
    if gone := [key for key in had if key not in wanted]:
        drop(gone)


def _table(clients: Any, model: Model, before: Model) -> None:
    wanted = {
        "DeletionProtectionEnabled": bool(model.get("DeletionProtectionEnabled", False)),
        "TableClass": model.get("TableClass", "STANDARD"),
    }
    had = {"DeletionProtectionEnabled": before.get("DeletionProtectionEnabled", False), "TableClass": before.get("TableClass", "STANDARD")}
    changed = {name: value for name, value in wanted.items() if value != had[name]}
    if changed:
        clients.dynamodb.update_table(TableName=model["TableName"], **changed)


def _log_group(clients: Any, model: Model, before: Model) -> None:
    name, client = model["LogGroupName"], clients.logs
    if (days := model.get("RetentionInDays")) is not None:
        client.put_retention_policy(logGroupName=name, retentionInDays=int(days))
    elif "RetentionInDays" in before:
        client.delete_retention_policy(logGroupName=name)
    _retag(tags_of(model), tags_of(before), lambda tags: client.tag_log_group(logGroupName=name, tags=tags),
           lambda keys: client.untag_log_group(logGroupName=name, tags=keys))


COMPLETIONS: dict[str, Completion] = {
    "AWS::Lambda::Function": _function,
    "AWS::DynamoDB::Table": _table,
    "AWS::Logs::LogGroup": _log_group,
}
