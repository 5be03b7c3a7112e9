// Command btcd does with btcd's packages what bitpeer_loopback and bitpeer_decode do with ours: see docs/benchmarks.md.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"
)

type arguments struct {
	work        string
	transport   int
	seconds     float64
	ports       int
	to          string
	connections int
	parallel    int
	batch       int
	window      int
	command     string
	payload     string
	folder      string
}

func parse(words []string) arguments {
	var given arguments
	flags := flag.NewFlagSet("btcd", flag.ExitOnError)
	flags.StringVar(&given.work, "work", "oneway", "handshakes, ping, pings, oneway, idle")
	flags.IntVar(&given.transport, "transport", 1, "1 or 2")
	flags.Float64Var(&given.seconds, "seconds", 1, "how long to measure")
	flags.IntVar(&given.ports, "ports", 1, "serve: how many to listen on")
	flags.StringVar(&given.to, "to", "", "drive: addresses, divided by commas")
	flags.IntVar(&given.connections, "connections", 1, "how many")
	flags.IntVar(&given.parallel, "parallel", 1, "handshakes at once")
	flags.IntVar(&given.batch, "batch", 64, "messages that are queued together; the last tells when written")
	flags.IntVar(&given.window, "window", 4, "batches on their way")
	flags.StringVar(&given.command, "command", "", "of the message to be sent")
	flags.StringVar(&given.payload, "payload", "", "its file")
	flags.StringVar(&given.folder, "folder", "", "where payloads are")
	flags.Parse(words)
	return given
}

// tell prints one line of JSON.
func tell(members map[string]any) {
	line, err := json.Marshal(members)
	demand(err)
	fmt.Println(string(line))
}

func demand(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func processorSeconds() float64 {
	var used syscall.Rusage
	demand(syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()).Seconds()
}

// stopwatch runs from its making on.
type stopwatch struct {
	began  time.Time
	before float64
}

func newStopwatch() stopwatch { return stopwatch{time.Now(), processorSeconds()} }

func (watch stopwatch) seconds() float64 { return time.Since(watch.began).Seconds() }

func (watch stopwatch) processor() float64 { return processorSeconds() - watch.before }

func (watch stopwatch) tellRate(count int64) {
	seconds := watch.seconds()
	tell(map[string]any{
		"count":      count,
		"seconds":    seconds,
		"per_second": float64(count) / seconds,
		"processor":  watch.processor(),
	})
}

func tellVersions() {
	versions := map[string]any{"go": runtime.Version()}
	if built, known := debug.ReadBuildInfo(); known {
		for _, module := range built.Deps {
			versions[module.Path] = module.Version
		}
	}
	tell(versions)
}

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "btcd serve | drive --to ADDRESS | decode --folder FOLDER | versions")
		os.Exit(2)
	}
	given := parse(os.Args[2:])
	switch os.Args[1] {
	case "serve":
		serve(given)
	case "drive":
		drive(given)
	case "decode":
		decodeAll(given)
	case "versions":
		tellVersions()
	default:
		demand(fmt.Errorf("no role is named %q", os.Args[1]))
	}
}
