// Command btcd_peer is one connection of btcd's package peer. It dials or listens, tells as JSON lines on standard
// output what the package calls back, and takes commands as JSON lines on standard input until that ends.
//
//go:debug randseednop=0
package main

import (
	"flag"
	"fmt"
	"math/rand"
	"net"
	"os"
	"time"

	"github.com/btcsuite/btcd/chaincfg/v2"
	"github.com/btcsuite/btcd/chainhash/v2"
	"github.com/btcsuite/btcd/peer"
	"github.com/btcsuite/btcd/v2transport"
	"github.com/btcsuite/btcd/wire/v2"
)

type options struct {
	dial          string
	network       string
	version       uint
	services      uint64
	height        int
	relay         bool
	trickle       time.Duration
	stallDetector bool
	encrypted     bool
	garbage       int
}

func parse() options {
	var given options
	flag.StringVar(&given.dial, "dial", "", "the `address` to dial; without it, listen on a free port of loopback")
	flag.StringVar(&given.network, "network", "regtest", "regtest or simnet")
	flag.UintVar(&given.version, "protocol-version", 0, "the newest to speak; 0: the package's own")
	flag.Uint64Var(&given.services, "services", 0, "what to offer")
	flag.IntVar(&given.height, "height", 0, "the height to tell")
	flag.BoolVar(&given.relay, "relay", true, "want transactions to be announced")
	flag.DurationVar(&given.trickle, "trickle", 50*time.Millisecond, "time between two flushes of the inventory")
	flag.BoolVar(&given.stallDetector, "stall-detector", false, "disconnect whoever does not answer")
	flag.BoolVar(&given.encrypted, "v2", false, "dial in the encrypted transport, and let others do so")
	flag.IntVar(&given.garbage, "garbage", -1, "how much `bytes` of it to send in front; without it, random")
	flag.Parse()
	return given
}

func (given options) parameters() (*chaincfg.Params, error) {
	for _, known := range []*chaincfg.Params{&chaincfg.RegressionNetParams, &chaincfg.SimNetParams} {
		if known.Name == given.network {
			return known, nil
		}
	}
	return nil, fmt.Errorf("no network is named %q", given.network)
}

func (given options) config(out *output) (*peer.Config, error) {
	parameters, err := given.parameters()
	if err != nil {
		return nil, err
	}
	services := wire.ServiceFlag(given.services)
	if given.encrypted {
		services |= wire.SFNodeP2PV2 // without it the package keeps to v1
	}
	return &peer.Config{
		NewestBlock: func() (*chainhash.Hash, int32, error) {
			return parameters.GenesisHash, int32(given.height), nil
		},
		UserAgentName:       "interop",
		UserAgentVersion:    "1.2.3",
		UserAgentComments:   []string{"one", "two"},
		ChainParams:         parameters,
		Services:            services,
		UsingV2Conn:         given.encrypted,
		ProtocolVersion:     uint32(given.version),
		DisableRelayTx:      !given.relay,
		TrickleInterval:     given.trickle,
		DisableStallHandler: !given.stallDetector,
		Listeners:           listeners(out),
	}, nil
}

// chooseGarbage makes the package send this many bytes of garbage: its size is the first random number that it draws.
func chooseGarbage(size int) {
	for seed := int64(0); ; seed++ {
		if rand.New(rand.NewSource(seed)).Intn(v2transport.MaxGarbageLen+1) == size {
			rand.Seed(seed)
			return
		}
	}
}

// connect gives a peer and the connection that is to be its own.
func (given options) connect(config *peer.Config, out *output) (*peer.Peer, net.Conn, error) {
	if given.dial != "" {
		dialling, err := peer.NewOutboundPeer(config, given.dial)
		if err != nil {
			return nil, nil, err
		}
		connection, err := net.Dial("tcp", given.dial)
		return dialling, connection, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	defer listener.Close()
	out.tell("listening", fields{"address": listener.Addr().String()})
	connection, err := listener.Accept()
	return peer.NewInboundPeer(config), connection, err
}

func run() error {
	given := parse()
	out := newOutput()
	config, err := given.config(out)
	if err != nil {
		return err
	}
	ours, connection, err := given.connect(config, out)
	if err != nil {
		return err
	}
	if given.garbage >= 0 && given.garbage <= v2transport.MaxGarbageLen {
		chooseGarbage(given.garbage)
	}
	ours.AssociateConnection(connection)
	go func() {
		ours.WaitForDisconnect()
		out.tell("disconnected", nil)
	}()
	obey(os.Stdin, ours, out)
	ours.Disconnect()
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
