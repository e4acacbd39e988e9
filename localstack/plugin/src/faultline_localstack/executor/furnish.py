"""Puts together what an execution environment needs of its function version: code, layers, a place, and a runtime to start."""

from collections.abc import Mapping
from pathlib import Path

from localstack.services.lambda_.invocation.lambda_models import FunctionVersion

from faultline_localstack.dynamodb.backend import backend
from faultline_localstack.executor.function import Function
from faultline_localstack.executor.ground import OPEN_GROUND, Ground
from faultline_localstack.executor.place import OpenPlace, Place, RoomPlace
from faultline_localstack.executor.room.authority import SYSTEM_BUNDLES
from faultline_localstack.executor.room.room import RoomGround
from faultline_localstack.executor.rooms import Engine, engine
from faultline_localstack.executor.runtimes.find import launch, notice
from faultline_localstack.executor.variables import function_variables

RESOLV_CONF = "/etc/resolv.conf"


def furnish(
    version: FunctionVersion,
    env_vars: Mapping[str, object],
    task_root: Path,
    layers: Path | None,
    folder: Path,
    name_server: str | None,
) -> Function:
    """
    :param task_root: where the code lies on this machine; ``layers`` likewise
    :param folder: an empty one for what the environment has of its own
    :param name_server: the environment's own in the room
    """
    config = version.config
    room = engine()
    place: Place
    ground: Ground
    if room is None or name_server is None:
        place, ground = OpenPlace(task_root, layers or folder, folder), OPEN_GROUND
    else:
        place = _room_place(room, task_root, layers, folder, name_server)
        ground = RoomGround(room.room, place.mounts, folder / "root")
    of_function = config.environment or {}
    # Beside the code, with which it comes and goes; code that is edited in place has none.
    cache = None if config.code.is_hot_reloading() else task_root.parent / "cache"
    started_by = launch(config.runtime, place, config.memory_size, task_root, layers, of_function, cache)
    trusted = {} if room is None else _trust(room, place)
    return Function(
        name=version.id.function_name,
        version=version.id.qualifier,
        runtime=config.runtime,
        task_root=place.task_root,
        timeout_seconds=config.timeout,
        memory_mib=config.memory_size,
        command=started_by.command,
        variables=function_variables(
            env_vars, of_function, {**_short_ways(of_function), **trusted, **started_by.variables}, place
        ),
        ground=ground,
        logs_json=config.logging_config.get("LogFormat") == "JSON",
        notice="; ".join(_notices(config.runtime, layers)),
    )


def _short_ways(of_function: Mapping[str, str]) -> dict[str, str]:
    """Clients of DynamoDB call it directly, unless the function says itself whom to call."""
    database = backend()
    if database is None or "AWS_ENDPOINT_URL" in of_function:
        return {}
    return {"AWS_ENDPOINT_URL_DYNAMODB": database.url, "AWS_ENDPOINT_URL_DYNAMODB_STREAMS": database.url}


def _notices(runtime: str, layers: Path | None) -> list[str]:
    extensions = (
        sorted(each.name for each in (layers / "extensions").iterdir())
        if layers and (layers / "extensions").is_dir()
        else []
    )
    not_started = f"extensions of its layers are not started here: {', '.join(extensions)}" if extensions else ""
    return [each for each in (notice(runtime), not_started) if each]


def _room_place(room: Engine, task_root: Path, layers: Path | None, folder: Path, name_server: str) -> RoomPlace:
    for own in ("root", "tmp"):
        (folder / own).mkdir(exist_ok=True)
    (folder / "tmp").chmod(0o1777)
    resolv_conf = folder / "resolv.conf"
    resolv_conf.write_text(f"nameserver {name_server}\noptions timeout:1 attempts:1\n")
    place = RoomPlace()
    place.show(folder / "tmp", str(place.tmp), read_only=False)
    place.show(task_root, str(place.task_root))
    if layers is not None:
        place.show(layers, str(place.layers))
    place.show(resolv_conf, RESOLV_CONF)
    for bundle in SYSTEM_BUNDLES:
        if Path(bundle).exists():
            place.show(room.bundle, bundle)
    return place


def _trust(room: Engine, place: Place) -> dict[str, str]:
    """For SDKs that bring authorities of their own."""
    certificate = place.show(room.certificate, "/var/lang/authority.pem")
    return {"NODE_EXTRA_CA_CERTS": str(certificate), "AWS_CA_BUNDLE": str(certificate)}
