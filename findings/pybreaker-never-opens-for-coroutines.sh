#!/usr/bin/env bash
# pybreaker 1.4.1: round an `async def` the decorator takes the making of the coroutine for the call, so that ten failures
# in a row are ten successes: the breaker stays closed, its count of failures is 0 and every call reaches what is down.
# Nothing says so; its asynchronous mode is Tornado's alone. The same failures without async open it at the third.
# Guessed: what is decorated is guarded, or refused.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pybreaker==1.4.1
cat >seen.py <<'EOF'
import asyncio

from pybreaker import CircuitBreaker, CircuitBreakerError

coroutines, functions = CircuitBreaker(fail_max=3), CircuitBreaker(fail_max=3)
reached = {"async def": 0, "def": 0}


@coroutines
async def pay_later():
    reached["async def"] += 1
    raise ConnectionError


@functions
def pay():
    reached["def"] += 1
    raise ConnectionError


async def ten_times():
    for _ in range(10):
        try:
            await pay_later()
        except ConnectionError:
            pass


asyncio.run(ten_times())
for _ in range(10):
    try:
        pay()
    except (ConnectionError, CircuitBreakerError):
        pass
states = [coroutines.current_state, coroutines.fail_counter, functions.current_state]
print("calls that reached what is down, of ten:", reached)
print("breaker of the async def, failures counted, breaker of the def:", states)
assert reached == {"async def": 10, "def": 3}, reached
assert states == ["closed", 0, "open"], states
EOF
venv/bin/python seen.py
