#!/usr/bin/env bash
# Runs LocalStack's own tests of Lambda, which were validated against AWS, against the host engine. By hand; nothing of theirs is kept here.
#
#   test/localstack-suites.sh CHECKOUT [PORT] [pytest arguments...]
#
# CHECKOUT is a clone of LocalStack at v4.14.0. Without arguments test_lambda.py and test_lambda_api.py run, in about 15 minutes on two idle cores.
# The last lines tell how many passed; figures of earlier runs stand in localstack/README.md.
set -euo pipefail
[ -f "${1-}/tests/aws/services/lambda_/test_lambda.py" ] || { echo "usage: $0 CHECKOUT [PORT] [pytest arguments...]; CHECKOUT is a clone of LocalStack at v4.14.0" >&2; exit 3; }
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
checkout=$(cd "$1" && pwd)
port=${2:-4580}
shift "$(($# < 2 ? $# : 2))"
[ $# -gt 0 ] || set -- tests/aws/services/lambda_/test_lambda.py tests/aws/services/lambda_/test_lambda_api.py

work=$(mktemp -d)
trap '"$root/lab" down --port "$port" >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
mkdir "$work/tmp"
"$root/lab" up --port "$port" >"$work/up.log" || { cat "$work/up.log" >&2; exit 3; }

# Their test dependencies as they pinned them, all of them, so that nothing is left to resolve; without their package in the clone and
# the CDK, which wants to be told where Node is.
python=$(ls -d "$root"/.lab/venv/*/bin/python -t | head -n 1)
"$python" -m venv "$work/venv"
grep -Ev '^(-e|jsii|aws-cdk|constructs|    #)' "$checkout/requirements-test.txt" >"$work/requirements.txt"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$work/requirements.txt" localstack-core==4.14.0
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check aws-cdk-lib

# Their conftest takes LocalStack's default port, whatever the environment says.
cat >"$work/port_of_the_engine.py" <<PYTHON
from localstack import constants

constants.DEFAULT_PORT_EDGE = $port
PYTHON
cd "$checkout"
env PYTHONPATH="$work" TMPDIR="$work/tmp" TEST_SKIP_LOCALSTACK_START=1 SKIP_SSL_CERT_DOWNLOAD=1 DNS_ADDRESS=0 LAMBDA_RUNTIME_EXECUTOR=faultline \
  GATEWAY_LISTEN="127.0.0.1:$port" LOCALSTACK_HOST="127.0.0.1:$port" AWS_ENDPOINT_URL="http://127.0.0.1:$port" \
  "$work/venv/bin/python" -m pytest -p port_of_the_engine -p no:cacheprovider -q --tb=short --show-capture=no -rfE "$@"
