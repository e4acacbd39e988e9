"""What the executor holds once for a whole LocalStack, and how that ends with it."""

from localstack.runtime import events
from localstack.runtime.shutdown import SHUTDOWN_HANDLERS
from localstack.utils.objects import singleton_factory

from faultline_localstack.executor.guard import Guard
from faultline_localstack.executor.registry import Registry
from faultline_localstack.executor.routes import EnvironmentRoutes

REGISTRY = Registry()
GUARD = Guard()


def localstack_is_stopping() -> bool:
    return bool(events.infra_stopping.is_set())


def _end() -> None:
    REGISTRY.close_all()
    GUARD.end()


@singleton_factory
def attach_to_localstack() -> bool:
    """Serves the routes and ends everything at LocalStack's shutdown; only the first call does anything."""
    EnvironmentRoutes(REGISTRY).register()
    SHUTDOWN_HANDLERS.register(_end)
    return True
