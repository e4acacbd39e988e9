"""
Container images are for functions and tasks that are refused by name. CloudFormation says so; but before it is asked, the CDK
builds, logs in and pushes, and fails with the words of whatever is missing first. An image that is there already is not built.
"""

from collections.abc import Callable, Mapping
from typing import Any

from localstack.aws import handlers
from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.aws.protocol.serializer import create_serializer
from localstack.http import Response
from localstack.runtime import hooks

Asked = Mapping[str, Any]

DIGEST = f"sha256:{'0' * 64}"


def _images(asked: Asked, _region: str) -> dict[str, Any]:
    image = {"repositoryName": asked.get("repositoryName"), "imageDigest": DIGEST}
    return {"imageDetails": [{**image, **each} for each in asked.get("imageIds") or ()]}


def _repositories(asked: Asked, region: str) -> dict[str, Any]:
    names = asked.get("repositoryNames") or ()
    host = f"000000000000.dkr.ecr.{region}.amazonaws.com"
    return {"repositories": [{"repositoryName": name, "repositoryUri": f"{host}/{name}"} for name in names]}


ANSWERS: dict[str, Callable[[Asked, str], dict[str, Any]]] = {
    "DescribeImages": _images,
    "DescribeRepositories": _repositories,
}


def find_image(chain: HandlerChain, context: RequestContext, response: Response) -> None:
    """Answers those who ask ECR: whatever they name is there."""
    if context.service is None or context.operation is None or context.service.service_name != "ecr":
        return
    answer = ANSWERS.get(context.operation.name)
    if answer is None:
        return
    told = answer(context.service_request or {}, context.region)
    serializer = create_serializer(context.service, context.protocol)
    headers = context.request.headers
    response.update_from(serializer.serialize_to_response(told, context.operation, headers, context.request_id))
    chain.stop()


@hooks.on_infra_start()
def find_all_images() -> None:
    handlers.serve_custom_service_request_handlers.append(find_image)
