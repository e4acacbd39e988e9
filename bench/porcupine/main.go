// Judges histories with Porcupine and says how long it took: the peer of bench/linearizability.ts, which builds it.
package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"strconv"
	"syscall"

	"github.com/anishathalye/porcupine"
)

type event struct {
	Id     int    `json:"id"`
	Client int    `json:"client"`
	Call   bool   `json:"call"`
	F      string `json:"f"`
	Key    string `json:"key"`
	Text   string `json:"text"`
	From   int    `json:"from"`
	To     int    `json:"to"`
	Ok     bool   `json:"ok"`
	Exists bool   `json:"exists"`
	Lost   bool   `json:"lost"`
}

type history struct {
	Name   string  `json:"name"`
	Model  string  `json:"model"`
	Events []event `json:"events"`
}

type result struct {
	Name  string  `json:"name"`
	Valid bool    `json:"valid"`
	Us    float64 `json:"us"`
}

type input struct {
	op       uint8
	key      string
	text     string
	from, to int
}

type output struct {
	ok, exists, lost bool
	value            int
	text             string
}

const (
	read uint8 = iota
	write
	cas
	add
)

const nothing = -1000000

var casRegister = porcupine.Model{
	Init: func() interface{} { return nothing },
	Hash: func(state interface{}) uint64 { return uint64(state.(int)) },
	Step: func(state, in, out interface{}) (bool, interface{}) {
		held, asked, got := state.(int), in.(input), out.(output)
		switch asked.op {
		case read:
			return got.lost || (got.exists && held == got.value) || (!got.exists && held == nothing), held
		case write:
			return true, asked.to
		default:
			matches := held == asked.from
			if matches {
				held = asked.to
			}
			return got.lost || matches == got.ok, held
		}
	},
}

var kv = porcupine.Model{
	PartitionEvent: func(events []porcupine.Event) [][]porcupine.Event {
		byKey := make(map[string][]porcupine.Event)
		keyOf := make(map[int]string)
		for _, each := range events {
			if each.Kind == porcupine.CallEvent {
				keyOf[each.Id] = each.Value.(input).key
			}
			byKey[keyOf[each.Id]] = append(byKey[keyOf[each.Id]], each)
		}
		var partitions [][]porcupine.Event
		for _, partition := range byKey {
			partitions = append(partitions, partition)
		}
		return partitions
	},
	Init: func() interface{} { return "" },
	Hash: func(state interface{}) uint64 {
		hash := fnv.New64a()
		hash.Write([]byte(state.(string)))
		return hash.Sum64()
	},
	Step: func(state, in, out interface{}) (bool, interface{}) {
		held, asked, got := state.(string), in.(input), out.(output)
		switch asked.op {
		case read:
			return got.lost || got.text == held, held
		case write:
			return true, asked.text
		default:
			return true, held + asked.text
		}
	},
}

var operations = map[string]uint8{"read": read, "write": write, "cas": cas, "get": read, "put": write, "append": add}

func eventsOf(each history) []porcupine.Event {
	var events []porcupine.Event
	for _, e := range each.Events {
		if e.Call {
			asked := input{operations[e.F], e.Key, e.Text, e.From, e.To}
			events = append(events, porcupine.Event{ClientId: e.Client, Kind: porcupine.CallEvent, Value: asked, Id: e.Id})
		} else {
			got := output{e.Ok, e.Exists, e.Lost, e.To, e.Text}
			events = append(events, porcupine.Event{ClientId: e.Client, Kind: porcupine.ReturnEvent, Value: got, Id: e.Id})
		}
	}
	return events
}

// The processor time of this process: the machine may be busy with others.
func processorUs() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1000
}

func main() {
	bytes, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var histories []history
	if err := json.Unmarshal(bytes, &histories); err != nil {
		panic(err)
	}
	models := map[string]porcupine.Model{"cas-register": casRegister, "kv": kv}
	if os.Args[2] == "rounds" {
		judgeRounds(histories, models, os.Args[3])
		return
	}
	// Processor time that each history gets: to warm up, and again to be measured.
	us, err := strconv.ParseFloat(os.Args[2], 64)
	if err != nil {
		panic(err)
	}
	results := make([]result, len(histories))
	for n, each := range histories {
		events := eventsOf(each)
		for _, phase := range []string{"warm-up", "measured"} {
			done, started := 0, processorUs()
			// The clock costs as much as a small history: it is asked ever more rarely.
			for many := 1; done == 0 || processorUs()-started < us; many *= 2 {
				for round := 0; round < many; round++ {
					results[n].Valid = porcupine.CheckEvents(models[each.Model], events)
				}
				done += many
			}
			if phase == "measured" {
				results[n].Name, results[n].Us = each.Name, (processorUs()-started)/float64(done)
			}
		}
	}
	encoded, err := json.Marshal(results)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(encoded))
}

// All of them so many times, one after the other: the verdicts, for who measures the whole process.
func judgeRounds(histories []history, models map[string]porcupine.Model, text string) {
	rounds, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	verdicts := make([]bool, len(histories))
	for n, each := range histories {
		events := eventsOf(each)
		for round := 0; round < rounds; round++ {
			verdicts[n] = porcupine.CheckEvents(models[each.Model], events)
		}
	}
	encoded, err := json.Marshal(verdicts)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(encoded))
}
