"""``provided.al2023``: any executable called ``bootstrap`` that speaks the Runtime API."""

import shutil

import pytest
from conftest import MakeLab

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="the bootstrap script of these tests needs curl")

BOOTSTRAP = """#!/bin/sh
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
while true; do
  event=$(curl -sS -D "$PWD/headers" "$api/invocation/next")
  id=$(grep -i lambda-runtime-aws-request-id "$PWD/headers" | tr -d '[:space:]' | cut -d: -f2)
  case $event in
    *fail*) curl -sS -o /dev/null "$api/invocation/$id/error" -H 'Lambda-Runtime-Function-Error-Type: Shell.Refused' \\
      -d '{"errorType":"Shell.Refused","errorMessage":"no"}' ;;
    *exit*) exit 7 ;;
    *) echo "event $event"; curl -sS -o /dev/null "$api/invocation/$id/response" -d "{\\"echo\\":$event}" ;;
  esac
done
"""


@pytest.mark.parametrize("runtime", ["provided.al2023", "provided.al2"])
def test_answers(lab: MakeLab, runtime: str) -> None:
    function = lab({"bootstrap": BOOTSTRAP}, runtime=runtime)
    assert function.answer({"a": 1}) == {"echo": {"a": 1}}
    # More than 1 KiB: curl then waits for "100 Continue".
    assert function.answer({"b": "x" * 3000}) == {"echo": {"b": "x" * 3000}}


def test_its_errors_are_reported(lab: MakeLab) -> None:
    function = lab({"bootstrap": BOOTSTRAP}, runtime="provided.al2023")
    outcome = function.invoke("fail")
    assert outcome.payload == b'{"errorType":"Shell.Refused","errorMessage":"no"}'
    assert "Error Type: Shell.Refused" in outcome.logs
    assert (
        function.error("exit")["errorMessage"] == "RequestId: request-2 Error: Runtime exited with error: exit status 7"
    )
    assert function.answer("again") == {"echo": "again"}


def test_a_bootstrap_that_ends_at_once_is_an_init_failure(lab: MakeLab) -> None:
    error = lab({"bootstrap": "#!/bin/sh\nexit 2\n"}, runtime="provided.al2023").error()
    assert error["errorMessage"] == "RequestId: request-1 Error: Runtime exited with error: exit status 2"


def test_a_missing_bootstrap_is_named(lab: MakeLab) -> None:
    error = lab({"other": ""}, runtime="provided.al2023").error()
    assert error["errorType"] == "Runtime.InvalidEntrypoint"
