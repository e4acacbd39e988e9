"""What the executor holds once for a whole LocalStack, and how that ends with it."""

from localstack.runtime import events
from localstack.runtime.shutdown import SHUTDOWN_HANDLERS
from localstack.services.lambda_.invocation.assignment import AssignmentService
from localstack.services.plugins import SERVICE_PLUGINS
from localstack.utils.objects import singleton_factory

from faultline_localstack.executor.assignment import Assignment
from faultline_localstack.executor.capacity import Capacity
from faultline_localstack.executor.code_address import sign_with_kept_clients
from faultline_localstack.executor.cold_starts import ColdStarts
from faultline_localstack.executor.deletion import delete_what_never_ran
from faultline_localstack.executor.disruption import Disruptions
from faultline_localstack.executor.guard import Guard
from faultline_localstack.executor.idle_environments import IdleEnvironments
from faultline_localstack.executor.invocation_metrics import InvocationMetrics
from faultline_localstack.executor.log_batches import batch_logs
from faultline_localstack.executor.log_result import tell_callers_no_starts
from faultline_localstack.executor.packages import Packages
from faultline_localstack.executor.registry import Registry
from faultline_localstack.executor.routes import EnvironmentRoutes

REGISTRY = Registry()
GUARD = Guard()
PACKAGES = Packages()
DISRUPTIONS = Disruptions()


def _assignment_service() -> AssignmentService:
    service: AssignmentService = SERVICE_PLUGINS.require("lambda")._provider.lambda_service.assignment_service
    return service


IDLE_ENVIRONMENTS = IdleEnvironments(_assignment_service)
CAPACITY = Capacity(REGISTRY.living, IDLE_ENVIRONMENTS.end_one)
COLD_STARTS = ColdStarts(has_room=lambda one_more: CAPACITY.has_room(one_more=one_more))


def localstack_is_stopping() -> bool:
    return bool(events.infra_stopping.is_set())


def _end() -> None:
    REGISTRY.close_all()
    GUARD.end()


@singleton_factory
def attach_to_localstack() -> bool:
    """Serves the routes, takes over the assignment, makes logs and metrics cheap, ends all at LocalStack's shutdown; only the first call acts."""
    Assignment(COLD_STARTS).install()
    IDLE_ENVIRONMENTS.watch(CAPACITY.is_short)
    delete_what_never_ran()
    tell_callers_no_starts()
    sign_with_kept_clients()
    batch_logs()
    InvocationMetrics().install()
    EnvironmentRoutes(REGISTRY).register()
    SHUTDOWN_HANDLERS.register(_end)
    return True
