package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/btcsuite/btcd/peer"
	"github.com/btcsuite/btcd/wire/v2"
)

// end is the nonce of the ping behind the last message.
const end = 1 << 62

// dialled is a peer of ours, and what it is told.
type dialled struct {
	*peer.Peer
	ready chan struct{}
	pong  chan uint64
}

type driver struct {
	given     arguments
	addresses []string
	next      atomic.Uint64
	retries   atomic.Uint64
}

func (self *driver) connect(onPong func(*dialled, *wire.MsgPong)) *dialled {
	for {
		made := &dialled{ready: make(chan struct{}, 1), pong: make(chan uint64, 1)}
		address := self.addresses[self.next.Add(1)%uint64(len(self.addresses))]
		config := self.given.configured(peer.MessageListeners{
			OnVerAck: func(*peer.Peer, *wire.MsgVerAck) { made.ready <- struct{}{} },
			OnPong:   func(_ *peer.Peer, message *wire.MsgPong) { onPong(made, message) },
		})
		var err error
		made.Peer, err = peer.NewOutboundPeer(config, address)
		demand(err)
		connection, err := net.Dial("tcp", address)
		demand(err)
		made.AssociateConnection(connection)
		// Its encrypted handshake hangs now and then. That is not counted.
		select {
		case <-made.ready:
			return made
		case <-made.Done():
		case <-time.After(3 * time.Second):
		}
		self.retries.Add(1)
		made.Disconnect()
		made.WaitForDisconnect()
	}
}

func tellPong(to *dialled, message *wire.MsgPong) { to.pong <- message.Nonce }

func (self *driver) timeLeft(watch stopwatch) bool { return watch.seconds() < self.given.seconds }

func (self *driver) handshakes() {
	var count atomic.Int64
	var all sync.WaitGroup
	watch := newStopwatch()
	for range self.given.parallel {
		all.Add(1)
		go func() {
			defer all.Done()
			for self.timeLeft(watch) {
				made := self.connect(tellPong)
				made.Disconnect()
				made.WaitForDisconnect()
				count.Add(1)
			}
		}()
	}
	all.Wait()
	watch.tellRate(count.Load())
	if again := self.retries.Load(); again > 0 {
		fmt.Fprintln(os.Stderr, again, "handshakes of btcd hung and were tried again")
	}
}

func (self *driver) ping() {
	to := self.connect(tellPong)
	var count int64
	watch := newStopwatch()
	for self.timeLeft(watch) {
		to.QueueMessage(wire.NewMsgPing(uint64(count)), nil)
		<-to.pong
		count++
	}
	watch.tellRate(count)
}

func (self *driver) pings() {
	open := self.given.batch * self.given.window
	var count int64
	over := make(chan struct{})
	var watch stopwatch
	to := self.connect(func(to *dialled, _ *wire.MsgPong) {
		count++
		if self.timeLeft(watch) {
			to.QueueMessage(wire.NewMsgPing(uint64(count)), nil)
		} else if open--; open == 0 {
			close(over)
		}
	})
	watch = newStopwatch()
	for number := range open {
		to.QueueMessage(wire.NewMsgPing(uint64(number)), nil)
	}
	<-over
	watch.tellRate(count)
}

// sendAll queues batches; the last message of each tells when it was written.
func (self *driver) sendAll(to *dialled, message wire.Message, watch stopwatch) int64 {
	done := make(chan struct{}, self.given.window)
	var count int64
	queue := func() {
		for range self.given.batch - 1 {
			to.QueueMessageWithEncoding(message, nil, wire.LatestEncoding)
		}
		to.QueueMessageWithEncoding(message, done, wire.LatestEncoding)
		count += int64(self.given.batch)
	}
	for range self.given.window {
		queue()
	}
	for self.timeLeft(watch) {
		<-done
		queue()
	}
	to.QueueMessage(wire.NewMsgPing(end), nil)
	for <-to.pong != end {
	}
	return count
}

func (self *driver) oneway() {
	message := self.given.message()
	peers := self.hold(self.given.connections)
	var count atomic.Int64
	var all sync.WaitGroup
	watch := newStopwatch()
	for _, to := range peers {
		all.Add(1)
		go func() {
			defer all.Done()
			count.Add(self.sendAll(to, message, watch))
		}()
	}
	all.Wait()
	watch.tellRate(count.Load())
}

// hold connects so many, some at once.
func (self *driver) hold(count int) []*dialled {
	peers := make([]*dialled, count)
	var started atomic.Int64
	var all sync.WaitGroup
	for range 32 {
		all.Add(1)
		go func() {
			defer all.Done()
			for {
				at := int(started.Add(1)) - 1
				if at >= count {
					return
				}
				peers[at] = self.connect(tellPong)
			}
		}()
	}
	all.Wait()
	return peers
}

func (self *driver) idle() {
	watch := newStopwatch()
	peers := self.hold(self.given.connections)
	watch.tellRate(int64(len(peers)))
	orders := bufio.NewScanner(os.Stdin)
	for orders.Scan() {
	}
}

func drive(given arguments) {
	self := &driver{given: given, addresses: strings.Split(given.to, ",")}
	works := map[string]func(){
		"handshakes": self.handshakes,
		"ping":       self.ping,
		"pings":      self.pings,
		"oneway":     self.oneway,
		"idle":       self.idle,
	}
	work, known := works[given.work]
	if !known {
		demand(fmt.Errorf("no work is named %q", given.work))
	}
	work()
}
