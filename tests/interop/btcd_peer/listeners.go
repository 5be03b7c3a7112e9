package main

import (
	"bytes"
	"encoding/hex"

	"github.com/btcsuite/btcd/peer"
	"github.com/btcsuite/btcd/wire/v2"
)

// told gives a callback that tells the message: its exported fields, and its bytes as the package would write them.
func told[M wire.Message](out *output, name string) func(*peer.Peer, M) {
	return func(from *peer.Peer, message M) {
		members := fields{"name": name, "command": message.Command(), "fields": message}
		var payload bytes.Buffer
		if err := message.BtcEncode(&payload, from.ProtocolVersion(), wire.LatestEncoding); err != nil {
			members["error"] = err.Error()
		} else {
			members["payload"] = hex.EncodeToString(payload.Bytes())
		}
		out.tell("callback", members)
	}
}

// listeners sets every callback there is.
func listeners(out *output) peer.MessageListeners {
	version := told[*wire.MsgVersion](out, "OnVersion")
	block := told[*wire.MsgBlock](out, "OnBlock")
	return peer.MessageListeners{
		OnGetAddr:      told[*wire.MsgGetAddr](out, "OnGetAddr"),
		OnAddr:         told[*wire.MsgAddr](out, "OnAddr"),
		OnAddrV2:       told[*wire.MsgAddrV2](out, "OnAddrV2"),
		OnPing:         told[*wire.MsgPing](out, "OnPing"),
		OnPong:         told[*wire.MsgPong](out, "OnPong"),
		OnMemPool:      told[*wire.MsgMemPool](out, "OnMemPool"),
		OnTx:           told[*wire.MsgTx](out, "OnTx"),
		OnBlock:        func(from *peer.Peer, message *wire.MsgBlock, _ []byte) { block(from, message) },
		OnCFilter:      told[*wire.MsgCFilter](out, "OnCFilter"),
		OnCFHeaders:    told[*wire.MsgCFHeaders](out, "OnCFHeaders"),
		OnCFCheckpt:    told[*wire.MsgCFCheckpt](out, "OnCFCheckpt"),
		OnInv:          told[*wire.MsgInv](out, "OnInv"),
		OnHeaders:      told[*wire.MsgHeaders](out, "OnHeaders"),
		OnNotFound:     told[*wire.MsgNotFound](out, "OnNotFound"),
		OnGetData:      told[*wire.MsgGetData](out, "OnGetData"),
		OnGetBlocks:    told[*wire.MsgGetBlocks](out, "OnGetBlocks"),
		OnGetHeaders:   told[*wire.MsgGetHeaders](out, "OnGetHeaders"),
		OnGetCFilters:  told[*wire.MsgGetCFilters](out, "OnGetCFilters"),
		OnGetCFHeaders: told[*wire.MsgGetCFHeaders](out, "OnGetCFHeaders"),
		OnGetCFCheckpt: told[*wire.MsgGetCFCheckpt](out, "OnGetCFCheckpt"),
		OnFeeFilter:    told[*wire.MsgFeeFilter](out, "OnFeeFilter"),
		OnFilterAdd:    told[*wire.MsgFilterAdd](out, "OnFilterAdd"),
		OnFilterClear:  told[*wire.MsgFilterClear](out, "OnFilterClear"),
		OnFilterLoad:   told[*wire.MsgFilterLoad](out, "OnFilterLoad"),
		OnMerkleBlock:  told[*wire.MsgMerkleBlock](out, "OnMerkleBlock"),
		OnVersion: func(from *peer.Peer, message *wire.MsgVersion) *wire.MsgReject {
			version(from, message)
			return nil
		},
		OnVerAck:      told[*wire.MsgVerAck](out, "OnVerAck"),
		OnReject:      told[*wire.MsgReject](out, "OnReject"),
		OnSendHeaders: told[*wire.MsgSendHeaders](out, "OnSendHeaders"),
		OnSendAddrV2:  told[*wire.MsgSendAddrV2](out, "OnSendAddrV2"),
		OnRead: func(_ *peer.Peer, count int, message wire.Message, err error) {
			out.count("read", count, commandOf(message, err), err)
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
