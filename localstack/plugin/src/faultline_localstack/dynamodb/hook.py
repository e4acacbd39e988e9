"""
Lets LocalStack run the DynamoDB Local that the lab has installed from Maven.

LocalStack's own installer downloads DynamoDB Local and a Java of its own from hosts that are often closed to a company's
machines. Where ``FAULTLINE_DYNAMODB_DIR`` is not set, as in LocalStack's Docker image that brings DynamoDB Local along,
LocalStack runs its own. Either way calls reach it by a shorter way.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from localstack.runtime import hooks
from localstack.services.dynamodb.packages import DynamoDBLocalPackageInstaller
from localstack.services.dynamodb.server import DynamodbServer
from localstack.utils.patch import patch

from faultline_localstack.dynamodb.install import install, is_complete
from faultline_localstack.dynamodb.lock import locked_jars
from faultline_localstack.dynamodb.proxy import DirectProxy

DIRECTORY_VARIABLE = "FAULTLINE_DYNAMODB_DIR"
JAVA_VARIABLE = "FAULTLINE_JAVA"
# A lab lives for minutes: the second compiler and the parallel collector cost more than they win. Measured over start and
# 1,500 PutItem calls, these options halve the processor time.
SHORT_LIVED = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
MAIN_CLASS = "org.eclipse.jetty.xml.XmlConfiguration"
SERVER = Path(__file__).with_name("server.xml")
LOOPBACK = "127.0.0.1"


def java_command(server: DynamodbServer, folder: Path) -> list[str]:
    """
    The command line of DynamoDB Local on loopback; its native library is unpacked into the temp folder of this LocalStack.
    ``optimizeDbBeforeStartup`` is left out: it tidies a database that an earlier LocalStack has left, and a lab keeps none.
    """
    class_path = ":".join(str(folder / jar.file_name) for jar in locked_jars())
    properties = {
        "port": str(server.port),
        "inMemory": str(server.in_memory).lower(),
        "sharedDb": str(server.share_db).lower(),
        "delayTransientStatuses": str(server.delay_transient_statuses).lower(),
        **({} if server.db_path is None else {"dbPath": server.db_path}),
    }
    return [
        os.environ.get(JAVA_VARIABLE, "java"),
        *server._get_java_vm_options(),
        *SHORT_LIVED,
        f"-Xmx{server.heap_size}",
        f"-Djava.io.tmpdir={tempfile.gettempdir()}",
        "-Djava.net.preferIPv4Stack=true",
        "-cp",
        class_path,
        MAIN_CLASS,
        # Jetty gives a description only the properties that were named before it.
        *(f"{name}={value}" for name, value in properties.items()),
        str(SERVER),
    ]


def forward_directly() -> None:
    """Gives each DynamoDB server the short way to its backend."""

    @patch(DynamodbServer.__init__)
    def with_direct_proxy(init: Callable[..., None], self: DynamodbServer, *args: object, **kwargs: object) -> None:
        init(self, *args, **kwargs)
        self.proxy.proxy = DirectProxy(f"http://{LOOPBACK}:{self.port}")


@hooks.on_infra_start()
def serve_dynamodb_from_maven() -> None:
    forward_directly()
    directory = os.environ.get(DIRECTORY_VARIABLE)
    if directory is None:
        return
    folder = Path(directory)

    @patch(DynamoDBLocalPackageInstaller.install)
    def install_from_maven(_install: Callable[..., None], _self: DynamoDBLocalPackageInstaller, *_: object) -> None:
        jars = locked_jars()
        if not is_complete(folder, jars):
            install(folder, jars, print)

    @patch(DynamoDBLocalPackageInstaller.get_java_env_vars)
    def use_installed_java(
        _get_java_env_vars: Callable[..., dict[str, str]], _self: DynamoDBLocalPackageInstaller
    ) -> dict[str, str]:
        return {}

    @patch(DynamodbServer._create_shell_command)
    def run_from_maven(_create_shell_command: Callable[..., list[str]], self: DynamodbServer) -> list[str]:
        return java_command(self, folder)
