"""Puts chaos into LocalStack when it starts. Without a rule it does nothing."""

from localstack.aws import handlers
from localstack.runtime import hooks

from faultline_localstack.chaos.database import DatabaseChaos
from faultline_localstack.chaos.disruptions import Disruptions
from faultline_localstack.chaos.gateway import Gateway
from faultline_localstack.chaos.injections import Injections
from faultline_localstack.chaos.invocations import Invocations
from faultline_localstack.chaos.routes import ChaosRoutes
from faultline_localstack.chaos.rule_book import RuleBook
from faultline_localstack.chaos.short_way import SHORT_WAY
from faultline_localstack.dynamodb.backend import backend
from faultline_localstack.executor.lifetime import DISRUPTIONS, REGISTRY


@hooks.on_infra_start()
def serve_chaos() -> None:
    book, injections, invocations = RuleBook(), Injections(), Invocations()
    disruptions = Disruptions(book, injections, invocations)
    gateway = Gateway(book, injections, invocations, disruptions, REGISTRY)
    handlers.serve_custom_service_request_handlers.append(gateway.before)
    handlers.run_custom_response_handlers.append(gateway.after)
    DISRUPTIONS.begin = disruptions.begin
    SHORT_WAY.leads_to_services = lambda: not book.busy
    SHORT_WAY.leads_between_services = lambda: not book.disturbs_services()
    database = backend()
    settle = None
    if database is not None:
        in_database = DatabaseChaos(database, book, injections, invocations, disruptions, REGISTRY)
        in_database.install()
        settle = in_database.settle
    ChaosRoutes(book, injections, settle).register()
