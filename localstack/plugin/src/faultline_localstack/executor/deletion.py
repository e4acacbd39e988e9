"""Lets functions be deleted that never became active: LocalStack 4.14 looks for what they would run in, and fails."""

from collections.abc import Callable

from localstack.services.lambda_.invocation.lambda_service import LambdaService
from localstack.utils.patch import patch


def delete_what_never_ran() -> None:
    @patch(LambdaService.stop_version)
    def stop_version(stop: Callable[..., None], service: LambdaService, qualified_arn: str) -> None:
        if qualified_arn in service.lambda_running_versions or qualified_arn in service.lambda_starting_versions:
            stop(service, qualified_arn)
