"""Which variables a function gets."""

from pathlib import Path

import pytest

from faultline_localstack.executor.place import OpenPlace, RoomPlace
from faultline_localstack.executor.runtimes.find import launch
from faultline_localstack.executor.runtimes.launch import RuntimeNotSupportedError
from faultline_localstack.executor.variables import function_variables

OPEN = OpenPlace(Path("/task"), Path("/layers"), Path("/tmp/own"))


def test_joins_lambda_s_and_the_function_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAULTLINE_LAB", "/lab")
    monkeypatch.setenv("SECRET_OF_THE_SHELL", "1")
    variables = function_variables(
        {"AWS_REGION": "us-east-1", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": 128, "LOCALSTACK_RUNTIME_ID": "x"},
        {"TABLE": "orders", "TMPDIR": "/mine"},
        launch("nodejs24.x", OPEN, 128, OPEN.task_root).variables,
        OPEN,
    )
    assert variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "128"
    assert variables["AWS_EXECUTION_ENV"] == "AWS_Lambda_nodejs24.x"
    assert variables["LAMBDA_TASK_ROOT"] == "/task"
    assert variables["FAULTLINE_LAB"] == "/lab"
    assert (variables["TABLE"], variables["TMPDIR"]) == ("orders", "/mine")
    assert "LOCALSTACK_RUNTIME_ID" not in variables
    assert "SECRET_OF_THE_SHELL" not in variables


def test_a_temporary_folder_is_named_where_tmp_is_not_the_environment_s_own() -> None:
    assert function_variables({}, {}, {}, OPEN)["TMPDIR"] == "/tmp/own"
    assert "TMPDIR" not in function_variables({}, {}, {}, RoomPlace())


@pytest.mark.parametrize("runtime", ["ruby3.3", "java21", "dotnet8", "nodejs14.x", "python3.7", "provided"])
def test_a_runtime_that_needs_docker_is_refused_by_name(runtime: str) -> None:
    with pytest.raises(RuntimeNotSupportedError, match=rf"'{runtime}'.*nodejs24.x.*python3.13.*provided.al2023"):
        launch(runtime, OPEN, 128, OPEN.task_root)
