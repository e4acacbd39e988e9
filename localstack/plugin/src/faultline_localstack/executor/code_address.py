"""
Where a function's code can be downloaded: GetFunction signs the address, and LocalStack makes a new client of S3 for each
signature, which takes ten times as long as all else that a stack's function costs.
"""

from collections.abc import Callable
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import boto3
from localstack.services.lambda_.invocation import lambda_models

CLIENTS = 16
"""So many are kept: a client belongs to the address by which the caller has reached LocalStack."""


def sign_with_kept_clients() -> None:
    client: Callable[..., Any] = lru_cache(CLIENTS)(boto3.client)
    lambda_models.boto3 = SimpleNamespace(client=client)
