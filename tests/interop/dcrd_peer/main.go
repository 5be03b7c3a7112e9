// Command dcrd_peer is one connection of dcrd's package peer, turned into one of Exchangecoin's: README.md tells how. It
// dials or listens, tells as JSON lines on standard output what the package calls back, and takes commands as JSON lines
// on standard input until that ends.
package main

import (
	"flag"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/decred/dcrd/chaincfg/chainhash"
	"github.com/decred/dcrd/peer/v3"
	"github.com/decred/dcrd/wire"
)

// magics are what messages on Exchangecoin's networks begin with, little-endian.
var magics = map[string]wire.CurrencyNet{
	"exchangecoin":         0x9917d7e1,
	"exchangecoin-testnet": 0x5aa4752a,
	"exchangecoin-simnet":  0xbc8776ff,
	"exchangecoin-regnet":  0xeceb6037,
}

type options struct {
	dial        string
	network     string
	version     uint
	services    uint64
	height      int64
	relay       bool
	idleTimeout time.Duration
}

func parse() options {
	var given options
	flag.StringVar(&given.dial, "dial", "", "the `address` to dial; without it, listen on a free port of loopback")
	flag.StringVar(&given.network, "network", "exchangecoin-simnet", "whose magic to use")
	flag.UintVar(&given.version, "protocol-version", 0, "the newest to speak; 0: the package's own")
	flag.Uint64Var(&given.services, "services", 0, "what to offer")
	flag.Int64Var(&given.height, "height", 0, "the height to tell")
	flag.BoolVar(&given.relay, "relay", true, "want transactions to be announced")
	flag.DurationVar(&given.idleTimeout, "idle-timeout", 0, "how long the remote may be silent; 0: the package's own")
	flag.Parse()
	return given
}

func (given options) config(out *output) (*peer.Config, error) {
	magic, known := magics[given.network]
	if !known {
		return nil, fmt.Errorf("no network is named %q", given.network)
	}
	return &peer.Config{
		NewestBlock: func() (*chainhash.Hash, int64, error) {
			return &chainhash.Hash{}, given.height, nil
		},
		UserAgentName:     "interop",
		UserAgentVersion:  "1.2.3",
		UserAgentComments: []string{"one", "two"},
		Net:               magic,
		Services:          wire.ServiceFlag(given.services),
		ProtocolVersion:   uint32(given.version),
		DisableRelayTx:    !given.relay,
		Listeners:         listeners(out),
		IdleTimeout:       given.idleTimeout,
	}, nil
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
