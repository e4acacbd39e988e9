"""``GET /_localstack/faultline/messages?since=<ms>``: what became of the messages, as JSON lines."""

from localstack.http import Request, Response
from localstack.services.internal import get_internal_apis

from faultline_localstack.messages.journal import Journal

PATH = "/_localstack/faultline/messages"


class MessageRoutes:
    """Answers 410 when some of what was asked for is forgotten: half a history would accuse the innocent."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def register(self) -> None:
        get_internal_apis().add(PATH, self.list, methods=["GET"])

    def list(self, request: Request) -> Response:
        since = request.args.get("since", "0")
        try:
            since_ms = float(since)
        except ValueError:
            return Response(f"since: expected milliseconds since the epoch, got {since!r}.\n", status=400)
        if not self._journal.is_whole_since(since_ms):
            return Response("Some messages since then are forgotten: there were too many.\n", status=410)
        return Response(self._journal.lines(since_ms), mimetype="application/jsonl")
