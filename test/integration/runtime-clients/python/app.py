"""A function on AWS's own client for Python: what it is asked to do stands in the event."""

import os
import time

if "FAIL_INIT" in os.environ:
    print("init fails", flush=True)
    os._exit(3)


def handler(event, context):
    print("told", event.get("do", ""))
    match event.get("do"):
        case "fail":
            raise RuntimeError("told to fail")
        case "exit":
            os._exit(7)
    time.sleep(event.get("sleepMs", 0) / 1000)
    return {
        "received": len(event.get("text", "")),
        "requestId": context.aws_request_id,
        "trace": os.environ.get("_X_AMZN_TRACE_ID", ""),
        "leftMs": context.get_remaining_time_in_millis(),
        "text": "x" * event.get("bytes", 0),
    }
