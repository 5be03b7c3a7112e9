package main

import (
	"bytes"
	"encoding/hex"

	"github.com/decred/dcrd/peer/v3"
	"github.com/decred/dcrd/wire"
)

// told gives a callback that tells the message: its exported fields, and its bytes as the package would write them.
func told[M wire.Message](out *output, name string) func(*peer.Peer, M) {
	return func(from *peer.Peer, message M) {
		members := fields{"name": name, "command": message.Command(), "fields": message}
		var payload bytes.Buffer
		if err := message.BtcEncode(&payload, from.ProtocolVersion()); err != nil {
			members["error"] = err.Error()
		} else {
			members["payload"] = hex.EncodeToString(payload.Bytes())
		}
		out.tell("callback", members)
	}
}

// listeners sets every callback there is.
func listeners(out *output) peer.MessageListeners {
	block := told[*wire.MsgBlock](out, "OnBlock")
	return peer.MessageListeners{
		OnGetAddr:        told[*wire.MsgGetAddr](out, "OnGetAddr"),
		OnAddr:           told[*wire.MsgAddr](out, "OnAddr"),
		OnPing:           told[*wire.MsgPing](out, "OnPing"),
		OnPong:           told[*wire.MsgPong](out, "OnPong"),
		OnMemPool:        told[*wire.MsgMemPool](out, "OnMemPool"),
		OnGetMiningState: told[*wire.MsgGetMiningState](out, "OnGetMiningState"),
		OnMiningState:    told[*wire.MsgMiningState](out, "OnMiningState"),
		OnTx:             told[*wire.MsgTx](out, "OnTx"),
		OnBlock:          func(from *peer.Peer, message *wire.MsgBlock, _ []byte) { block(from, message) },
		OnCFilter:        told[*wire.MsgCFilter](out, "OnCFilter"),
		OnCFilterV2:      told[*wire.MsgCFilterV2](out, "OnCFilterV2"),
		OnCFHeaders:      told[*wire.MsgCFHeaders](out, "OnCFHeaders"),
		OnCFTypes:        told[*wire.MsgCFTypes](out, "OnCFTypes"),
		OnInv:            told[*wire.MsgInv](out, "OnInv"),
		OnHeaders:        told[*wire.MsgHeaders](out, "OnHeaders"),
		OnNotFound:       told[*wire.MsgNotFound](out, "OnNotFound"),
		OnGetData:        told[*wire.MsgGetData](out, "OnGetData"),
		OnGetBlocks:      told[*wire.MsgGetBlocks](out, "OnGetBlocks"),
		OnGetHeaders:     told[*wire.MsgGetHeaders](out, "OnGetHeaders"),
		OnGetCFilter:     told[*wire.MsgGetCFilter](out, "OnGetCFilter"),
		OnGetCFilterV2:   told[*wire.MsgGetCFilterV2](out, "OnGetCFilterV2"),
		OnGetCFHeaders:   told[*wire.MsgGetCFHeaders](out, "OnGetCFHeaders"),
		OnGetCFTypes:     told[*wire.MsgGetCFTypes](out, "OnGetCFTypes"),
		OnFeeFilter:      told[*wire.MsgFeeFilter](out, "OnFeeFilter"),
		OnVersion:        told[*wire.MsgVersion](out, "OnVersion"),
		OnVerAck:         told[*wire.MsgVerAck](out, "OnVerAck"),
		OnReject:         told[*wire.MsgReject](out, "OnReject"),
		OnSendHeaders:    told[*wire.MsgSendHeaders](out, "OnSendHeaders"),
		OnGetInitState:   told[*wire.MsgGetInitState](out, "OnGetInitState"),
		OnInitState:      told[*wire.MsgInitState](out, "OnInitState"),
		OnRead: func(_ *peer.Peer, count int, message wire.Message, err error) {
			out.count("read", count, commandOf(message, err), err)
			if err != nil {
				out.tell("unreadable", fields{"message": err.Error()})
			}
		},
		OnWrite: func(_ *peer.Peer, count int, message wire.Message, err error) {
			out.count("written", count, commandOf(message, err), err)
		},
	}
}

func commandOf(message wire.Message, err error) string {
	if err != nil || message == nil {
		return ""
	}
	return message.Command()
}
