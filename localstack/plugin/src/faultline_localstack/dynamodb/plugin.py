"""How LocalStack finds the providers: ``PROVIDER_OVERRIDE_DYNAMODB=faultline``, and the same for DynamoDB Streams."""

from localstack.services.plugins import Service, ServiceLifecycleHook, aws_provider


@aws_provider(api="dynamodb", name="faultline")
def dynamodb() -> Service:
    return _service("dynamodb")


@aws_provider(api="dynamodbstreams", name="faultline")
def dynamodbstreams() -> Service:
    return _service("dynamodbstreams")


def _service(name: str) -> Service:
    from localstack.aws.skeleton import Skeleton
    from localstack.aws.spec import load_service

    from faultline_localstack.dynamodb.backend import SERVER_OPTION, backend
    from faultline_localstack.dynamodb.forwarder import Forwarder
    from faultline_localstack.executor.ground import LOOPBACK

    started = backend()
    if started is None:
        raise RuntimeError(f"DynamoDB cannot be served: {SERVER_OPTION} names no program")

    class Lifecycle(ServiceLifecycleHook):
        def on_before_start(self) -> None:
            started.wait_ready()

        def on_after_state_reset(self) -> None:
            started.request(do="reset")

    model = load_service(name)
    forward = Forwarder(LOOPBACK, started.port).forward
    skeleton = Skeleton(model, dict.fromkeys(model.operation_names, forward))
    return Service(name, skeleton=skeleton, lifecycle_hook=Lifecycle())
