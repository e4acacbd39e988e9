"""The folders that functions run in: hard links of the unzipped code, which stay until nobody runs in them.

LocalStack deletes a version's unzipped code when the version is replaced, while its last invocations may still import
modules or read source maps from it.
"""

import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

Holder = tuple[str, object]


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        # A layer replaces files of those before it.
        Path(target).unlink()
        _link(source, target)
    except OSError:
        shutil.copy2(source, target)


class TaskRoots:
    """A code id has one folder; it is there from its first ``hold`` until the last ``release``. For any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holders: dict[str, set[Holder]] = {}

    def path(self, code_id: str) -> Path:
        return Path(tempfile.gettempdir()) / "faultline-task-roots" / code_id / "task"

    def hold(self, code_id: str, unzipped: Path | Sequence[Path], holder: Holder) -> Path:
        """Of several folders the files of a later one replace those of an earlier one."""
        path = self.path(code_id)
        sources = [unzipped] if isinstance(unzipped, Path) else unzipped
        with self._lock:
            holders = self._holders.setdefault(code_id, set())
            if not holders:
                shutil.rmtree(path.parent, ignore_errors=True)
                for source in sources:
                    shutil.copytree(source, path, copy_function=_link, symlinks=True, dirs_exist_ok=True)
                # Ends Node's search for the package that a file belongs to, as the root of the file system does on AWS.
                (path.parent / "package.json").write_text("{}")
            holders.add(holder)
        return path

    def release(self, code_id: str, holder: Holder) -> None:
        with self._lock:
            holders = self._holders.get(code_id)
            if holders is None:
                return
            holders.discard(holder)
            if not holders:
                del self._holders[code_id]
                shutil.rmtree(self.path(code_id).parent, ignore_errors=True)


def id_of_layers(ids: Sequence[str]) -> str:
    """One for these layers in this order."""
    return f"layers-{hashlib.sha256(' '.join(ids).encode()).hexdigest()[:32]}"
