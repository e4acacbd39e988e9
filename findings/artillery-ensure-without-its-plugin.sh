#!/usr/bin/env bash
# artillery 2.0.34: `config.ensure` without `config.plugins.ensure` is not looked at, in silence: a run in which no
# user got an answer ends with 0. With the plugin the same file ends with 1. Guessed: what is ensured is checked, and
# a dead target is a failure in any case.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts artillery@2.0.34 node@24.11.1
npm rebuild --silent node
run() { # plugins
  cat >load.yml <<EOF
config:
  target: http://127.0.0.1:9
  phases: [{ duration: 1, arrivalCount: 4 }]
  plugins: $1
  ensure: { maxErrorRate: 1, thresholds: [{ http.response_time.p99: 500 }] }
scenarios: [{ flow: [{ get: { url: / } }] }]
EOF
  local code=0
  ARTILLERY_DISABLE_TELEMETRY=true node_modules/.bin/node node_modules/artillery/bin/run run load.yml >said.txt 2>&1 || code=$?
  echo "$code, users failed: $(grep -c 'vusers.failed: .* 4$' said.txt), checks named: $(grep -c '^fail: ' said.txt || true)"
}
without=$(run '{}')
with=$(run '{ ensure: {} }')
printf 'exit code without the plugin: %s\nexit code with it: %s\n' "$without" "$with"
[[ $without == 0,*named:\ 0 && $with == 1,*named:\ 2 ]]
