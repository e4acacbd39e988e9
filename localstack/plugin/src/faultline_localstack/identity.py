"""Tells who this LocalStack is: the lab waits for this answer before it uses a LocalStack."""

from importlib.metadata import version

from localstack import config
from localstack.http import Request
from localstack.runtime import hooks
from localstack.services.dynamodb.server import DynamodbServer
from localstack.services.internal import get_internal_apis

IDENTITY_PATH = "/_localstack/faultline"


def identity(_request: Request) -> dict[str, object]:
    """Answers ``GET /_localstack/faultline``: the plug-in's version, the Lambda executor and DynamoDB Local's own address."""
    return {
        "version": version("faultline-localstack"),
        "executor": config.LAMBDA_RUNTIME_EXECUTOR,
        "dynamodb": DynamodbServer.get().url,
    }


@hooks.on_infra_start()
def announce_plugin() -> None:
    get_internal_apis().add(IDENTITY_PATH, identity)
