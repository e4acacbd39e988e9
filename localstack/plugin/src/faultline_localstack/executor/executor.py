"""LocalStack's side: a ``RuntimeExecutor`` that runs each execution environment as processes of this machine."""

import logging
import math
import shutil
import tempfile
from contextlib import ExitStack, nullcontext
from pathlib import Path

from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import LambdaRuntimeException, RuntimeExecutor

from faultline_localstack.executor.environment import Environment
from faultline_localstack.executor.furnish import furnish
from faultline_localstack.executor.ground import LOOPBACK
from faultline_localstack.executor.invocation import Invocation
from faultline_localstack.executor.late_logs import store_late_logs
from faultline_localstack.executor.lifetime import (
    COLD_STARTS,
    DISRUPTIONS,
    GUARD,
    PACKAGES,
    REGISTRY,
    localstack_is_stopping,
)
from faultline_localstack.executor.patience import waiting
from faultline_localstack.executor.room.egress import refusal
from faultline_localstack.executor.rooms import engine
from faultline_localstack.executor.runtimes.launch import RuntimeNotSupportedError
from faultline_localstack.executor.runtimes.node import node_binary

LOG = logging.getLogger(__name__)


class FaultlineRuntimeExecutor(RuntimeExecutor):
    """One object an execution environment of LocalStack; a crash resets the processes behind it, not the object."""

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id, function_version)
        self._environment: Environment | None = None
        self._own = ExitStack()

    def start(self, env_vars: dict[str, str]) -> None:
        """Runs the init phase. A failed init fails the first invocation, or this call for provisioned concurrency."""
        holder = ("environment", self.id)
        task_root = PACKAGES.hold_code(self.function_version, holder)
        layers = PACKAGES.hold_layers(self.function_version, holder)
        folder = Path(tempfile.mkdtemp(prefix=f"lambda-{self.id[:8]}-"))
        self._own.callback(shutil.rmtree, folder, ignore_errors=True)
        room = engine()
        name_server = self._own.enter_context(room.room.asker(self._refused)) if room else None
        function = furnish(self.function_version, env_vars, task_root, layers, folder, name_server)
        self._environment = Environment(self.id, function, GUARD, DISRUPTIONS, COLD_STARTS)
        REGISTRY.add(self._environment)
        is_provisioned = env_vars["AWS_LAMBDA_INITIALIZATION_TYPE"] == "provisioned-concurrency"
        # Nobody waits for those that are provisioned: they may all start, however long that takes.
        with waiting(seconds=math.inf) if is_provisioned else nullcontext():
            fault = self._environment.initialise()
        if fault is not None and is_provisioned:
            raise StatusErrorException("The init phase failed", payload=fault.payload)

    def _refused(self, host: str) -> None:
        if self._environment is not None:
            self._environment.note(refusal(host))

    def stop(self) -> None:
        """After an update the invocation at hand may end first, as on AWS; when LocalStack stops nothing may."""
        if self._environment is not None:
            self._environment.close(at_once=localstack_is_stopping())
            if self._environment.state == "closed":
                self._forget(self._environment)

    def _forget(self, environment: Environment) -> None:
        REGISTRY.remove(environment)
        self._own.close()
        PACKAGES.release(self.function_version, ("environment", self.id))

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
        PACKAGES.prepare(function_version)
        PACKAGES.hold_code(function_version, ("version", id(function_version)))
        PACKAGES.hold_layers(function_version, ("version", id(function_version)))

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        PACKAGES.release(function_version, ("version", id(function_version)))

    @classmethod
    def validate_environment(cls) -> bool:
        try:
            node_binary()
        except RuntimeNotSupportedError as error:
            LOG.warning("%s", error)
            return False
        return True
