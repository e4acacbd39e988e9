"""Puts what the executor adds to Lambda's API into LocalStack when it starts."""

from localstack import config
from localstack.aws import handlers
from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response
from localstack.runtime import hooks

from faultline_localstack.executor.admission import admit


@hooks.on_infra_start()
def complete_lambda() -> None:
    if config.LAMBDA_RUNTIME_EXECUTOR != "faultline":
        return

    def stream(chain: HandlerChain, context: RequestContext, response: Response) -> None:
        # Imported late: it loads LocalStack's Lambda.
        from faultline_localstack.executor.streaming import invoke_with_response_stream

        invoke_with_response_stream(chain, context, response)

    handlers.serve_custom_service_request_handlers.append(admit)
    handlers.serve_custom_service_request_handlers.append(stream)
