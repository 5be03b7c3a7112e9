package main

import (
	"bytes"
	"path/filepath"

	"github.com/btcsuite/btcd/blockchain"
	"github.com/btcsuite/btcd/btcutil/v2"
	"github.com/btcsuite/btcd/wire/v2"
)

// cost is what one call takes, in seconds.
type cost struct {
	each      float64
	processor float64
}

func each(given arguments, call func()) cost {
	call()
	calls := 0.0
	watch := newStopwatch()
	for watch.seconds() < given.seconds {
		call()
		calls++
	}
	return cost{watch.seconds() / calls, watch.processor() / calls}
}

func decodeAll(given arguments) {
	decoded := func(name string, message func() wire.Message) cost {
		raw := payload(filepath.Join(given.folder, name))
		return each(given, func() {
			demand(message().BtcDecode(bytes.NewBuffer(raw), wire.ProtocolVersion, wire.LatestEncoding))
		})
	}
	works := map[string]func() cost{
		"block":   func() cost { return decoded("block", func() wire.Message { return &wire.MsgBlock{} }) },
		"headers": func() cost { return decoded("headers-2000", func() wire.Message { return &wire.MsgHeaders{} }) },
		"inv":     func() cost { return decoded("inv-50000", func() wire.Message { return &wire.MsgInv{} }) },
		"addr":    func() cost { return decoded("addr-1000", func() wire.Message { return &wire.MsgAddr{} }) },
		"merkle": func() cost {
			var block wire.MsgBlock
			raw := payload(filepath.Join(given.folder, "block"))
			demand(block.BtcDecode(bytes.NewBuffer(raw), wire.ProtocolVersion, wire.LatestEncoding))
			var root byte
			return each(given, func() {
				made := blockchain.CalcMerkleRoot(btcutil.NewBlock(&block).Transactions(), false)
				root += made[0]
			})
		},
	}
	if work, known := works[given.work]; known {
		taken := work()
		tell(map[string]any{"each": taken.each, "processor_each": taken.processor})
	}
}
