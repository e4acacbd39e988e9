"""Starts the recording of messages when LocalStack starts."""

from localstack.runtime import hooks

from faultline_localstack.messages.journal import Journal
from faultline_localstack.messages.recorder import Recorder
from faultline_localstack.messages.routes import MessageRoutes


@hooks.on_infra_start()
def record_messages() -> None:
    journal = Journal()
    Recorder(journal).install()
    MessageRoutes(journal).register()
