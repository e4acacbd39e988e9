"""The Node.js runtime interface client, as functions see it."""

import json

from conftest import MakeLab

ECHO = "export const handler = async (event) => event;"


def test_answers_with_what_the_handler_returns(lab: MakeLab) -> None:
    assert lab({"index.mjs": ECHO}).answer({"a": [1, "ü"]}) == {"a": [1, "ü"]}


def test_loads_common_js(lab: MakeLab) -> None:
    assert lab({"index.js": "exports.handler = async () => typeof require;"}).answer() == "function"


def test_loads_a_nested_handler(lab: MakeLab) -> None:
    files = {"app.mjs": "export const routes = { orders: { get: async () => 'orders' } };"}
    assert lab(files, handler="app.routes.orders.get").answer() == "orders"


def test_an_undefined_answer_is_null(lab: MakeLab) -> None:
    assert lab({"index.mjs": "export const handler = async () => undefined;"}).answer() is None


def test_context_tells_the_remaining_time_and_the_request(lab: MakeLab) -> None:
    code = """export const handler = async (event, context) => {
      const before = context.getRemainingTimeInMillis();
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { before, spent: before - context.getRemainingTimeInMillis(), id: context.awsRequestId, arn: context.invokedFunctionArn };
    };"""
    answer = lab({"index.mjs": code}, timeout=3).answer()
    assert isinstance(answer, dict)
    assert 2800 < answer["before"] <= 3000
    assert 195 <= answer["spent"] < 500
    assert answer["id"] == "request-1"
    assert answer["arn"] == "arn:aws:lambda:::function:f"


def test_a_thrown_error_keeps_the_environment_warm(lab: MakeLab) -> None:
    code = """let calls = 0; export const handler = async (event) => { calls += 1; if (event) throw new TypeError('no'); return calls; };"""
    function = lab({"index.mjs": code})
    error = function.error(event=True)
    assert (error["errorType"], error["errorMessage"]) == ("TypeError", "no")
    trace = error["trace"]
    assert isinstance(trace, list)
    assert trace[0] == "TypeError: no"
    assert function.answer() == 2


def test_an_uncaught_exception_is_the_answer_and_ends_the_runtime(lab: MakeLab) -> None:
    code = """let calls = 0; export const handler = async (event) => {
      calls += 1;
      if (event) { setTimeout(() => { throw new Error('later'); }, 1); await new Promise(() => {}); }
      return calls;
    };"""
    function = lab({"index.mjs": code})
    outcome = function.invoke(True)
    assert json.loads(outcome.payload)["errorMessage"] == "later"
    assert "Uncaught Exception" in outcome.logs
    assert "Runtime exited with error: exit status 129" in outcome.logs
    assert function.answer() == 1


def test_an_unhandled_rejection_is_a_runtime_error(lab: MakeLab) -> None:
    code = """export const handler = async () => {
      Promise.reject(new Error('lost'));
      await new Promise((resolve) => setTimeout(resolve, 500));
    };"""
    error = lab({"index.mjs": code}).error()
    assert error["errorType"] == "Runtime.UnhandledPromiseRejection"
    assert "lost" in str(error["errorMessage"])


def test_a_promise_that_never_settles_is_an_error(lab: MakeLab) -> None:
    error = lab({"index.mjs": "export const handler = async () => new Promise(() => {});"}).error()
    assert error["errorType"] == "Runtime.NodeJsExit"


def test_callbacks_work_on_node_22_and_wait_for_the_event_loop(lab: MakeLab) -> None:
    code = """exports.handler = (event, context, callback) => {
      // Waited for it would time out.
      setTimeout(() => console.log('late'), event ? 50 : 60_000);
      context.callbackWaitsForEmptyEventLoop = event;
      callback(null, 'called');
    };"""
    function = lab({"index.js": code}, runtime="nodejs22.x")
    waited = function.invoke(True)
    assert json.loads(waited.payload) == "called"
    assert "late" in waited.logs
    assert function.answer(False) == "called"


def test_callbacks_are_refused_on_node_24(lab: MakeLab) -> None:
    error = lab({"index.js": "exports.handler = (event, context, callback) => callback(null, 1);"}).error()
    assert error["errorType"] == "Runtime.CallbackHandlerDeprecated"


def test_console_lines_carry_time_request_and_level_and_stay_one_line(lab: MakeLab) -> None:
    code = "export const handler = async () => { console.warn('two\\nlines %d', 7); process.stdout.write('raw\\n'); };"
    lines = lab({"index.mjs": code}).invoke().logs.splitlines(keepends=False)
    text = "\n".join(lines)
    assert "\trequest-1\tWARN\ttwo" in text
    assert "\nraw\n" in text


def test_json_logs(lab: MakeLab) -> None:
    code = "export const handler = async () => { console.info({ order: 1 }); console.error(new RangeError('far')); };"
    records = [json.loads(line) for line in lab({"index.mjs": code}, json_logs=True).invoke().logs.splitlines()]
    info, error = (record for record in records if "level" in record)
    assert (info["level"], info["message"], info["requestId"]) == ("INFO", {"order": 1}, "request-1")
    assert (error["level"], error["errorType"], error["message"]) == ("ERROR", "RangeError", "far")
    assert [record["type"] for record in records if "type" in record] == [
        "platform.initStart",
        "platform.start",
        "platform.report",
    ]


def test_only_the_given_variables(lab: MakeLab) -> None:
    names = lab({"index.mjs": "export const handler = async () => Object.keys(process.env);"}).answer()
    assert isinstance(names, list)
    assert set(names) == {
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_RUNTIME_API",
        "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT",
        "NODE_PATH",
        "PATH",
        "_HANDLER",
        "_X_AMZN_TRACE_ID",
    }


def test_a_streaming_handler_answers_what_it_wrote(lab: MakeLab) -> None:
    code = """export const handler = awslambda.streamifyResponse(async (event, stream, context) => {
      stream.setContentType('text/plain');
      stream.write('one ');
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (event === 'fail') throw new RangeError('too much');
      stream.end('two ' + typeof context.awsRequestId);
    });"""
    function = lab({"index.mjs": code})
    assert function.invoke().payload == b"one two string"
    assert function.error("fail")["errorType"] == "RangeError"
    assert function.invoke().payload == b"one two string"


def test_a_stream_that_never_ends_is_told(lab: MakeLab) -> None:
    code = "export const handler = awslambda.streamifyResponse(async (_, stream) => { stream.write('x'); });"
    assert lab({"index.mjs": code}).error()["errorType"] == "Runtime.NodeJsExit"


def test_a_streamed_http_response_begins_with_its_prelude(lab: MakeLab) -> None:
    code = """export const handler = awslambda.streamifyResponse(async (_, stream) => {
      const http = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
      http.end('body');
    });"""
    assert lab({"index.mjs": code}).invoke().payload == b'{"statusCode":201}' + bytes(8) + b"body"


CALLS_BACK = """
import { request } from 'node:http';
const post = (path) => new Promise((resolve) => {
  const url = `http://${process.env.AWS_LAMBDA_RUNTIME_API}${path}`;
  const call = request(url, { method: 'POST' }, (answer) => { answer.resume(); resolve(answer.statusCode); });
  call.end('"mine"');
});
"""


def test_answers_for_others_and_second_answers_are_refused(lab: MakeLab) -> None:
    code = (
        CALLS_BACK
        + """export const handler = async (_, { awsRequestId }) => {
      const of = (id) => post(`/2018-06-01/runtime/invocation/${id}/response`);
      console.log([await of('nobody'), await of(awsRequestId), await of(awsRequestId)].join(' '));
      return 'late';
    };"""
    )
    outcome = lab({"index.mjs": code}).invoke()
    assert "400 202 403" in outcome.logs
    assert outcome.payload == b'"mine"'


def test_extensions_are_refused_by_name(lab: MakeLab) -> None:
    code = CALLS_BACK + "export const handler = () => post('/2020-01-01/extension/register');"
    assert lab({"index.mjs": code}).answer() == 501
