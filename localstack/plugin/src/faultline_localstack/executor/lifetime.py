"""What the executor holds once for a whole LocalStack, and how that ends with it."""

from localstack.runtime import events
from localstack.runtime.shutdown import SHUTDOWN_HANDLERS
from localstack.utils.objects import singleton_factory

from faultline_localstack.executor.assignment import assign_without_races
from faultline_localstack.executor.disruption import Disruptions
from faultline_localstack.executor.guard import Guard
from faultline_localstack.executor.invocation_metrics import InvocationMetrics
from faultline_localstack.executor.log_batches import batch_logs
from faultline_localstack.executor.registry import Registry
from faultline_localstack.executor.routes import EnvironmentRoutes
from faultline_localstack.executor.task_roots import TaskRoots

REGISTRY = Registry()
GUARD = Guard()
TASK_ROOTS = TaskRoots()
DISRUPTIONS = Disruptions()


def localstack_is_stopping() -> bool:
    return bool(events.infra_stopping.is_set())


def _end() -> None:
    REGISTRY.close_all()
    GUARD.end()


@singleton_factory
def attach_to_localstack() -> bool:
    """Serves the routes, mends the assignment, makes logs and metrics cheap, ends everything at LocalStack's shutdown; only the first call acts."""
    assign_without_races()
    batch_logs()
    InvocationMetrics().install()
    EnvironmentRoutes(REGISTRY).register()
    SHUTDOWN_HANDLERS.register(_end)
    return True
