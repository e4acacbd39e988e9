#!/usr/bin/env bash
# chaostoolkit 1.19.0: a fault that could not be injected is no failure of the experiment. The action's error is logged,
# a process that ends with 1 counts as succeeded, a probe of the method is not held to its tolerance, and `chaos run`
# finds the steady state of a system that nothing disturbed, says completed and not deviated and ends with 0. A rollback
# that fails changes nothing either. Guessed: without the fault there is no verdict.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet chaostoolkit==1.19.0
cat >faults.py <<'EOF'
from chaoslib.exceptions import ActivityFailed


def inject():
    raise ActivityFailed("nobody there to inject the fault")
EOF
cat >experiment.json <<'EOF'
{
  "title": "orders survive a slow payment service",
  "description": "the fault cannot be injected",
  "steady-state-hypothesis": {
    "title": "orders are taken",
    "probes": [{ "type": "probe", "name": "up", "tolerance": 0, "provider": { "type": "process", "path": "true" } }]
  },
  "method": [
    { "type": "action", "name": "by Python", "provider": { "type": "python", "module": "faults", "func": "inject" } },
    { "type": "action", "name": "by a process", "provider": { "type": "process", "path": "false" } },
    { "type": "probe", "name": "is slow", "tolerance": 0, "provider": { "type": "process", "path": "false" } }
  ],
  "rollbacks": [
    { "type": "action", "name": "undo", "provider": { "type": "python", "module": "faults", "func": "inject" } }
  ]
}
EOF
ended=0
PYTHONPATH=. venv/bin/chaos --no-version-check run experiment.json >said.txt 2>&1 || ended=$?
cat >seen.py <<'EOF'
import json
import sys

with open("journal.json") as file:
    journal = json.load(file)
method = {one["activity"]["name"]: one["status"] for one in journal["run"]}
rollbacks = [one["status"] for one in journal["rollbacks"]]
verdict = {"exit code": int(sys.argv[1]), "status": journal["status"], "deviated": journal["deviated"]}
print(verdict, method, rollbacks, sep="\n")
assert verdict == {"exit code": 0, "status": "completed", "deviated": False}, verdict
assert method == {"by Python": "failed", "by a process": "succeeded", "is slow": "succeeded"}, method
assert rollbacks == ["failed"], rollbacks
EOF
venv/bin/python seen.py "$ended"
