// Package chainhash is what Exchangecoin made of Decred's package of this name: the same interface, and SHA-256, applied
// once, for all that is hashed. It is written anew here, from what dcrd's packages ask of it.
package chainhash

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// HashSize is the size of a hash in bytes, MaxHashStringSize that of its text.
const (
	HashSize          = sha256.Size
	MaxHashStringSize = 2 * HashSize
	HashBlockSize     = sha256.BlockSize
)

// ErrHashStrSize tells of a text that is too long for a hash.
var ErrHashStrSize = fmt.Errorf("a hash has at most %d digits", MaxHashStringSize)

// Hash is the name of a block or of a transaction, in the order of the wire.
type Hash [HashSize]byte

// HashB gives the hash of data as bytes.
func HashB(data []byte) []byte {
	sum := sha256.Sum256(data)
	return sum[:]
}

// HashH gives the hash of data.
func HashH(data []byte) Hash { return sha256.Sum256(data) }

// HashFunc gives the hash of data as an array.
func HashFunc(data []byte) [HashSize]byte { return sha256.Sum256(data) }

// String gives the digits, last byte first.
func (hash Hash) String() string {
	slices.Reverse(hash[:])
	return hex.EncodeToString(hash[:])
}

// MarshalText lets JSON show a hash as its digits.
func (hash Hash) MarshalText() ([]byte, error) { return []byte(hash.String()), nil }

// CloneBytes gives a copy of the bytes.
func (hash *Hash) CloneBytes() []byte { return slices.Clone(hash[:]) }

// SetBytes takes exactly HashSize bytes.
func (hash *Hash) SetBytes(data []byte) error {
	if len(data) != HashSize {
		return fmt.Errorf("a hash has %d bytes, not %d", HashSize, len(data))
	}
	copy(hash[:], data)
	return nil
}

// IsEqual says whether both are the same, or both missing.
func (hash *Hash) IsEqual(other *Hash) bool {
	if hash == nil || other == nil {
		return hash == other
	}
	return *hash == *other
}

// NewHash makes a hash of exactly HashSize bytes.
func NewHash(data []byte) (*Hash, error) {
	made := new(Hash)
	if err := made.SetBytes(data); err != nil {
		return nil, err
	}
	return made, nil
}

// NewHashFromStr makes a hash of its digits; leading zeros may be left out.
func NewHashFromStr(digits string) (*Hash, error) {
	made := new(Hash)
	if err := Decode(made, digits); err != nil {
		return nil, err
	}
	return made, nil
}

// Decode is NewHashFromStr into an existing hash.
func Decode(into *Hash, digits string) error {
	if len(digits) > MaxHashStringSize {
		return ErrHashStrSize
	}
	data, err := hex.DecodeString(fmt.Sprintf("%0*s", MaxHashStringSize, digits))
	if err != nil {
		return err
	}
	slices.Reverse(data)
	return into.SetBytes(data)
}
