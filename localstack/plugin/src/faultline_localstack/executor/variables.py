"""The environment variables of a function: those of Lambda and its own, never those of the developer's shell.

List: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
"""

import os
from collections.abc import Mapping

from faultline_localstack.executor.place import TMP, Place

LAB_MARKER = "FAULTLINE_LAB"

OVERRIDING = ("NODE_OPTIONS",)
"""What a runtime changes of the function's own variables."""

# What LocalStack adds for the init process of its containers.
_INTERNAL = (
    "AWS_LAMBDA_FUNCTION_TIMEOUT",
    "LOCALSTACK_RUNTIME_ID",
    "LOCALSTACK_RUNTIME_ENDPOINT",
    "LOCALSTACK_FUNCTION_ACCOUNT_ID",
    "LOCALSTACK_USER",
    "LOCALSTACK_INIT_LOG_LEVEL",
    "LOCALSTACK_POST_INVOKE_WAIT_MS",
    "LOCALSTACK_MAX_PAYLOAD_SIZE",
)


def function_variables(
    from_localstack: Mapping[str, object],
    from_function: Mapping[str, str],
    from_runtime: Mapping[str, str],
    place: Place,
) -> dict[str, str]:
    """Joins Lambda's variables as LocalStack knows them, what the runtime adds, and the function's own."""
    variables = {name: str(value) for name, value in from_localstack.items() if name not in _INTERNAL}
    if "AWS_LAMBDA_LOG_LEVEL" in variables:
        variables["AWS_LAMBDA_LOG_LEVEL"] = variables["AWS_LAMBDA_LOG_LEVEL"].upper()
    variables |= {
        "LANG": "en_US.UTF-8",
        "LAMBDA_TASK_ROOT": str(place.task_root),
        # A literal /tmp is not the environment's own everywhere.
        **({} if place.tmp == TMP else {"TMPDIR": str(place.tmp)}),
        **{name: value for name, value in from_runtime.items() if name not in from_function},
        **from_function,
    }
    variables |= {name: value for name, value in from_runtime.items() if name in OVERRIDING}
    # The lab ends whatever carries its mark, also after LocalStack itself was killed.
    if marker := os.environ.get(LAB_MARKER):
        variables[LAB_MARKER] = marker
    return variables
