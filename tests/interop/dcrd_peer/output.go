package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sync"
)

// fields are an event's members.
type fields map[string]any

// output prints events, one JSON object a line, and counts what went over the wire.
type output struct {
	mutex  sync.Mutex
	counts map[string]*traffic
}

// traffic is what OnRead or OnWrite told.
type traffic struct {
	Messages uint64            `json:"messages"`
	Bytes    uint64            `json:"bytes"`
	Failures uint64            `json:"failures"`
	Commands map[string]uint64 `json:"commands"`
}

func newOutput() *output {
	empty := func() *traffic { return &traffic{Commands: map[string]uint64{}} }
	return &output{counts: map[string]*traffic{"read": empty(), "written": empty()}}
}

func (out *output) tell(name string, members fields) {
	event := fields{"event": name}
	for key, value := range members {
		event[key] = value
	}
	out.mutex.Lock()
	defer out.mutex.Unlock()
	line, err := json.Marshal(event)
	if err != nil {
		line, _ = json.Marshal(fields{"event": "error", "message": fmt.Sprintf("%s: %v", name, err)})
	}
	os.Stdout.Write(append(line, '\n'))
}

// count adds one call of OnRead or OnWrite. The command is empty when nothing was decoded.
func (out *output) count(direction string, bytes int, command string, err error) {
	out.mutex.Lock()
	defer out.mutex.Unlock()
	counted := out.counts[direction]
	counted.Bytes += uint64(bytes)
	if err != nil {
		counted.Failures++
		return
	}
	counted.Messages++
	counted.Commands[command]++
}
