"""The entry point by which ``LAMBDA_RUNTIME_EXECUTOR=faultline`` finds the executor."""

from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin


class FaultlineExecutorPlugin(RuntimeExecutorPlugin):
    name = "faultline"

    def load(self, *args: object, **kwargs: object) -> type:  # noqa: ARG002 (plux decides the signature)
        """Called for every environment, so it must stay cheap."""
        from faultline_localstack.executor.executor import FaultlineRuntimeExecutor
        from faultline_localstack.executor.lifetime import attach_to_localstack

        attach_to_localstack()
        return FaultlineRuntimeExecutor
