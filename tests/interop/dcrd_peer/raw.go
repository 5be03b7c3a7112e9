package main

import "io"

// raw is any command with any payload.
type raw struct {
	command string
	payload []byte
}

func (raw) BtcDecode(io.Reader, uint32) error { return nil }

func (message raw) BtcEncode(to io.Writer, _ uint32) error {
	_, err := to.Write(message.payload)
	return err
}

func (message raw) Command() string { return message.command }

func (message raw) MaxPayloadLength(uint32) uint32 { return uint32(len(message.payload)) }
