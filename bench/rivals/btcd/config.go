package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/btcsuite/btcd/chaincfg/v2"
	"github.com/btcsuite/btcd/peer"
	"github.com/btcsuite/btcd/wire/v2"
)

// configured gives the package's own defaults. It keeps what it was given, so that each peer needs its own.
func (given arguments) configured(listeners peer.MessageListeners) *peer.Config {
	services := wire.SFNodeNetwork | wire.SFNodeWitness
	if given.transport == 2 {
		services |= wire.SFNodeP2PV2
	}
	return &peer.Config{
		UserAgentName:    "bench",
		UserAgentVersion: "1.0.0",
		ChainParams:      &chaincfg.RegressionNetParams,
		Services:         services,
		UsingV2Conn:      given.transport == 2,
		Listeners:        listeners,
		AllowSelfConns:   true,
	}
}

func payload(file string) []byte {
	read, err := os.ReadFile(file)
	demand(err)
	return read
}

func (given arguments) message() wire.Message {
	var made wire.Message
	switch given.command {
	case "inv":
		made = &wire.MsgInv{}
	case "tx":
		made = &wire.MsgTx{}
	case "pong":
		made = &wire.MsgPong{}
	case "block":
		made = &wire.MsgBlock{}
	default:
		demand(fmt.Errorf("no message is named %q", given.command))
	}
	demand(made.BtcDecode(bytes.NewBuffer(payload(given.payload)), wire.ProtocolVersion, wire.LatestEncoding))
	return made
}
