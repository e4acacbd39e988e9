"""How LocalStack finds the providers: ``PROVIDER_OVERRIDE_DYNAMODB=faultline``, and the same for DynamoDB Streams."""

from localstack.services.plugins import Service, ServiceLifecycleHook, aws_provider

EXPIRE_PATH = "/_aws/dynamodb/expired"
"""LocalStack's own address for tests that do not wait until AWS would delete what has expired."""


@aws_provider(api="dynamodb", name="faultline")
def dynamodb() -> Service:
    return _service("dynamodb")


@aws_provider(api="dynamodbstreams", name="faultline")
def dynamodbstreams() -> Service:
    return _service("dynamodbstreams")


def _service(name: str) -> Service:
    from localstack.aws.skeleton import Skeleton
    from localstack.aws.spec import load_service
    from localstack.services.edge import ROUTER

    from faultline_localstack.dynamodb.backend import SERVER_OPTION, backend
    from faultline_localstack.dynamodb.forwarder import Forwarder
    from faultline_localstack.executor.ground import LOOPBACK

    started = backend()
    if started is None:
        raise RuntimeError(f"DynamoDB cannot be served: {SERVER_OPTION} names no program")

    def expire(_request: object) -> dict[str, object]:
        return {"ExpiredItems": started.request(do="expire")}

    class Lifecycle(ServiceLifecycleHook):
        def on_before_start(self) -> None:
            started.wait_ready()
            if name == "dynamodb":
                ROUTER.add(EXPIRE_PATH, expire, methods=["DELETE"])

        def on_after_state_reset(self) -> None:
            started.request(do="reset")

    model = load_service(name)
    forward = Forwarder(LOOPBACK, started.port).forward
    skeleton = Skeleton(model, dict.fromkeys(model.operation_names, forward))
    return Service(name, skeleton=skeleton, lifecycle_hook=Lifecycle())
