package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"runtime/debug"
	"sort"
	"sync"
	"time"

	"github.com/btcsuite/btcd/chainhash/v2"
	"github.com/btcsuite/btcd/peer"
	"github.com/btcsuite/btcd/wire/v2"
)

// server keeps all that dialled it.
type server struct {
	given arguments
	mutex sync.Mutex
	peers map[*peer.Peer]struct{}
}

// listeners read what came. A field of the peer's own would do for the sum; nobody asks for it.
func listeners() peer.MessageListeners {
	var seen uint64
	return peer.MessageListeners{
		OnInv: func(_ *peer.Peer, message *wire.MsgInv) {
			for _, item := range message.InvList {
				seen += uint64(item.Hash[0])
			}
		},
		OnTx: func(_ *peer.Peer, message *wire.MsgTx) {
			for _, output := range message.TxOut {
				seen += uint64(output.Value)
			}
		},
		OnBlock: func(_ *peer.Peer, message *wire.MsgBlock, _ []byte) {
			seen += uint64(message.Header.Timestamp.Unix())
		},
	}
}

func serve(given arguments) {
	self := &server{given: given, peers: map[*peer.Peer]struct{}{}}
	var addresses []string
	for range given.ports {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		demand(err)
		addresses = append(addresses, listener.Addr().String())
		go self.accept(listener)
	}
	tell(map[string]any{"listening": addresses})
	orders := bufio.NewScanner(os.Stdin)
	for orders.Scan() {
		var word string
		var count int
		fmt.Sscan(orders.Text(), &word, &count)
		switch word {
		case "settle":
			settle()
		case "fanout":
			self.fanOut(count)
		}
	}
}

func (self *server) accept(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		demand(err)
		made := peer.NewInboundPeer(self.given.configured(listeners()))
		self.mutex.Lock()
		self.peers[made] = struct{}{}
		self.mutex.Unlock()
		made.AssociateConnection(connection)
		go func() {
			made.WaitForDisconnect()
			self.mutex.Lock()
			delete(self.peers, made)
			self.mutex.Unlock()
		}()
	}
}

// settle gives back what the garbage collector has no more use for: the least that this program can have.
func settle() {
	debug.FreeOSMemory()
	var total, pages int64
	text, err := os.ReadFile("/proc/self/statm")
	demand(err)
	fmt.Sscan(string(text), &total, &pages)
	tell(map[string]any{"resident": pages * int64(os.Getpagesize())})
}

func median(of []float64) float64 {
	sort.Float64s(of)
	return of[len(of)/2]
}

// fanOut sends one inv to all, and waits until all are written.
func (self *server) fanOut(rounds int) {
	self.mutex.Lock()
	defer self.mutex.Unlock()
	var seconds, processor []float64
	done := make(chan struct{}, len(self.peers))
	for round := range rounds {
		message := wire.NewMsgInv()
		message.AddInvVect(wire.NewInvVect(wire.InvTypeTx, &chainhash.Hash{byte(round + 1)}))
		watch := newStopwatch()
		for each := range self.peers {
			each.QueueMessage(message, done)
		}
		for range self.peers {
			<-done
		}
		seconds = append(seconds, watch.seconds())
		processor = append(processor, watch.processor())
		time.Sleep(20 * time.Millisecond)
	}
	count := float64(len(self.peers))
	tell(map[string]any{
		"peers":              count,
		"seconds":            median(seconds),
		"per_peer":           median(seconds) / count,
		"processor_per_peer": median(processor) / count,
	})
}
