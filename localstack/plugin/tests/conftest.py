"""
Makes execution environments of small functions, with real processes, and ends them after the test; and queues of LocalStack's SQS
provider in this process.
"""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from localstack.services.sqs.models import FifoQueue, SqsQueue, StandardQueue, sqs_stores

from faultline_localstack.executor.disruption import Disrupt, undisturbed
from faultline_localstack.executor.environment import Environment
from faultline_localstack.executor.function import Function
from faultline_localstack.executor.guard import Guard
from faultline_localstack.executor.invocation import Invocation, Outcome
from faultline_localstack.executor.place import OpenPlace
from faultline_localstack.executor.runtimes.find import launch

ROOT = Path(__file__).parents[3]
PROJECT_NODE = ROOT / "node_modules" / "node" / "bin" / "node"


@pytest.fixture(autouse=True)
def _project_node(monkeypatch: pytest.MonkeyPatch) -> None:
    if PROJECT_NODE.exists():
        monkeypatch.setenv("FAULTLINE_NODE", str(PROJECT_NODE))


class Lab:
    """An environment and short ways to use it."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self._calls = 0

    def invoke(self, event: object = None) -> Outcome:
        self._calls += 1
        invocation = Invocation(
            f"request-{self._calls}", "arn:aws:lambda:::function:f", "Root=1", json.dumps(event).encode()
        )
        return self.environment.invoke(invocation)

    def answer(self, event: object = None) -> object:
        outcome = self.invoke(event)
        assert not outcome.is_error, outcome
        return json.loads(outcome.payload)

    def error(self, event: object = None) -> dict[str, object]:
        outcome = self.invoke(event)
        assert outcome.is_error, outcome
        error: dict[str, object] = json.loads(outcome.payload)
        return error


MakeLab = Callable[..., Lab]


@pytest.fixture
def guard() -> Iterator[Guard]:
    guard = Guard()
    yield guard
    guard.end()


@pytest.fixture
def lab(tmp_path: Path, guard: Guard) -> Iterator[MakeLab]:
    """``lab(files, handler=..., runtime=..., timeout=seconds, memory=MiB, json_logs=..., variables=..., disrupt=...)``."""
    environments: list[Environment] = []
    # As above a task root: ends Node's search for the package that a file belongs to, wherever pytest's folder is.
    (tmp_path / "package.json").write_text("{}")

    def make(
        files: Mapping[str, str],
        *,
        handler: str = "index.handler",
        runtime: str = "nodejs24.x",
        timeout: int = 3,
        memory: int = 256,
        json_logs: bool = False,
        variables: Mapping[str, str] | None = None,
        disrupt: Disrupt = undisturbed,
    ) -> Lab:
        task_root = tmp_path / f"task-{len(environments)}"
        task_root.mkdir()
        for name, text in files.items():
            (task_root / name).write_text(text)
            (task_root / name).chmod(0o755)
        place = OpenPlace(task_root, tmp_path / "layers", tmp_path)
        started_by = launch(runtime, place, memory, task_root, of_function=variables)
        all_variables = {
            "AWS_LAMBDA_FUNCTION_NAME": "f",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(memory),
            "LAMBDA_TASK_ROOT": str(task_root),
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "_HANDLER": handler,
            **({"AWS_LAMBDA_LOG_FORMAT": "JSON"} if json_logs else {}),
            **(variables or {}),
            **started_by.variables,
        }
        function = Function(
            name="f",
            version="$LATEST",
            runtime=runtime,
            task_root=task_root,
            timeout_seconds=timeout,
            memory_mib=memory,
            command=started_by.command,
            variables=all_variables,
            logs_json=json_logs,
        )
        environment = Environment(f"environment-{len(environments)}", function, guard, disrupt)
        environments.append(environment)
        environment.initialise()
        return Lab(environment)

    yield make
    for environment in environments:
        environment.close(at_once=True)


ACCOUNT, REGION = "000000000000", "us-east-1"
MakeQueue = Callable[..., SqsQueue]


@pytest.fixture
def make_queue() -> Iterator[MakeQueue]:
    """``make_queue(suffix, **attributes)``: standard, or FIFO with such a suffix."""
    names: list[str] = []
    queues = sqs_stores[ACCOUNT][REGION].queues

    def make(suffix: str = "", **attributes: object) -> SqsQueue:
        name = f"q-{uuid.uuid4()}{suffix}"
        kind = FifoQueue if suffix else StandardQueue
        queues[name] = kind(name, REGION, ACCOUNT, attributes | ({"FifoQueue": "true"} if suffix else {}))
        names.append(name)
        return queues[name]

    yield make
    for name in names:
        queues.pop(name, None)
