"""How LocalStack finds this provider: ``PROVIDER_OVERRIDE_CLOUDFORMATION=faultline``. It is loaded with its first call."""

from localstack.services.plugins import Service, aws_provider


@aws_provider(api="cloudformation", name="faultline")
def cloudformation() -> Service:
    from faultline_localstack.cloudformation.provider import CloudFormation

    return Service.for_provider(CloudFormation())
