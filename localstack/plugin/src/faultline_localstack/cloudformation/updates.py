"""
Changes of deployed resources for which LocalStack's providers have nothing.

Each function is called with the clients, the resource as it is wanted, with what only the deployed one knows, and as it was.
"""

from collections.abc import Callable, Mapping
from typing import Any

from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

from faultline_localstack.cloudformation.table_update import update_table
from faultline_localstack.cloudformation.tags import listed, retag_resource, tags_of

Model = dict[str, Any]
Before = Mapping[str, Any]
Change = Callable[[Any, Model, Before], None]


def update(change: Change, provider: ResourceProvider, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    before = request.previous_state or {}
    model = {**{name: before[name] for name in _fixed(provider) if name in before}, **request.desired_state}
    change(request.aws_client_factory, model, before)
    return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)


def put_again(provider: ResourceProvider, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    """For what AWS replaces by the same operation that creates it."""
    before = request.previous_state or {}
    request.desired_state = {
        **{name: before[name] for name in _fixed(provider) if name in before},
        **request.desired_state,
    }
    return provider.create(request)


def _fixed(provider: ResourceProvider) -> set[str]:
    """Names of what a change does not touch, though the template may not name it, such as a name that was made up."""
    schema = provider.SCHEMA
    paths = (schema.get(kind, ()) for kind in ("readOnlyProperties", "createOnlyProperties", "primaryIdentifier"))
    return {path.removeprefix("/properties/") for some in paths for path in some}


def _given(model: Before, *names: str) -> Model:
    return {name: model[name] for name in names if name in model}


def _alias(clients: Any, model: Model, before: Before) -> None:
    name = _given(model, "FunctionName", "Name")
    weights = (model.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or ()
    routing = {str(each["FunctionVersion"]): float(each["FunctionWeight"]) for each in weights}
    clients.lambda_.update_alias(
        **name,
        FunctionVersion=str(model["FunctionVersion"]),
        Description=model.get("Description", ""),
        RoutingConfig={"AdditionalVersionWeights": routing},
    )
    wanted = (model.get("ProvisionedConcurrencyConfig") or {}).get("ProvisionedConcurrentExecutions")
    qualified = {"FunctionName": model["FunctionName"], "Qualifier": model["Name"]}
    if wanted is not None:
        clients.lambda_.put_provisioned_concurrency_config(**qualified, ProvisionedConcurrentExecutions=int(wanted))
    elif before.get("ProvisionedConcurrencyConfig"):
        clients.lambda_.delete_provisioned_concurrency_config(**qualified)


def _event_invoke_config(clients: Any, model: Model, _before: Before) -> None:
    names = ("FunctionName", "Qualifier", "DestinationConfig", "MaximumEventAgeInSeconds", "MaximumRetryAttempts")
    clients.lambda_.put_function_event_invoke_config(**_given(model, *names))


def _url(clients: Any, model: Model, _before: Before) -> None:
    settings = {"Cors": {}, **_given(model, "AuthType", "Cors", "InvokeMode", "Qualifier")}
    clients.lambda_.update_function_url_config(FunctionName=model["TargetFunctionArn"], **settings)


def _nothing_more(_clients: Any, _model: Model, _before: Before) -> None:
    """What changes is set by the completion."""


def _stage(clients: Any, model: Model, before: Before) -> None:
    wanted, had = model.get("Variables") or {}, before.get("Variables") or {}
    operations = [
        {"op": "replace", "path": "/deploymentId", "value": model["DeploymentId"]},
        {"op": "replace", "path": "/description", "value": model.get("Description", "")},
        *({"op": "replace", "path": f"/variables/{name}", "value": str(value)} for name, value in wanted.items()),
        *({"op": "remove", "path": f"/variables/{name}"} for name in had if name not in wanted),
    ]
    stage = {"restApiId": model["RestApiId"], "stageName": model["StageName"]}
    clients.apigateway.update_stage(**stage, patchOperations=operations)


def _secret(clients: Any, model: Model, before: Before) -> None:
    client, secret = clients.secretsmanager, {"SecretId": model["Id"]}
    client.update_secret(**secret, **_given(model, "Description", "KmsKeyId", "SecretString"))
    retag_resource(client, secret, listed, tags_of(model), tags_of(before))


def _rule(provider: ResourceProvider, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    event = put_again(provider, request)
    kept = {target["Id"] for target in request.desired_state.get("Targets") or ()}
    gone = [target["Id"] for target in (request.previous_state or {}).get("Targets") or () if target["Id"] not in kept]
    if gone:
        bus = {"EventBusName": request.desired_state["EventBusName"]} if "EventBusName" in request.desired_state else {}
        rule = request.desired_state["Id"].rpartition("|")[2]
        request.aws_client_factory.events.remove_targets(Rule=rule, Ids=gone, **bus)
    return event


def _bucket(provider: ResourceProvider, request: ResourceRequest[Any]) -> ProgressEvent[Any]:
    event, before = put_again(provider, request), request.previous_state or {}
    s3, bucket = request.aws_client_factory.s3, request.desired_state["BucketName"]
    drops: dict[str, Callable[[], object]] = {
        "CorsConfiguration": lambda: s3.delete_bucket_cors(Bucket=bucket),
        "NotificationConfiguration": lambda: s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={}
        ),
        "Tags": lambda: s3.delete_bucket_tagging(Bucket=bucket),
        "VersioningConfiguration": lambda: s3.put_bucket_versioning(
            Bucket=bucket, VersioningConfiguration={"Status": "Suspended"}
        ),
        "WebsiteConfiguration": lambda: s3.delete_bucket_website(Bucket=bucket),
    }
    for name, drop in drops.items():
        if before.get(name) and not request.desired_state.get(name):
            drop()
    return event


Update = Callable[[ResourceProvider, ResourceRequest[Any]], ProgressEvent[Any]]


def _by(change: Change) -> Update:
    return lambda provider, request: update(change, provider, request)


UPDATES: dict[str, Update] = {
    "AWS::ApiGateway::Stage": _by(_stage),
    "AWS::CloudWatch::Alarm": put_again,
    "AWS::CloudWatch::CompositeAlarm": put_again,
    "AWS::DynamoDB::GlobalTable": _by(update_table),
    "AWS::DynamoDB::Table": _by(update_table),
    "AWS::Events::Rule": _rule,
    "AWS::Lambda::Alias": _by(_alias),
    "AWS::Lambda::EventInvokeConfig": _by(_event_invoke_config),
    "AWS::Lambda::Url": _by(_url),
    "AWS::Logs::LogGroup": _by(_nothing_more),
    "AWS::Logs::SubscriptionFilter": put_again,
    "AWS::S3::Bucket": _bucket,
    "AWS::SecretsManager::Secret": _by(_secret),
}
