"""LocalStack's side: a ``RuntimeExecutor`` that runs each execution environment as processes of this machine."""

import logging
import shutil
import tempfile
from pathlib import Path

from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import LambdaRuntimeException, RuntimeExecutor

from faultline_localstack.executor.environment import Environment
from faultline_localstack.executor.function import Function
from faultline_localstack.executor.invocation import Invocation
from faultline_localstack.executor.late_logs import store_late_logs
from faultline_localstack.executor.lifetime import (
    COLD_STARTS,
    DISRUPTIONS,
    GUARD,
    REGISTRY,
    TASK_ROOTS,
    localstack_is_stopping,
)
from faultline_localstack.executor.runtimes import (
    RUNTIME_CLIENT,
    RuntimeNotSupportedError,
    node_binary,
    runtime_command,
)
from faultline_localstack.executor.sandbox import private_tmp
from faultline_localstack.executor.task_roots import Holder
from faultline_localstack.executor.variables import function_variables

LOG = logging.getLogger(__name__)
LOOPBACK = "127.0.0.1"


def _hold_task_root(function_version: FunctionVersion, holder: Holder) -> Path:
    code = function_version.config.code
    unzipped = Path(code.get_unzipped_code_location())
    return unzipped if code.is_hot_reloading() else TASK_ROOTS.hold(code.id, unzipped, holder)


def _release_task_root(function_version: FunctionVersion, holder: Holder) -> None:
    code = function_version.config.code
    if code is not None and not code.is_hot_reloading():
        TASK_ROOTS.release(code.id, holder)


class FaultlineRuntimeExecutor(RuntimeExecutor):
    """One object an execution environment of LocalStack; a crash resets the processes behind it, not the object."""

    _environment: Environment | None = None
    _folder: Path | None = None

    def start(self, env_vars: dict[str, str]) -> None:
        """Runs the init phase. A failed init fails the first invocation, or this call for provisioned concurrency."""
        self._folder = Path(tempfile.mkdtemp(prefix=f"lambda-{self.id[:8]}-"))
        self._environment = Environment(
            self.id, self._function(env_vars, self._folder), GUARD, DISRUPTIONS, COLD_STARTS
        )
        REGISTRY.add(self._environment)
        fault = self._environment.initialise()
        if fault is not None and env_vars["AWS_LAMBDA_INITIALIZATION_TYPE"] == "provisioned-concurrency":
            raise StatusErrorException("The init phase failed", payload=fault.payload)

    def _function(self, env_vars: dict[str, str], folder: Path) -> Function:
        config = self.function_version.config
        task_root = _hold_task_root(self.function_version, ("environment", self.id))
        command = runtime_command(config.runtime, task_root, config.memory_size)
        sandbox = private_tmp(folder, [task_root, Path(command[0]).parent, RUNTIME_CLIENT.parent])
        tmp = Path("/tmp") if sandbox else folder
        return Function(
            name=self.function_version.id.function_name,
            version=self.function_version.id.qualifier,
            runtime=config.runtime,
            task_root=task_root,
            timeout_seconds=config.timeout,
            memory_mib=config.memory_size,
            command=command,
            variables=function_variables(env_vars, config.environment or {}, config.runtime, task_root, tmp),
            sandbox=sandbox,
            logs_json=config.logging_config.get("LogFormat") == "JSON",
        )

    def stop(self) -> None:
        """After an update the invocation at hand may end first, as on AWS; when LocalStack stops nothing may."""
        if self._environment is not None:
            self._environment.close(at_once=localstack_is_stopping())
            if self._environment.state == "closed":
                self._forget(self._environment)

    def _forget(self, environment: Environment) -> None:
        REGISTRY.remove(environment)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        _release_task_root(self.function_version, ("environment", self.id))

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        environment = self._environment
        if environment is None:
            raise LambdaRuntimeException(f"The execution environment {self.id} was invoked before its start.")
        invocation = Invocation(
            request_id=payload["invoke-id"],
            invoked_arn=payload["invoked-function-arn"],
            trace_id=payload["trace-id"],
            event=payload["payload"].encode(),
        )
        outcome = environment.invoke(invocation)
        if environment.closing:
            self._forget(environment)
            store_late_logs(self.function_version, environment.function.variables, outcome.logs)
        return InvocationResult(invocation.request_id, outcome.payload, outcome.is_error, outcome.logs)

    def get_logs(self) -> str:
        return ""

    def get_address(self) -> str:
        return LOOPBACK

    def get_endpoint_from_executor(self) -> str:
        return LOOPBACK

    def get_runtime_endpoint(self) -> str:
        """Of the init process in LocalStack's containers; here nothing calls back."""
        return ""

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        config = function_version.config
        if config.code is None or config.runtime is None:
            raise RuntimeNotSupportedError(
                f"{function_version.id.function_name} is a container image; without Docker only zip packages can run."
            )
        config.code.prepare_for_execution()
        runtime_command(config.runtime, Path(config.code.get_unzipped_code_location()), config.memory_size)
        _hold_task_root(function_version, ("version", id(function_version)))

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        _release_task_root(function_version, ("version", id(function_version)))

    @classmethod
    def validate_environment(cls) -> bool:
        try:
            node_binary()
        except RuntimeNotSupportedError as error:
            LOG.warning("%s", error)
            return False
        return True
