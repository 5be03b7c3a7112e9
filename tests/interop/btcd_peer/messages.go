package main

import (
	"fmt"

	"github.com/btcsuite/btcd/blockchain"
	"github.com/btcsuite/btcd/wire/v2"
)

type chainLocator = blockchain.BlockLocator

// newMessage gives an empty message of the command.
func newMessage(command string) (wire.Message, error) {
	for _, empty := range []wire.Message{
		&wire.MsgAddr{}, &wire.MsgAddrV2{}, &wire.MsgBlock{}, &wire.MsgCFCheckpt{}, &wire.MsgCFHeaders{},
		&wire.MsgCFilter{}, &wire.MsgFeeFilter{}, &wire.MsgFilterAdd{}, &wire.MsgFilterClear{},
		&wire.MsgFilterLoad{}, &wire.MsgGetAddr{}, &wire.MsgGetBlocks{}, &wire.MsgGetCFCheckpt{},
		&wire.MsgGetCFHeaders{}, &wire.MsgGetCFilters{}, &wire.MsgGetData{}, &wire.MsgGetHeaders{},
		&wire.MsgHeaders{}, &wire.MsgInv{}, &wire.MsgMemPool{}, &wire.MsgMerkleBlock{}, &wire.MsgNotFound{},
		&wire.MsgPing{}, &wire.MsgPong{}, &wire.MsgReject{}, &wire.MsgSendAddrV2{}, &wire.MsgSendHeaders{},
		&wire.MsgTx{}, &wire.MsgVerAck{}, &wire.MsgVersion{}, &wire.MsgWTxIdRelay{},
	} {
		if empty.Command() == command {
			return empty, nil
		}
	}
	return nil, fmt.Errorf("no message is named %q", command)
}
