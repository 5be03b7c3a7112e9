package main

import (
	"fmt"

	"github.com/decred/dcrd/wire"
)

// newMessage gives an empty message of the command.
func newMessage(command string) (wire.Message, error) {
	for _, empty := range []wire.Message{
		&wire.MsgAddr{}, &wire.MsgBlock{}, &wire.MsgCFHeaders{}, &wire.MsgCFTypes{}, &wire.MsgCFilter{},
		&wire.MsgCFilterV2{}, &wire.MsgFeeFilter{}, &wire.MsgGetAddr{}, &wire.MsgGetBlocks{},
		&wire.MsgGetCFHeaders{}, &wire.MsgGetCFTypes{}, &wire.MsgGetCFilter{}, &wire.MsgGetCFilterV2{},
		&wire.MsgGetData{}, &wire.MsgGetHeaders{}, &wire.MsgGetInitState{}, &wire.MsgGetMiningState{},
		&wire.MsgHeaders{}, &wire.MsgInitState{}, &wire.MsgInv{}, &wire.MsgMemPool{}, &wire.MsgMiningState{},
		&wire.MsgNotFound{}, &wire.MsgPing{}, &wire.MsgPong{}, &wire.MsgReject{}, &wire.MsgSendHeaders{},
		&wire.MsgTx{}, &wire.MsgVerAck{}, &wire.MsgVersion{},
	} {
		if empty.Command() == command {
			return empty, nil
		}
	}
	return nil, fmt.Errorf("no message is named %q", command)
}
