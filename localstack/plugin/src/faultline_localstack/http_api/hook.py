"""Gives function URLs addresses that can be called, when LocalStack starts."""

from collections.abc import Callable
from typing import Any

from localstack.runtime import hooks
from localstack.services.edge import ROUTER
from localstack.services.lambda_.invocation.lambda_models import FunctionUrlConfig
from localstack.utils.patch import patch

from faultline_localstack.http_api.addresses import FUNCTION_URL, add_paths, address_of
from faultline_localstack.http_api.function_url import host_of


@hooks.on_infra_start()
def give_addresses() -> None:
    @patch(FunctionUrlConfig.__init__)
    def with_usable_url(init: Callable[..., None], config: FunctionUrlConfig, *args: Any, **named: Any) -> None:
        init(config, *args, **named)
        if (found := FUNCTION_URL.match(config.url)) is not None:
            config.url = f"{address_of(host_of(config.url_id, found['region']))}/"

    # The only way where ports cannot be reached; for whoever knows no more than the API's id, a way everywhere.
    add_paths(ROUTER)
