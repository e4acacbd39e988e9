"""Hands a request to a custom resource: to its function, or to a topic."""

import json
import threading
from collections.abc import Mapping
from typing import Any

from localstack.aws.connect import ServiceLevelClientFactory

from faultline_localstack.cloudformation.answers import Expected, NoAnswer
from faultline_localstack.pollers.invoker import FunctionTarget

ATTEMPTS = 3
"""Lambda tries an asynchronous invocation three times. It pauses before each; nobody would want to wait for that here."""

SUBJECT = "AWS CloudFormation custom resource request"


def ask(
    service_token: str, asked: Mapping[str, Any], clients: ServiceLevelClientFactory, expected: Expected
) -> threading.Thread | None:
    """
    Returns at once, with the thread in which a function runs; the answer comes to ``expected``.

    :raises NoAnswer: if the token is the name of neither a function nor a topic
    """
    match service_token.split(":")[2:3]:
        case ["lambda"]:
            arguments = (service_token, json.dumps(asked), expected)
            thread = threading.Thread(target=_invoke, args=arguments, name="custom-resource", daemon=True)
            thread.start()
            return thread
        case ["sns"]:
            clients.sns.publish(TopicArn=service_token, Message=json.dumps(asked), Subject=SUBJECT)
        case _:
            raise NoAnswer(f"Invalid service token {service_token}: give the ARN of a function or of a topic.")
    return None


def _invoke(function: str, payload: str, expected: Expected) -> None:
    """On AWS the failure of a handler is seen when the resource has timed out, an hour later."""
    failure = ""
    for _ in range(ATTEMPTS):
        try:
            answer = FunctionTarget(function).invoke(payload.encode())
        except Exception as error:
            failure = str(error)
            continue
        if not answer.is_error:
            return
        failure = _told(answer.payload or b"")
    expected.give_up(f"The function {function.split(':')[6]} failed before it answered: {failure}")


def _told(payload: bytes) -> str:
    """An error in one line, as a function has answered with it."""
    try:
        error = json.loads(payload)
        return f"{error['errorType']}: {error['errorMessage']}"
    except (ValueError, KeyError, TypeError):
        return payload.decode(errors="replace")
