"""Tells those who work for a request whether its caller still waits for the answer."""

from collections.abc import Callable

from localstack.utils.patch import patch
from rolo.serving.twisted import HeaderPreservingWSGIResponse
from twisted.web.wsgi import _WSGIResponse

from faultline_localstack.executor.patience import waiting


def notice_callers_that_leave() -> None:
    """A request is worked on in one thread from here on, API Gateway's call of a function included."""

    @patch(_WSGIResponse.run)
    def run(serve: Callable[..., None], response: HeaderPreservingWSGIResponse) -> None:
        request = response.request
        with waiting(is_gone=lambda: bool(request._disconnected)):
            serve(response)
