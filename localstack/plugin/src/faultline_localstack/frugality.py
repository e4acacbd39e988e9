"""
Makes LocalStack's start and its first calls cheaper: it loads each service on its first call, and a lab calls eight of
them at once when it deploys.
"""

import ctypes
import gc
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Any

from botocore.loaders import JSONFileLoader
from localstack.runtime import hooks
from localstack.utils.patch import patch

THRESHOLDS = (100_000, 20, 100)
"""Python looks for cyclic garbage each 2,000 new objects. While services load nearly all of them stay, and the looking took
a quarter of the samples of a profile of the first deployment."""

ENDPOINTS = "endpoints"
"""The largest of botocore's files that each new session reads and parses anew: the end points of AWS."""

CONTENT_TYPES = 256
"""So many are kept; with the boundaries of forms there are any number."""


def collect_garbage_rarely() -> None:
    gc.set_threshold(*THRESHOLDS)


def give_memory_back() -> None:
    """
    For moments at which much has been thrown away and nobody waits: it takes up to a second. A deployed stack leaves a hundred
    thousand objects that refer to each other in circles, which are hardly looked for here.
    """
    gc.collect()
    # Only glibc has it, and only glibc needs it.
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def read_endpoints_once() -> None:
    read: dict[str, Any] = {}

    @patch(JSONFileLoader.load_file)
    def load_file(load: Callable[..., Any], self: JSONFileLoader, file_path: str) -> Any:
        if not file_path.endswith(ENDPOINTS):
            return load(self, file_path)
        if file_path not in read:
            read[file_path] = load(self, file_path)
        return read[file_path]


def parse_content_types_once() -> None:
    """Twisted makes an e-mail of each request's, a tenth of what a small call costs."""
    from twisted.web import http

    http._parseContentType = lru_cache(CONTENT_TYPES)(http._parseContentType)


# Before all other hooks, which load services.
@hooks.on_infra_start(priority=100)
def be_frugal() -> None:
    collect_garbage_rarely()
    read_endpoints_once()
    parse_content_types_once()
