"""Code stays as long as somebody runs in it."""

import shutil
from pathlib import Path

import pytest

from faultline_localstack.executor.task_roots import TaskRoots


def test_the_folder_outlives_the_unzipped_code_until_the_last_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    unzipped = tmp_path / "unzipped"
    unzipped.mkdir()
    (unzipped / "index.mjs").write_text("code")
    roots = TaskRoots()
    path = roots.hold("code-1", unzipped, ("version", 1))
    assert roots.hold("code-1", unzipped, ("environment", "e")) == path
    shutil.rmtree(unzipped)
    roots.release("code-1", ("version", 1))
    roots.release("code-1", ("version", 1))
    assert (path / "index.mjs").read_text() == "code"
    assert (path.parent / "package.json").read_text() == "{}"
    roots.release("code-1", ("environment", "e"))
    assert not path.parent.exists()
    roots.release("code-1", ("environment", "e"))
