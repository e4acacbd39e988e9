#!/usr/bin/env bash
# Runs LocalStack's own tests, which were validated against AWS, against the host engine. By hand; nothing of theirs is kept here.
#
#   test/localstack-suites.sh CHECKOUT [pytest arguments...]
#
# CHECKOUT is a clone of LocalStack at v4.14.0. Without arguments the files in localstack/README.md run, whose figures stand there, in about an
# hour on two cores. As in LocalStack's own CI, LocalStack runs in the process of the tests, which change its settings; with our plug-in, in a
# network of its own, where port 4566 is free, LocalStack's name server answers, and nothing leaves the machine.
set -euo pipefail
[ -f "${1-}/tests/aws/services/lambda_/test_lambda.py" ] || { echo "usage: $0 CHECKOUT [pytest arguments...]; CHECKOUT is a clone of LocalStack at v4.14.0" >&2; exit 3; }
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
checkout=$(cd "$1" && pwd)
shift
services=tests/aws/services
[ $# -gt 0 ] || set -- $services/sqs $services/dynamodb $services/dynamodbstreams $services/lambda_/event_source_mapping/test_{cfn_resource,lambda_integration_{sqs,dynamodbstreams}}.py \
  $services/lambda_/test_lambda{,_api}.py
node=$root/node_modules/.bin/node
[ -x "$node" ] || { echo "the lab's packages are missing: run $root/lab doctor first" >&2; exit 3; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tmp" "$work/filesystem/usr/lib"
printf 'nameserver 127.0.0.1\n' >"$work/resolv.conf"

# The settings of `./lab up`, but for addresses and names, which are LocalStack's own.
"$node" --input-type=module >"$work/settings" <<NODE
import { symlinkSync } from 'node:fs';
import { install } from '$root/localstack/host/install.ts';
import { runtimesEnvironment } from '$root/localstack/host/runtimes.ts';
import { localstackEnvironment } from '$root/localstack/host/settings.ts';
const { staticLibs, runtimes } = await install(() => undefined);
symlinkSync(staticLibs, '$work/filesystem/usr/lib/localstack');
const places = { state: '$work', temp: '$work/tmp', filesystem: '$work/filesystem' };
const { GATEWAY_LISTEN, LOCALSTACK_HOST, SQS_ENDPOINT_STRATEGY, ...settings } = localstackEnvironment(4566, places);
// A name server of LocalStack's own, which has nobody to ask.
const names = { DNS_ADDRESS: '127.0.0.1', DNS_SERVER: '127.0.0.2' };
for (const [name, value] of Object.entries({ ...settings, ...runtimesEnvironment(runtimes), ...names })) console.log(name + '=' + value);
NODE
mapfile -t settings <"$work/settings"

# Their test dependencies as they pinned them, all of them, so that nothing is left to resolve; without their package in the clone and
# the CDK, which wants to be told where Node is.
python=$(ls -d "$root"/.lab/venv/*/bin/python -t | head -n 1)
"$python" -m venv "$work/venv"
grep -Ev '^(-e|jsii|aws-cdk|constructs|    #)' "$checkout/requirements-test.txt" >"$work/requirements.txt"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$work/requirements.txt" localstack-core==4.14.0
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check aws-cdk-lib

cat >"$work/run.sh" <<'BASH'
work=$1; shift
mount --bind "$work/resolv.conf" /etc/resolv.conf
"$work/venv/bin/python" -c 'import fcntl, socket, struct; fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sh", b"lo", 0x41))'  # SIOCSIFFLAGS: up, running
"$work/venv/bin/python" -m pytest -p no:cacheprovider -q --tb=short --show-capture=no -rfE "$@"
BASH
cd "$checkout"
as_root=$([ "$(id -u)" = 0 ] || echo --map-root-user)
env -i "${settings[@]}" npm_config_offline=true XDG_CACHE_HOME="$work/cache" PYTHONPATH="$root/localstack/plugin/src" PYTHONDONTWRITEBYTECODE=1 TMPDIR="$work/tmp" \
  unshare $as_root --net --mount bash -e "$work/run.sh" "$work" "$@"
