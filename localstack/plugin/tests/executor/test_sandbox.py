"""A private ``/tmp``, where the machine allows mount namespaces."""

import subprocess
from pathlib import Path

import pytest

from faultline_localstack.executor.sandbox import private_tmp


def test_tmp_is_private_and_the_visible_folders_stay(tmp_path: Path) -> None:
    own, task_root = tmp_path / "own", tmp_path / "task"
    own.mkdir()
    task_root.mkdir()
    (task_root / "code").write_text("code")
    sandbox = private_tmp(own, [task_root, Path("/usr/bin")])
    if not sandbox:
        pytest.skip("this machine does not allow mount namespaces")
    script = f"pwd; cat {task_root}/code; echo here > /tmp/written; test -e {own} || echo hidden"
    result = subprocess.run(
        [*sandbox, "/bin/sh", "-c", script],
        env={"LAMBDA_TASK_ROOT": str(task_root), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    expected = f"{task_root}\ncode" + ("hidden\n" if tmp_path.is_relative_to("/tmp") else "")
    assert result.stdout == expected
    assert (own / "written").read_text() == "here\n"
    assert not Path("/tmp/written").exists()
