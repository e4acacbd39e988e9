#!/usr/bin/env bash
# porcupine v1.3.1: intervals are closed, so that a call that begins in the tick in which another ended is beside it,
# also when one client made both one after the other: with millisecond stamps its stale reads of its own writes pass.
# ClientId orders nothing. Guessed: a client's own calls have an order.
set -euo pipefail
command -v go >/dev/null || { echo 'Go is needed: https://go.dev/dl' >&2; exit 3; }
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
export GOPATH=$folder/go GOCACHE=$folder/cache GOFLAGS=-mod=mod
cat >go.mod <<'EOF'
module seen

go 1.21

require github.com/anishathalye/porcupine v1.3.1
EOF
cat >main.go <<'EOF'
package main

import (
	"fmt"
	"os"

	"github.com/anishathalye/porcupine"
)

type write struct{ value int }

// A register that begins with 0; any other input is a read.
var register = porcupine.Model{
	Init: func() interface{} { return 0 },
	Step: func(state, input, output interface{}) (bool, interface{}) {
		if w, ok := input.(write); ok {
			return true, w.value
		}
		return output == state, state
	},
}

// One client writes 1, then reads 0, which begins so many ticks after the write ended.
func staleRead(later int64) bool {
	return porcupine.CheckOperations(register, []porcupine.Operation{
		{ClientId: 0, Input: write{1}, Call: 0, Output: nil, Return: 5},
		{ClientId: 0, Input: "read", Call: 5 + later, Output: 0, Return: 9 + later},
	})
}

func main() {
	fmt.Println("one client's stale read passes: in the same tick", staleRead(0), "one tick later", staleRead(1))
	if !staleRead(0) || staleRead(1) {
		os.Exit(1)
	}
}
EOF
go run .
