#!/usr/bin/env bash
# Runs public tests of DynamoDB, written by others and not kept here, against our own and beside it MiniStack, moto and dynalite. By hand.
#
#   test/dynamodb-suites.sh CHECKOUTS [server...]
#
# CHECKOUTS is a folder with clones of github.com/nubo-db/dynamodb-conformance (whose every test passes on AWS), scylladb/scylladb (its tests of
# Alternator) and localstack/localstack at v4.14.0 (test_dynamodb and test_dynamodb_streams). A server is ours, ministack, moto or dynalite; all
# four are run if none is given. Servers, suites and their packages live in a temporary folder and on loopback. ALTERNATOR_AT_ONCE
# says how many of Alternator's tests run at once. A line for each server and suite
# tells what passed, failed and was skipped; names of tests that fail on ours follow. Figures of earlier runs stand in dynamodb/README.md.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
checkouts=$(cd "${1-/nonexistent}" 2>/dev/null && pwd) || { echo "usage: $0 CHECKOUTS [server...]; see the head of this file" >&2; exit 3; }
for part in dynamodb-conformance/src/client.ts scylladb/test/alternator/util.py localstack/tests/aws/services/dynamodb/test_dynamodb.py; do
  [ -f "$checkouts/$part" ] || { echo "$checkouts/$part is missing; expected a clone of each of the three repositories" >&2; exit 3; }
done
shift
[ $# -gt 0 ] || set -- ours ministack moto dynalite

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
export PATH="$root/node_modules/.bin:$PATH" TMPDIR="$work" AWS_ACCESS_KEY_ID=000000000000 AWS_SECRET_ACCESS_KEY=none AWS_DEFAULT_REGION=us-east-1 AWS_REGION=us-east-1

python3 -m venv "$work/peers"
"$work/peers/bin/pip" install --quiet --disable-pip-version-check ministack==1.5.33 'moto[server]==5.2.5' pytest==9.2.0 pytest-timeout==2.4.0 pytest-xdist==3.8.0
(mkdir "$work/dynalite" && cd "$work/dynalite" && npm init --yes >/dev/null && npm install --loglevel=error --no-fund --no-audit dynalite@4.0.0 >/dev/null)

cp -r "$checkouts/dynamodb-conformance" "$work/conformance"
(cd "$work/conformance" && npm install --no-package-lock --loglevel=error --no-fund --no-audit >/dev/null)

# Alternator's tests alone: what they import of the rest of their repository is about Scylla and Cassandra.
mkdir -p "$work/alternator/test/cqlpy" "$work/alternator/test/pylib" "$work/alternator/cassandra"
cp -r "$checkouts/scylladb/test/alternator" "$work/alternator/test/alternator"
(cd "$work/alternator"
touch test/__init__.py test/cqlpy/__init__.py test/pylib/__init__.py cassandra/__init__.py
printf '[pytest]\nmarkers =\n  skip_env\n  skip_bug\n  veryslow\n' >pytest.ini
printf 'config_value_context = None\n' >test/cqlpy/util.py
printf 'import pytest\n@pytest.fixture(scope="module")\ndef host(): return "127.0.0.1"\n' >test/cqlpy/conftest.py
printf 'def safe_driver_shutdown(cluster): pass\n' >test/pylib/driver_utils.py
printf 'def add_host_option(parser): parser.addoption("--host", default="127.0.0.1")\n' >test/pylib/connect_options.py
printf 'import pytest\ndef skip_env(reason=""): pytest.skip(reason)\ndef skip_bug(link="", reason=""): pytest.skip(reason)\n' >test/pylib/skip_types.py
printf 'class PlainTextAuthProvider:\n    def __init__(self, **given): pass\n' >cassandra/auth.py
printf 'RoundRobinPolicy = None\n' >cassandra/policies.py
cat >cassandra/cluster.py <<'PYTHON'
class NoHostAvailable(Exception): pass
class Cluster:
    def __init__(self, *given, **named): raise NoHostAvailable()
ConsistencyLevel = ExecutionProfile = EXEC_PROFILE_DEFAULT = None
PYTHON
cat >test/conftest.py <<'PYTHON'
import pytest
from test.alternator import util
util.is_aws = lambda dynamodb: True
def dynamic_scope(): return "module"
def pytest_runtest_setup(item):
    if any(item.get_closest_marker(name) for name in ("skip_env", "skip_bug")): pytest.skip()
PYTHON
)
OF_SCYLLA='audit|cql_rbac|cql_schema|scylla|service_levels|system_tables|tablets|streams_tablets|metrics|tracing|logs|vector|health|https|authorization|write_isolation|no_exception|expression_caching|config|cors|http_headers|compressed_request|compressed_response'

# LocalStack's test dependencies as they pinned them, without their package in the clone.
python3 -m venv "$work/localstack"
grep -Ev '^(-e|jsii|aws-cdk|constructs|    #)' "$checkouts/localstack/requirements-test.txt" >"$work/requirements.txt"
"$work/localstack/bin/pip" install --quiet --disable-pip-version-check -r "$work/requirements.txt" aws-cdk-lib localstack-core==4.14.0 pytest-timeout==2.4.0

conformance() { (cd "$work/conformance" && DYNAMODB_ENDPOINT=$url npx vitest run --reporter=junit --outputFile="$1"); }
alternator() {
  (cd "$work/alternator" && find test/alternator -name 'test_*.py' | grep -vE "test_($OF_SCYLLA)\.py" | sort |
    xargs "$work/peers/bin/python" -m pytest -p no:cacheprovider -q -n "${ALTERNATOR_AT_ONCE:-0}" --timeout 60 --runxfail --junitxml "$1" --url "$url")
}
# Their conftest takes LocalStack's default port, and every test asks STS who it is, which is no part of DynamoDB.
localstack() {
  cat >"$work/of_this_run.py" <<PYTHON
from botocore.client import BaseClient
from localstack import constants
constants.DEFAULT_PORT_EDGE = ${url##*:}
call = BaseClient._make_api_call
BaseClient._make_api_call = lambda self, name, given: {"Account": "000000000000"} if name == "GetCallerIdentity" else call(self, name, given)
PYTHON
  (cd "$checkouts/localstack" && env PYTHONPATH="$work" PYTHONDONTWRITEBYTECODE=1 TEST_SKIP_LOCALSTACK_START=1 SKIP_SSL_CERT_DOWNLOAD=1 DNS_ADDRESS=0 GATEWAY_LISTEN="${url#http://}" \
    LOCALSTACK_HOST="${url#http://}" AWS_ENDPOINT_URL="$url" "$work/localstack/bin/python" -m pytest -p of_this_run -p no:cacheprovider -q --timeout 60 --junitxml "$1" \
    tests/aws/services/dynamodb tests/aws/services/dynamodbstreams)
}

# Prints what a suite came to, and what failed where the server is ours.
cat >"$work/told.py" <<'PYTHON'
import sys
from xml.etree import ElementTree
name, suite, path = sys.argv[1:]
kinds, failed = {"passed": 0, "failed": 0, "skipped": 0}, []
for case in ElementTree.parse(path).iter("testcase"):
    tags = {part.tag for part in case}
    kind = "failed" if tags & {"failure", "error"} else "skipped" if "skipped" in tags else "passed"
    kinds[kind] += 1
    if kind == "failed": failed.append(f'    {case.get("classname")} {case.get("name")}')
print(f"{name:10} {suite:12}", *(f"{count} {kind}," for kind, count in kinds.items()), f'{100 * kinds["passed"] / (kinds["passed"] + kinds["failed"]):.1f} %')
if name == "ours": print(*failed, sep="\n")
PYTHON

port=$("$work/peers/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url=http://127.0.0.1:$port
for name in "$@"; do
  case $name in
    ours) node "$root/dynamodb/server/main.ts" --port "$port" >"$work/server.log" 2>&1 & ;;
    ministack) GATEWAY_PORT=$port BIND_HOST=127.0.0.1 "$work/peers/bin/ministack" >"$work/server.log" 2>&1 & ;;
    moto) "$work/peers/bin/moto_server" --host 127.0.0.1 --port "$port" >"$work/server.log" 2>&1 & ;;
    dynalite) node "$work/dynalite/node_modules/dynalite/cli.js" --host 127.0.0.1 --port "$port" --createTableMs 0 --deleteTableMs 0 --updateTableMs 0 >"$work/server.log" 2>&1 & ;;
    *) echo "$name is no server; expected ours, ministack, moto or dynalite" >&2; exit 3 ;;
  esac
  server=$!
  "$work/peers/bin/python" - "$port" <<'PYTHON' || { echo "$name does not listen:" >&2; cat "$work/server.log" >&2; exit 3; }
import socket, sys, time
until = time.monotonic() + 60
while True:
    try: socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1).close(); break
    except OSError:
        if time.monotonic() > until: sys.exit(1)
        time.sleep(0.1)
PYTHON
  for suite in conformance alternator localstack; do
    "$suite" "$work/$name-$suite.xml" >"$work/suite.log" 2>&1 || true
    [ -f "$work/$name-$suite.xml" ] || { echo "$name $suite gave no result:" >&2; tail -n 30 "$work/suite.log" >&2; continue; }
    "$work/peers/bin/python" "$work/told.py" "$name" "$suite" "$work/$name-$suite.xml"
  done
  kill "$server" && wait "$server" 2>/dev/null || true
  server=
done
