"""Tells who this LocalStack is: the lab waits for this answer before it uses a LocalStack."""

from importlib.metadata import version

from localstack import config
from localstack.http import Request
from localstack.runtime import hooks
from localstack.services.internal import get_internal_apis

from faultline_localstack.dynamodb.backend import backend

IDENTITY_PATH = "/_localstack/faultline"


def identity(_request: Request) -> dict[str, object]:
    """Answers ``GET /_localstack/faultline``: the plug-in's version, the Lambda executor, and where DynamoDB answers once it does."""
    database = backend()
    return {
        "version": version("faultline-localstack"),
        "executor": config.LAMBDA_RUNTIME_EXECUTOR,
        "dynamodb": database.url if database is not None and database.is_ready else None,
    }


@hooks.on_infra_start()
def announce_plugin() -> None:
    get_internal_apis().add(IDENTITY_PATH, identity)
