"""Which command starts which managed or custom runtime."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

NODE_OVERRIDE = "FAULTLINE_NODE"
NODE_RUNTIMES = ("nodejs22.x", "nodejs24.x")
CUSTOM_RUNTIMES = ("provided.al2023", "provided.al2")
RUNTIME_CLIENT = Path(__file__).parent / "node" / "runtime-client.mjs"

# After 300 invocations with seven AWS calls each an environment held 32 MiB of its own instead of 91, at the same speed: a young
# generation that stays small, and optimised code that is compiled where it runs instead of by threads with heaps of their own.
_FRUGAL = ("--max-semi-space-size=1", "--no-concurrent-recompilation")


class RuntimeNotSupportedError(Exception):
    """This executor cannot run the function: the message says what was given and what it can run."""


def node_binary() -> Path:
    """The Node.js of the lab (``FAULTLINE_NODE``), else the first on the PATH."""
    chosen = os.environ.get(NODE_OVERRIDE) or shutil.which("node")
    if not chosen:
        raise RuntimeNotSupportedError(
            f"No Node.js found to run functions with: set {NODE_OVERRIDE} to a Node.js 22 or 24 binary or put one on the PATH."
        )
    return Path(chosen).resolve()


def runtime_command(runtime: str, task_root: Path, memory_mib: int) -> Sequence[str]:
    """The command line of a runtime; raises ``RuntimeNotSupportedError`` where there is none."""
    if runtime in NODE_RUNTIMES:
        # The heap may grow to the whole memory size, so that going past it is seen as memory and not as a V8 abort.
        return [
            str(node_binary()),
            f"--max-old-space-size={memory_mib}",
            *_FRUGAL,
            "--max-http-header-size=81920",
            str(RUNTIME_CLIENT),
        ]
    if runtime in CUSTOM_RUNTIMES:
        return [str(task_root / "bootstrap")]
    supported = ", ".join((*NODE_RUNTIMES, *CUSTOM_RUNTIMES))
    raise RuntimeNotSupportedError(f"Runtime {runtime!r} cannot run without Docker here; supported are {supported}.")
