package journal

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Keys sign checkpoints: each of them, so that two parties can (the platform and
// IMI), and so that an old key goes on while a new one becomes known.
type Keys struct {
	signers []note.Signer
	public  []string
}

// NewKey makes a key of a name, such as the host's: what signs, for the
// environment of those who sign alone, and what verifies, to be made known.
func NewKey(name string) (private, public string, err error) { return note.GenerateKey(nil, name) }

// ReadKeys reads private keys as NewKey makes them, parted by commas. Its error
// repeats none of them.
func ReadKeys(text string) (k Keys, err error) {
	for private := range strings.SplitSeq(text, ",") {
		if private = strings.TrimSpace(private); private == "" {
			continue
		}
		signer, err := note.NewSigner(private)
		if err != nil {
			return Keys{}, errors.New("is no key to sign with: make one with `accord key NAME`")
		}
		public, err := publicOf(private, signer.Name())
		if err != nil {
			return Keys{}, err
		}
		k.signers, k.public = append(k.signers, signer), append(k.public, public)
	}
	return k, nil
}

// publicOf is the half of a key that verifies: the private half holds the seed
// it comes from ("PRIVATE+KEY+name+hash+base64 of 1 and the seed").
func publicOf(private, name string) (string, error) {
	parts := strings.SplitN(private, "+", 5) // the base64 may hold a plus sign itself
	seed, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return "", errors.New("is no Ed25519 key to sign with")
	}
	return note.NewEd25519VerifierKey(name, ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey))
}

// None says that there is no key: nothing can be signed.
func (k Keys) None() bool { return len(k.signers) == 0 }

// Public are the halves that verify.
func (k Keys) Public() []string { return k.public }

// verifiers reads public keys.
func verifiers(public []string) (note.Verifiers, error) {
	all := make([]note.Verifier, len(public))
	for i, p := range public {
		v, err := note.NewVerifier(strings.TrimSpace(p))
		if err != nil {
			return nil, fmt.Errorf("%q is no public key", p)
		}
		all[i] = v
	}
	return note.VerifierList(all...), nil
}
