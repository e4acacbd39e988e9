"""The life of an execution environment: cold and warm, frozen, timed out, crashed, out of memory, killed, paused."""

import math
import threading
import time

import pytest
from conftest import MakeLab

from faultline_localstack.executor.environment import EnvironmentClosedError

COUNTER = """let calls = 0; const ticks = []; setInterval(() => ticks.push(Date.now()), 5);
export const handler = async (event) => {
  calls += 1;
  console.log('call', calls);
  while (ticks.length < event?.ticks) await new Promise((resolve) => setTimeout(resolve, 1));
  if (event?.sleep) await new Promise((resolve) => setTimeout(resolve, event.sleep));
  if (event?.exit !== undefined) process.exit(event.exit);
  if (event?.spin) for (;;);
  return { calls, ticks, pid: process.pid };
};"""


def calls(answer: object) -> object:
    assert isinstance(answer, dict)
    return answer["calls"]


def test_the_first_call_is_cold_and_later_ones_are_warm(lab: MakeLab) -> None:
    function = lab({"index.mjs": COUNTER})
    first, second = function.invoke(), function.invoke()
    lines = first.logs.splitlines()
    assert lines[0].startswith("INIT_START Runtime Version: nodejs24.x")
    assert lines[1] == "START RequestId: request-1 Version: $LATEST"
    assert lines[2].endswith("INFO\tcall 1")
    assert lines[3] == "END RequestId: request-1"
    assert lines[4].startswith("REPORT RequestId: request-1\tDuration: ")
    assert "\tMemory Size: 256 MB\tMax Memory Used: " in lines[4]
    assert "\tInit Duration: " in lines[4]
    assert "Init" not in second.logs
    assert "call 2" in second.logs


def test_nothing_runs_between_invocations(lab: MakeLab) -> None:
    function = lab({"index.mjs": COUNTER})
    function.answer({"ticks": 3})
    frozen = time.time() * 1000
    time.sleep(0.5)
    thawed = time.time() * 1000
    answer = function.answer()
    assert isinstance(answer, dict)
    # It would be about 100, and is none however busy the machine is: the runtime reads the same clock.
    assert [tick for tick in answer["ticks"] if math.ceil(frozen) <= tick < math.floor(thawed)] == []


def test_a_time_out_kills_the_environment(lab: MakeLab) -> None:
    function = lab({"index.mjs": COUNTER}, timeout=1)
    started = time.monotonic()
    outcome = function.invoke({"sleep": 60_000})
    assert time.monotonic() - started >= 1.0
    assert outcome.payload == (
        b'{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: request-1 Error: Task timed out after 1.00 seconds"}'
    )
    assert "call 1" in outcome.logs
    assert " request-1 Task timed out after 1.00 seconds\nEND RequestId: request-1\n" in outcome.logs
    assert outcome.logs.endswith("Status: timeout\t\n")
    assert function.environment.state == "cold"
    assert calls(function.answer()) == 1


def test_a_time_out_stops_a_busy_loop(lab: MakeLab) -> None:
    error = lab({"index.mjs": COUNTER}, timeout=1).error({"spin": True})
    assert error["errorType"] == "Sandbox.Timedout"


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (3, "RequestId: request-1 Error: Runtime exited with error: exit status 3"),
        (0, "RequestId: request-1 Error: Runtime exited without providing a reason"),
    ],
)
def test_an_exit_is_an_error_and_the_next_call_is_cold(lab: MakeLab, status: int, message: str) -> None:
    function = lab({"index.mjs": COUNTER})
    assert function.error({"exit": status}) == {"errorType": "Runtime.ExitError", "errorMessage": message}
    cold = function.invoke()
    assert "Init Duration" in cold.logs
    assert b'"calls":1' in cold.payload


def test_the_output_of_a_killed_runtime_is_kept(lab: MakeLab) -> None:
    function = lab({"index.mjs": COUNTER})
    result: list[str] = []
    thread = threading.Thread(target=lambda: result.append(function.invoke({"sleep": 2500}).logs))
    thread.start()
    wait_until(lambda: function.environment.request_id == "request-1")
    time.sleep(0.2)
    function.environment.kill()
    thread.join(timeout=2)
    assert "call 1" in result[0]
    assert "Runtime exited with error: signal: killed\nRuntime.ExitError\n" in result[0]


def test_a_kill_between_invocations_only_makes_the_next_one_cold(lab: MakeLab) -> None:
    function = lab({"index.mjs": COUNTER})
    function.answer()
    function.environment.kill()
    assert function.environment.pid is None
    assert calls(function.answer()) == 1


def test_too_much_memory_is_killed(lab: MakeLab) -> None:
    code = """const held = []; export const handler = async () => {
      for (;;) { held.push(Buffer.alloc(4e6, 1)); await new Promise((resolve) => setImmediate(resolve)); }
    };"""
    function = lab({"index.mjs": code}, memory=128)
    outcome = function.invoke()
    assert outcome.payload == (
        b'{"errorType":"Runtime.OutOfMemory",'
        b'"errorMessage":"RequestId: request-1 Error: Runtime exited with error: signal: killed"}'
    )
    assert "Max Memory Used: 128 MB" in outcome.logs


def test_a_failed_init_is_reported_and_tried_again_in_the_invocation(lab: MakeLab) -> None:
    function = lab({"index.mjs": "throw new Error('no table name');"})
    outcome = function.invoke()
    assert b'"errorMessage":"no table name"' in outcome.payload
    reports = [line for line in outcome.logs.splitlines() if line.startswith("INIT_REPORT")]
    assert ["Phase: init\tStatus: error" in reports[0], "Phase: invoke\tStatus: error" in reports[1]] == [True, True]
    assert outcome.logs.index("START RequestId") > outcome.logs.index(reports[0])


@pytest.mark.parametrize(
    ("files", "handler", "error_type"),
    [
        ({"index.mjs": ""}, "index.handler", "Runtime.HandlerNotFound"),
        ({"index.mjs": ""}, "other.handler", "Runtime.ImportModuleError"),
        ({"index.js": "require('not-there')"}, "index.handler", "Runtime.ImportModuleError"),
        ({"index.js": "exports.handler = ("}, "index.handler", "Runtime.UserCodeSyntaxError"),
        ({"index.js": ""}, "index", "Runtime.MalformedHandlerName"),
        ({"index.js": "process.exit(4)"}, "index.handler", "Runtime.ExitError"),
    ],
)
def test_init_failures_by_name(lab: MakeLab, files: dict[str, str], handler: str, error_type: str) -> None:
    assert lab(files, handler=handler).error()["errorType"] == error_type


def test_an_init_that_succeeds_at_the_second_try_serves(lab: MakeLab) -> None:
    code = """import { existsSync, writeFileSync } from 'node:fs';
    if (!existsSync('tried')) { writeFileSync('tried', ''); throw new Error('first'); }
    export const handler = async () => 'served';"""
    assert lab({"index.mjs": code}).answer() == "served"


def test_pause_lets_time_go_on_and_resume_ends_it(lab: MakeLab) -> None:
    function = lab({"index.mjs": COUNTER}, timeout=3)
    function.answer()
    function.environment.pause()
    assert function.environment.state == "paused"
    started = time.monotonic()
    resumed = threading.Timer(0.5, function.environment.resume)
    resumed.start()
    assert calls(function.answer()) == 2
    assert time.monotonic() - started >= 0.5


def test_a_paused_environment_times_out(lab: MakeLab) -> None:
    function = lab({"index.mjs": COUNTER}, timeout=1)
    function.environment.pause()
    assert function.error()["errorType"] == "Sandbox.Timedout"
    function.environment.resume()
    assert calls(function.answer()) == 1


def test_close_lets_the_invocation_end_first(lab: MakeLab) -> None:
    function = lab({"index.mjs": COUNTER})
    answers: list[object] = []
    thread = threading.Thread(target=lambda: answers.append(function.answer({"sleep": 400})))
    thread.start()
    wait_until(lambda: function.environment.request_id is not None)
    function.environment.close(at_once=False)
    thread.join(timeout=3)
    assert calls(answers[0]) == 1
    assert function.environment.state == "closed"
    assert function.environment.pid is None
    with pytest.raises(EnvironmentClosedError):
        function.invoke()


def test_a_large_event_and_a_large_answer_pass(lab: MakeLab) -> None:
    event = {"text": "x" * 5_000_000}
    assert lab({"index.mjs": "export const handler = async (event) => event;"}).answer(event) == event


def test_an_answer_over_the_limit_is_an_error(lab: MakeLab) -> None:
    error = lab({"index.mjs": "export const handler = async () => 'x'.repeat(7_000_000);"}).error()
    assert error["errorType"] == "Function.ResponseSizeTooLarge"


def test_processes_that_a_function_starts_end_with_it(lab: MakeLab) -> None:
    code = """import { spawn } from 'node:child_process';
    export const handler = async () => spawn('sleep', ['600'], { stdio: 'ignore' }).pid;"""
    function = lab({"index.mjs": code})
    child = function.answer()
    function.environment.close(at_once=True)
    wait_until(lambda: not is_running(child))


def is_running(pid: object) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(condition: object, seconds: float = 3.0) -> None:
    assert callable(condition)
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        time.sleep(0.01)
