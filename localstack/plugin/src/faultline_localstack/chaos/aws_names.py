"""The names of AWS services and their operations, to find out a rule that could never hit anything."""

from collections.abc import Collection, Iterable
from functools import cache

from localstack.aws.spec import get_service_catalog, load_service
from localstack.services.plugins import SERVICE_PLUGINS

from faultline_localstack.chaos.fields import Problem, shown, suggestion


def check_names(service: str | None, operations: Iterable[tuple[str, str]], at: str) -> list[Problem]:
    """
    What is wrong with a service and with operations, given as (where, name). A service goes by LocalStack's name (``logs``)
    or by the SDK's (``cloudwatch logs``).
    """
    known = get_service_catalog().service_names
    name = None if service is None else localstack_name(service)
    if service is not None and name is None:
        expected = f"the name of an AWS service{suggestion(service, known)}"
        return [Problem(f"{at}.service", shown(service), expected)]
    having: Collection[str]
    having, words = (
        (get_service_catalog().operations_index, "an AWS operation")
        if name is None
        else (load_service(name).operation_names, f"an operation of {name}")
    )
    return [
        Problem(where, shown(operation), f"{words}{suggestion(operation, having)}")
        for where, operation in operations
        if operation not in having
    ]


def localstack_name(service: str) -> str | None:
    """LocalStack's name for a service, or None if there is no such service."""
    return service if service in get_service_catalog().service_names else services_by_sdk_name().get(service)


@cache
def services_by_sdk_name() -> dict[str, str]:
    """LocalStack's name for the SDK's service id in lower case, of the services that LocalStack serves."""
    known = get_service_catalog().service_names
    served = [name for name in SERVICE_PLUGINS.list_available() if name in known]
    return {load_service(name).service_id.lower(): name for name in served}
