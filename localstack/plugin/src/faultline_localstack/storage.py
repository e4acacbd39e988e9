"""
S3 with its objects in the temporary folder of this LocalStack, which goes with it; LocalStack's own are below ``/tmp``, for ever.
LocalStack finds it by ``PROVIDER_OVERRIDE_S3=faultline``.
"""

import tempfile
from pathlib import Path

from localstack.services.plugins import Service, aws_provider

FOLDER = "s3"


@aws_provider(api="s3", name="faultline")
def s3() -> Service:
    from localstack.services.s3.provider import S3Provider
    from localstack.services.s3.storage.ephemeral import EphemeralS3ObjectStore

    folder = Path(tempfile.gettempdir()) / FOLDER
    return Service.for_provider(S3Provider(EphemeralS3ObjectStore(str(folder))))
