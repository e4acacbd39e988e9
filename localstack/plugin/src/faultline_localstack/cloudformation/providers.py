"""Which provider stands for a resource type: ours before LocalStack's."""

from collections.abc import Callable

from localstack.services.cloudformation.resource_provider import ResourceProvider

from faultline_localstack.cloudformation.custom_resource import CustomResourceProvider, is_custom
from faultline_localstack.cloudformation.record import RecordProvider
from faultline_localstack.cloudformation.table import GlobalTableProvider, TableProvider
from faultline_localstack.http_api.providers import PROVIDERS as HTTP_API
from faultline_localstack.support.table import entry_of

PROVIDERS: dict[str, type[ResourceProvider]] = {
    **HTTP_API,
    "AWS::DynamoDB::GlobalTable": GlobalTableProvider,
    "AWS::DynamoDB::Table": TableProvider,
}

Stock = Callable[[str], ResourceProvider | None]


def provider_of(stock: Stock, resource_type: str) -> ResourceProvider | None:
    if is_custom(resource_type):
        return CustomResourceProvider()
    if (ours := PROVIDERS.get(resource_type)) is not None:
        return ours()
    found = stock(resource_type)
    if found is None and entry_of(resource_type).verdict.kind == "idle":
        return RecordProvider()
    return found
