import time

import pytest
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent

from faultline_localstack.cloudformation.resources import LOOK_AFTER_S, Resources


class NotReadyAtOnce:
    """A provider whose resource is there after some looks."""

    SCHEMA = {"properties": {}, "primaryIdentifier": []}  # noqa: RUF012 (as LocalStack's own have it)

    def __init__(self, looks):
        self.looks = looks

    def create(self, request):
        self.looks -= 1
        status = OperationStatus.IN_PROGRESS if self.looks > 0 else OperationStatus.SUCCESS
        return ProgressEvent(status=status, resource_model=request.desired_state)


@pytest.mark.parametrize("looks", [1, 2, 5])
def test_what_is_not_ready_yet_is_looked_at_in_short_paces(monkeypatch, looks):
    pauses = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    monkeypatch.setattr("localstack.config.CFN_NO_WAIT_ITERATIONS", 0)
    monkeypatch.setattr(Resources, "extract_physical_resource_id_from_model_with_schema", lambda *given: "name")
    payload = {
        "awsAccountId": "000000000000",
        "callbackContext": {},
        "stackId": "s",
        "resourceType": "AWS::SSM::Parameter",
        "resourceTypeVersion": "000000",
        "bearerToken": "",
        "region": "us-east-1",
        "action": "Add",
        "requestData": {
            "logicalResourceId": "It",
            "resourceProperties": {"Type": "String", "Value": "1"},
            "previousResourceProperties": None,
            "callerCredentials": {"accessKeyId": "a", "secretAccessKey": "b", "sessionToken": ""},
            "providerCredentials": {"accessKeyId": "a", "secretAccessKey": "b", "sessionToken": ""},
            "systemTags": {},
            "previousSystemTags": {},
            "stackTags": {},
            "previousStackTags": {},
        },
        "requestId": "r",
        "action_context": {},
    }
    event = Resources(stack_name="n", stack_id="s").deploy_loop(NotReadyAtOnce(looks), {}, payload)
    assert event.status is OperationStatus.SUCCESS
    assert pauses == [LOOK_AFTER_S] * (looks - 1)
