"""Node.js: the lab's own, with a runtime client after AWS's and the SDK that AWS's runtime brings."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from faultline_localstack.executor.place import Place
from faultline_localstack.executor.runtimes.launch import SYSTEM_PATH, Launch, RuntimeNotSupportedError

NODE_OVERRIDE = "FAULTLINE_NODE"
SDK_OPTION = "FAULTLINE_SDK_DIR"
SDK_V2_OPTION = "FAULTLINE_NODE16_SDK_DIR"
CURRENT = ("nodejs24.x", "nodejs22.x")
WITH_SDK_V2 = "nodejs16.x"
OLD = ("nodejs20.x", "nodejs18.x", WITH_SDK_V2)
NAMES = (*CURRENT, *OLD)
CLIENT = Path(__file__).parents[1] / "node"

# After 300 invocations with seven AWS calls each an environment held 32 MiB of its own instead of 91, at the same speed: a young
# generation that stays small, and optimised code that is compiled where it runs instead of by threads with heaps of their own.
_FRUGAL = ("--max-semi-space-size=1", "--no-concurrent-recompilation")
_SOURCE_MAPS = "--enable-source-maps"


def node_binary() -> Path:
    """The Node.js of the lab (``FAULTLINE_NODE``), else the first on the PATH."""
    chosen = os.environ.get(NODE_OVERRIDE) or shutil.which("node")
    if not chosen:
        raise RuntimeNotSupportedError(
            f"No Node.js found to run functions with: set {NODE_OVERRIDE} to a Node.js 22 or 24 binary or put one on the PATH."
        )
    return Path(chosen).resolve()


def launch(
    runtime: str, place: Place, memory_mib: int, of_function: Mapping[str, str], cache: Path | None = None
) -> Launch:
    """``cache``: a folder that environments of the same package share."""
    binary = node_binary()
    folder = place.show(binary.parent, "/var/lang/bin")
    client = place.show(CLIENT, "/var/runtime/faultline")
    sdk = os.environ.get(SDK_V2_OPTION if runtime == WITH_SDK_V2 else SDK_OPTION, "")
    provided = [str(place.show(Path(sdk) / "node_modules", "/var/runtime/node_modules"))] if sdk else []
    modules = [
        f"{place.layers}/nodejs/{runtime.removesuffix('.x').replace('nodejs', 'node')}/node_modules",
        f"{place.layers}/nodejs/node_modules",
        *provided,
        str(place.task_root),
    ]
    options = of_function.get("NODE_OPTIONS", "")
    command = [
        str(folder / binary.name),
        # The heap may grow to the whole memory size, so that going past it is seen as memory and not as a V8 abort.
        f"--max-old-space-size={memory_mib}",
        *_FRUGAL,
        "--max-http-header-size=81920",
        str(client / "start.mjs"),
    ]
    variables = {
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{runtime}",
        "LAMBDA_RUNTIME_DIR": str(client.parent),
        "NODE_PATH": ":".join(modules),
        "PATH": f"{folder}:{SYSTEM_PATH}",
        **_source_maps_when_needed(options),
    }
    if cache is not None:
        cache.mkdir(exist_ok=True)
        variables["FAULTLINE_COMPILE_CACHE"] = str(place.show(cache, "/var/lang/cache", read_only=False))
    return Launch(command, variables)


def _source_maps_when_needed(options: str) -> dict[str, str]:
    """Node.js reads source maps when it loads a module; the runtime client reads them when an error is printed."""
    words = options.split()
    if _SOURCE_MAPS not in words:
        return {}
    return {
        "NODE_OPTIONS": " ".join(word for word in words if word != _SOURCE_MAPS),
        "FAULTLINE_NODE_OPTIONS": options,
    }
