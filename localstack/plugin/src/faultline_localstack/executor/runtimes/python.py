"""Python: the interpreter of this machine under AWS's own runtime interface client."""

import os
import sys
from pathlib import Path

from faultline_localstack.executor.place import Place
from faultline_localstack.executor.runtimes.launch import LIBRARY_PATH, SYSTEM_PATH, Launch, RuntimeNotSupportedError

CLIENT_OPTION = "FAULTLINE_PYTHON_RUNTIME_DIR"
VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"
NAMES = tuple(f"python3.{minor}" for minor in range(14, 7, -1))

# As on AWS the function's own modules come first, those of layers next, and what the runtime brings last.
_START = """
import os, sys
sys.path[:0] = {modules!r}
from awslambdaric.__main__ import main
main(["awslambdaric", os.environ["_HANDLER"]])
"""


def launch(runtime: str, place: Place) -> Launch:
    client = os.environ.get(CLIENT_OPTION, "")
    if not client:
        raise RuntimeNotSupportedError(
            f"Runtime {runtime!r} needs awslambdaric, which the lab installs: set {CLIENT_OPTION} to a folder that has it."
        )
    program = _show_interpreter(place, runtime)
    runtime_folder = place.show(Path(client), "/var/runtime")
    layers = [f"{place.layers}/python/lib/{runtime}/site-packages", f"{place.layers}/python"]
    # Without `site`, so that packages of this machine's Python do not stand in for those that the function lacks.
    command = [str(program), "-s", "-S", "-c", _START.format(modules=[str(place.task_root), *layers])]
    variables = {
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{runtime}",
        "LAMBDA_RUNTIME_DIR": str(runtime_folder),
        "PATH": f"{program.parent}:{SYSTEM_PATH}",
        "LD_LIBRARY_PATH": LIBRARY_PATH,
        "PYTHONPATH": str(runtime_folder),
    }
    return Launch(command, variables)


def _show_interpreter(place: Place, runtime: str) -> Path:
    """Where AWS has it, under all its names: scripts of layers, as the CDK's AWS CLI, begin with `#!/var/lang/bin/python`."""
    prefix = Path(sys.base_prefix).resolve()
    # Shared libraries may be sought where it was installed, modules beside the interpreter.
    place.keep(prefix)
    place.show(prefix / sys.platlibdir, f"/var/lang/{sys.platlibdir}")
    program = Path(sys.executable).resolve()
    for name in {"python", "python3", runtime}:
        place.show(program, f"/var/lang/bin/{name}")
    return place.show(program, f"/var/lang/bin/{VERSION}")
