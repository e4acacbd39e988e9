"""Which variables a function gets."""

from pathlib import Path

import pytest

from faultline_localstack.executor.runtimes import RuntimeNotSupportedError, runtime_command
from faultline_localstack.executor.variables import function_variables


def test_joins_lambda_s_and_the_function_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAULTLINE_LAB", "/lab")
    monkeypatch.setenv("SECRET_OF_THE_SHELL", "1")
    variables = function_variables(
        {"AWS_REGION": "us-east-1", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": 128, "LOCALSTACK_RUNTIME_ID": "x"},
        {"TABLE": "orders", "TMPDIR": "/mine"},
        "nodejs24.x",
        Path("/task"),
        Path("/tmp/own"),
    )
    assert variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "128"
    assert variables["AWS_EXECUTION_ENV"] == "AWS_Lambda_nodejs24.x"
    assert variables["LAMBDA_TASK_ROOT"] == "/task"
    assert variables["FAULTLINE_LAB"] == "/lab"
    assert (variables["TABLE"], variables["TMPDIR"]) == ("orders", "/mine")
    assert "LOCALSTACK_RUNTIME_ID" not in variables
    assert "SECRET_OF_THE_SHELL" not in variables


def test_a_runtime_that_needs_docker_is_refused_by_name() -> None:
    with pytest.raises(RuntimeNotSupportedError, match=r"'python3.13'.*nodejs24.x.*provided.al2023"):
        runtime_command("python3.13", Path("/task"), 128)
