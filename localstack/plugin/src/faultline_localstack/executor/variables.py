"""The environment variables of a function: those of Lambda and its own, never those of the developer's shell.

List: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
"""

import os
from collections.abc import Mapping
from pathlib import Path

from faultline_localstack.executor.runtimes import NODE_RUNTIMES, RUNTIME_CLIENT, node_binary

LAB_MARKER = "FAULTLINE_LAB"

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
    runtime: str,
    task_root: Path,
    temporary_folder: Path,
) -> dict[str, str]:
    """Joins Lambda's variables as LocalStack knows them, what a process adds, and the function's own."""
    variables = {name: str(value) for name, value in from_localstack.items() if name not in _INTERNAL}
    path = "/usr/local/bin:/usr/bin:/bin:/opt/bin"
    if runtime in NODE_RUNTIMES:
        path = f"{node_binary().parent}:{path}"
        variables["AWS_EXECUTION_ENV"] = f"AWS_Lambda_{runtime}"
    if "AWS_LAMBDA_LOG_LEVEL" in variables:
        variables["AWS_LAMBDA_LOG_LEVEL"] = variables["AWS_LAMBDA_LOG_LEVEL"].upper()
    variables |= {
        "LANG": "en_US.UTF-8",
        "LAMBDA_TASK_ROOT": str(task_root),
        "LAMBDA_RUNTIME_DIR": str(RUNTIME_CLIENT.parent),
        "PATH": path,
        "TMPDIR": str(temporary_folder),
        **from_function,
    }
    # The lab ends whatever carries its mark, also after LocalStack itself was killed.
    if marker := os.environ.get(LAB_MARKER):
        variables[LAB_MARKER] = marker
    return variables
