"""The code and the layers of function versions, unzipped, as long as a version or an environment needs them."""

import tempfile
import zipfile
from pathlib import Path

from localstack.services.lambda_.invocation.lambda_models import FunctionVersion

from faultline_localstack.executor.runtimes.custom import NAMES as CUSTOM_RUNTIMES
from faultline_localstack.executor.runtimes.find import refuse
from faultline_localstack.executor.runtimes.launch import RuntimeNotSupportedError
from faultline_localstack.executor.task_roots import Holder, TaskRoots, id_of_layers

_EXECUTABLE = 0o111


class Packages:
    """All methods may be called from any thread."""

    def __init__(self) -> None:
        self._roots = TaskRoots()

    def prepare(self, version: FunctionVersion) -> None:
        """:raises RuntimeNotSupportedError: if this executor cannot run the function"""
        config = version.config
        if config.code is None or config.runtime is None:
            raise RuntimeNotSupportedError(
                f"{version.id.function_name} is a container image; without Docker only zip packages can run."
            )
        refuse(config.runtime)
        config.code.prepare_for_execution()
        if config.runtime in CUSTOM_RUNTIMES and not config.code.is_hot_reloading():
            _leave_bootstrap_as_packed(version)
        for layer in config.layers or ():
            layer.code.prepare_for_execution()

    def hold_code(self, version: FunctionVersion, holder: Holder) -> Path:
        code = version.config.code
        unzipped = Path(code.get_unzipped_code_location())
        return unzipped if code.is_hot_reloading() else self._roots.hold(code.id, unzipped, holder)

    def hold_layers(self, version: FunctionVersion, holder: Holder) -> Path | None:
        """The layers in one folder, None if there are none."""
        layers = version.config.layers or ()
        if not layers:
            return None
        folders = [Path(layer.code.get_unzipped_code_location()) for layer in layers]
        return self._roots.hold(_layers_id(version), folders, holder)

    def release(self, version: FunctionVersion, holder: Holder) -> None:
        code = version.config.code
        if code is not None and not code.is_hot_reloading():
            self._roots.release(code.id, holder)
        if version.config.layers:
            self._roots.release(_layers_id(version), holder)


def _layers_id(version: FunctionVersion) -> str:
    return id_of_layers([layer.layer_version_arn for layer in version.config.layers])


def _leave_bootstrap_as_packed(version: FunctionVersion) -> None:
    """LocalStack makes every file executable; on AWS a bootstrap that was packed without its bit cannot start."""
    code = version.config.code
    bootstrap = Path(code.get_unzipped_code_location()) / "bootstrap"
    if not bootstrap.exists():
        return
    with tempfile.TemporaryFile() as archive:
        code._download_archive_to_file(archive)
        with zipfile.ZipFile(archive) as packed:
            mode = packed.getinfo("bootstrap").external_attr >> 16
    # Packers that know nothing of Unix leave no mode at all.
    if mode and not mode & _EXECUTABLE:
        bootstrap.chmod(bootstrap.stat().st_mode & ~_EXECUTABLE)
