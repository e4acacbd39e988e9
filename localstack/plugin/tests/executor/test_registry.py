"""What chaos sees and does."""

import pytest
from conftest import MakeLab

from faultline_localstack.executor.registry import Registry, UnknownEnvironmentError

CODE = {"index.mjs": "let calls = 0; export const handler = async () => { calls += 1; return calls; };"}


def test_lists_pauses_resumes_and_kills(lab: MakeLab) -> None:
    function, registry = lab(CODE), Registry()
    registry.add(function.environment)
    (view,) = registry.list()
    assert (view.id, view.function, view.state, view.pid) == ("environment-0", "f", "idle", function.environment.pid)
    registry.pause(view.id)
    assert registry.list()[0].state == "paused"
    registry.resume(view.id)
    assert function.answer() == 1
    registry.kill(view.id)
    assert (registry.list()[0].state, registry.list()[0].pid) == ("cold", None)
    assert function.answer() == 1


def test_close_all_ends_everything(lab: MakeLab) -> None:
    function, registry = lab(CODE), Registry()
    registry.add(function.environment)
    registry.close_all()
    assert function.environment.state == "closed"


def test_an_unknown_id_is_an_error() -> None:
    with pytest.raises(UnknownEnvironmentError, match="'nobody'"):
        Registry().kill("nobody")
