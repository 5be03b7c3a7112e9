package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/btcsuite/btcd/chainhash/v2"
	"github.com/btcsuite/btcd/peer"
	"github.com/btcsuite/btcd/wire/v2"
)

// command is one line of standard input. Each command uses the members that it needs.
type command struct {
	Command string `json:"command"`
	Message string `json:"message"`
	Payload string `json:"payload"`
	Reason  string `json:"reason"`
	Count   int    `json:"count"`
	Type    uint32 `json:"type"`
	First   uint64 `json:"first"`
	Twice   bool   `json:"twice"`
}

type action func(*peer.Peer, *output, command) error

var actions = map[string]action{
	"send":            send,
	"send raw":        sendRaw,
	"inventory":       queueInventory,
	"push addr":       pushAddresses,
	"push addrv2":     pushAddressesV2,
	"push getblocks":  pushLocator((*peer.Peer).PushGetBlocksMsg),
	"push getheaders": pushLocator((*peer.Peer).PushGetHeadersMsg),
	"push reject":     pushReject,
	"stats":           tellStats,
	"disconnect": func(to *peer.Peer, _ *output, _ command) error {
		to.Disconnect()
		return nil
	},
}

// obey carries out commands until there are no more.
func obey(input io.Reader, to *peer.Peer, out *output) {
	lines := bufio.NewReaderSize(input, 1<<16)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		if err := carryOut(line, to, out); err != nil {
			out.tell("error", fields{"message": err.Error()})
		}
	}
}

func carryOut(line []byte, to *peer.Peer, out *output) error {
	var wanted command
	if err := json.Unmarshal(line, &wanted); err != nil {
		return err
	}
	act, known := actions[wanted.Command]
	if !known {
		return fmt.Errorf("no command is named %q", wanted.Command)
	}
	return act(to, out, wanted)
}

// send decodes the payload and queues the message, so that both ends of the package's codec are at work.
func send(to *peer.Peer, out *output, wanted command) error {
	message, err := newMessage(wanted.Message)
	if err != nil {
		return err
	}
	payload, err := hex.DecodeString(wanted.Payload)
	if err != nil {
		return err
	}
	if err := message.BtcDecode(bytes.NewBuffer(payload), to.ProtocolVersion(), wire.LatestEncoding); err != nil {
		return fmt.Errorf("%s: %w", wanted.Message, err)
	}
	queue(to, out, message)
	return nil
}

// sendRaw queues the payload as it stands, whatever the command.
func sendRaw(to *peer.Peer, out *output, wanted command) error {
	payload, err := hex.DecodeString(wanted.Payload)
	if err != nil {
		return err
	}
	queue(to, out, raw{wanted.Message, payload})
	return nil
}

// queue tells when the package is done with the message.
func queue(to *peer.Peer, out *output, message wire.Message) {
	done := make(chan struct{}, 1)
	to.QueueMessageWithEncoding(message, done, wire.LatestEncoding)
	go func() {
		<-done
		out.tell("done", fields{"command": message.Command()})
	}()
}

// numbered gives the hash whose first eight bytes are the number.
func numbered(number uint64) *chainhash.Hash {
	var hash chainhash.Hash
	binary.LittleEndian.PutUint64(hash[:], number)
	return &hash
}

func queueInventory(to *peer.Peer, out *output, wanted command) error {
	for number := wanted.First; number < wanted.First+uint64(wanted.Count); number++ {
		entry := wire.NewInvVect(wire.InvType(wanted.Type), numbered(number))
		to.QueueInventory(entry)
		if wanted.Twice {
			to.QueueInventory(entry)
		}
	}
	out.tell("queued", fields{"count": wanted.Count})
	return nil
}

// lastSeen is when all addresses were.
var lastSeen = time.Unix(1_600_000_000, 0)

// address gives the one in 10.0.0.0/8 with this number.
func address(number int) net.IP {
	return net.IPv4(10, byte(number>>16), byte(number>>8), byte(number)).To4()
}

func pushAddresses(to *peer.Peer, out *output, wanted command) error {
	var list []*wire.NetAddress
	for number := range wanted.Count {
		list = append(list, wire.NewNetAddressTimestamp(lastSeen, wire.SFNodeNetwork, address(number), 8333))
	}
	sent, err := to.PushAddrMsg(list)
	out.tell("pushed", fields{"count": len(sent)})
	return err
}

func pushAddressesV2(to *peer.Peer, out *output, wanted command) error {
	var list []*wire.NetAddressV2
	for number := range wanted.Count {
		list = append(list, wire.NetAddressV2FromBytes(lastSeen, wire.SFNodeNetwork, address(number), 8333))
	}
	sent, err := to.PushAddrV2Msg(list)
	out.tell("pushed", fields{"count": len(sent)})
	return err
}

func pushLocator(push func(*peer.Peer, chainLocator, *chainhash.Hash) error) action {
	return func(to *peer.Peer, _ *output, wanted command) error {
		var locator chainLocator
		for number := range wanted.Count {
			locator = append(locator, numbered(wanted.First+uint64(number)))
		}
		return push(to, locator, &chainhash.Hash{})
	}
}

func pushReject(to *peer.Peer, _ *output, wanted command) error {
	hash := numbered(wanted.First)
	to.PushRejectMsg(wanted.Message, wire.RejectInvalid, wanted.Reason, hash, true)
	return nil
}

func tellStats(to *peer.Peer, out *output, _ command) error {
	snapshot := to.StatsSnapshot()
	out.mutex.Lock()
	counted, err := json.Marshal(out.counts)
	out.mutex.Unlock()
	if err != nil {
		return err
	}
	out.tell("stats", fields{
		"snapshot":         snapshot,
		"traffic":          json.RawMessage(counted),
		"negotiated":       to.ProtocolVersion(),
		"wants_headers":    to.WantsHeaders(),
		"wants_addrv2":     to.WantsAddrV2(),
		"witness":          to.IsWitnessEnabled(),
		"verack_received":  to.VerAckReceived(),
		"last_ping_micros": to.LastPingMicros(),
		"falls_back_to_v1": to.ShouldDowngradeToV1(),
	})
	return nil
}
