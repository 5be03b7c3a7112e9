module github.com/decred/dcrd/chaincfg/chainhash

go 1.22
