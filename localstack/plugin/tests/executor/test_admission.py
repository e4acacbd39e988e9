"""What is refused before anything is made."""

import pytest
from localstack.aws.api import CommonServiceException
from localstack.aws.api.lambda_ import InvalidParameterValueException

from faultline_localstack.executor.admission import admit


class Shape:
    def __init__(self, **fields):
        self.__dict__.update(fields)


def ask(operation, request, content_length=0, service="lambda"):
    context = Shape(
        service=Shape(service_name=service),
        operation=Shape(name=operation),
        service_request=request,
        request=Shape(content_length=content_length),
        account_id="000000000000",
    )
    admit(None, context, None)


@pytest.mark.parametrize("operation", ["CreateFunction", "UpdateFunctionConfiguration"])
@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        ({"Runtime": "java21"}, "Runtime 'java21' cannot run without Docker here; supported are nodejs24.x"),
        ({"Runtime": "go1.x"}, "The runtime parameter of go1.x is no longer supported"),
        ({"PackageType": "Image"}, "Container images cannot run without Docker here"),
        ({"Layers": ["arn:aws:lambda:eu-west-1:123456789012:layer:tools:3"]}, "layer:tools:3 is in another account"),
    ],
)
def test_what_cannot_run_is_refused_by_name(operation, request_, reason):
    with pytest.raises(InvalidParameterValueException, match=reason) as refused:
        ask(operation, request_)
    assert (refused.value.Type, refused.value.status_code) == ("User", 400)


@pytest.mark.parametrize(
    ("operation", "request_"),
    [
        ("CreateFunction", {"Runtime": "nodejs18.x", "PackageType": "Zip"}),
        ("CreateFunction", {"Runtime": "python3.13", "Layers": ["arn:aws:lambda:us-east-1:000000000000:layer:mine:1"]}),
        # AWS has words of its own for what it does not know.
        ("CreateFunction", {"Runtime": "cobol85"}),
        ("UpdateFunctionConfiguration", {"Timeout": 3}),
        ("GetFunction", {"Runtime": "java21"}),
    ],
)
def test_the_rest_is_left_to_lambda(operation, request_):
    ask(operation, request_)


@pytest.mark.parametrize(("kind", "most"), [("RequestResponse", 6_291_456), (None, 6_291_456), ("Event", 1_048_576)])
def test_payloads_have_lambda_s_limits(kind, most):
    ask("Invoke", {"InvocationType": kind}, most)
    with pytest.raises(CommonServiceException, match=f"Request must be smaller than {most} bytes") as refused:
        ask("Invoke", {"InvocationType": kind}, most + 1)
    assert refused.value.status_code == 413


def test_other_services_are_left_alone():
    ask("Invoke", {}, 10_000_000, service="sqs")
