"""What a caller sees of the log: as on AWS without the line that tells of a start, which is in CloudWatch Logs only."""

from collections.abc import Callable

from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment
from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from localstack.services.lambda_.invocation.version_manager import LambdaVersionManager
from localstack.utils.patch import patch

from faultline_localstack.executor.log_lines import is_init_start


def tell_callers_no_starts() -> None:
    @patch(LambdaVersionManager.store_logs)
    def store_logs(
        store: Callable[..., None],
        manager: LambdaVersionManager,
        invocation_result: InvocationResult,
        execution_env: ExecutionEnvironment,
    ) -> None:
        store(manager, invocation_result=invocation_result, execution_env=execution_env)
        lines = (invocation_result.logs or "").splitlines(keepends=True)
        invocation_result.logs = "".join(line for line in lines if not is_init_start(line))
