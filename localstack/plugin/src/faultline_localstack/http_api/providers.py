"""
CloudFormation's resources of an HTTP API.

Source: AWS CloudFormation Template Reference, *Amazon API Gateway V2*.
"""

from typing import Any, ClassVar

from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

from faultline_localstack.http_api.addresses import address_of
from faultline_localstack.http_api.apis import APIS, HttpApi, Snapshot, new_id
from faultline_localstack.http_api.routes import DEFAULT

Model = dict[str, Any]
WITHIN_API = {"createOnlyProperties": ["/properties/ApiId"]}


class _Part(ResourceProvider[Model]):
    """A resource that is put into its API, under ``id_name``, and taken out of it."""

    id_name: ClassVar[str]

    def put(self, api: HttpApi, model: Model) -> None:
        raise NotImplementedError

    def take(self, api: HttpApi, model: Model) -> None:
        raise NotImplementedError

    def create(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        return self._put({self.id_name: new_id(), **request.desired_state})

    def update(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        return self._put({**request.desired_state, self.id_name: (request.previous_state or {})[self.id_name]})

    def delete(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        if (api := APIS.get(request.desired_state.get("ApiId", ""))) is not None:
            self.take(api, request.desired_state)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={})

    def _put(self, model: Model) -> ProgressEvent[Model]:
        api = APIS.get(model["ApiId"])
        if api is None:
            message = f"Invalid API identifier specified {model['ApiId']}"
            return ProgressEvent(OperationStatus.FAILED, resource_model={}, message=message)
        self.put(api, model)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)


class RouteProvider(_Part):
    SCHEMA: ClassVar = {"primaryIdentifier": ["/properties/RouteId"], **WITHIN_API}
    id_name = "RouteId"

    def put(self, api: HttpApi, model: Model) -> None:
        api.live.routes[model["RouteId"]] = model

    def take(self, api: HttpApi, model: Model) -> None:
        api.live.routes.pop(model["RouteId"], None)


class IntegrationProvider(_Part):
    SCHEMA: ClassVar = {"primaryIdentifier": ["/properties/IntegrationId"], **WITHIN_API}
    id_name = "IntegrationId"

    def put(self, api: HttpApi, model: Model) -> None:
        api.live.integrations[model["IntegrationId"]] = model

    def take(self, api: HttpApi, model: Model) -> None:
        api.live.integrations.pop(model["IntegrationId"], None)


class StageProvider(_Part):
    SCHEMA: ClassVar = {
        "primaryIdentifier": ["/properties/StageName"],
        "createOnlyProperties": ["/properties/ApiId", "/properties/StageName"],
    }
    id_name = "StageName"

    def put(self, api: HttpApi, model: Model) -> None:
        api.stages[model["StageName"]] = model

    def take(self, api: HttpApi, model: Model) -> None:
        api.stages.pop(model["StageName"], None)


class DeploymentProvider(_Part):
    SCHEMA: ClassVar = {"primaryIdentifier": ["/properties/DeploymentId"], **WITHIN_API}
    id_name = "DeploymentId"

    def put(self, api: HttpApi, model: Model) -> None:
        api.deployments[model["DeploymentId"]] = api.live.copy()
        if (stage := model.get("StageName")) in api.stages:
            api.stages[stage] = {**api.stages[stage], "DeploymentId": model["DeploymentId"]}

    def take(self, api: HttpApi, model: Model) -> None:
        api.deployments.pop(model["DeploymentId"], None)

    def update(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        raise NotImplementedError


class ApiProvider(ResourceProvider[Model]):
    SCHEMA: ClassVar = {
        "primaryIdentifier": ["/properties/ApiId"],
        "createOnlyProperties": ["/properties/ProtocolType"],
    }

    def create(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        return self._put(request, new_id(10))

    def update(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        return self._put(request, (request.previous_state or {})["ApiId"])

    def delete(self, request: ResourceRequest[Model]) -> ProgressEvent[Model]:
        APIS.pop(request.desired_state.get("ApiId", ""), None)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model={})

    def _put(self, request: ResourceRequest[Model], api_id: str) -> ProgressEvent[Model]:
        model = {**request.desired_state, "ApiId": api_id}
        api = APIS.get(api_id) or HttpApi(api_id, request.account_id, request.region_name, model)
        APIS[api_id] = api
        api.properties = model
        if target := model.get("Target"):
            _create_quickly(api, target, model.get("RouteKey", DEFAULT))
        model["ApiEndpoint"] = address_of(api.host)
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=model)


def _create_quickly(api: HttpApi, target: str, route_key: str) -> None:
    """An API with a ``Target`` comes with its integration, route and stage."""
    integration = {"IntegrationType": "AWS_PROXY", "IntegrationUri": target, "PayloadFormatVersion": "2.0"}
    route = {"RouteKey": route_key, "Target": "integrations/quick"}
    api.live = Snapshot({**api.live.routes, "quick": route}, {**api.live.integrations, "quick": integration})
    api.stages.setdefault(DEFAULT, {"StageName": DEFAULT, "AutoDeploy": True})


PROVIDERS: dict[str, type[ResourceProvider]] = {
    "AWS::ApiGatewayV2::Api": ApiProvider,
    "AWS::ApiGatewayV2::Deployment": DeploymentProvider,
    "AWS::ApiGatewayV2::Integration": IntegrationProvider,
    "AWS::ApiGatewayV2::Route": RouteProvider,
    "AWS::ApiGatewayV2::Stage": StageProvider,
}
