package people

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/ccojocar/zxcvbn-go"
	"golang.org/x/crypto/argon2"

	"accord/tenants/fault"
)

// How long a password may be, in characters. The upper bound keeps a request
// from buying much work; nothing is cut off.
const (
	MinPassword = 12
	MaxPassword = 128
)

// The cost of a hash, as OWASP's cheat sheet recommends for Argon2id: about 20
// ms here. It stands in every hash, so that it can be raised later.
const (
	argonTime    = 2
	argonMemory  = 19 * 1024 // KiB
	argonThreads = 1
	argonKey     = 32
	argonSalt    = 16
)

// hashing bounds how much memory guesses can claim at once.
var hashing = make(chan struct{}, 4)

// words that our own users would reach for, beside the lists of the library.
var expected = []string{"accord", "imi", "mediator", "mediation", "mediador", "mediadora", "mediacion", "mediación",
	"contraseña", "contrasena", "bienvenido", "bienvenida", "organisation", "organización", "organizacion", "certified", "academia"}

// checkPassword notes at a field what is wrong with a new password. It is
// measured against embedded lists of common and breached passwords, words,
// names and patterns; about is what others know of the person.
func checkPassword(c *fault.Check, field, password string, about ...string) {
	n := utf8.RuneCountInString(password)
	switch {
	case n == 0:
		c.Field(field, "people.password_missing")
		return
	case n < MinPassword:
		c.Field(field, "people.password_short", "Min", MinPassword)
		return
	case n > MaxPassword:
		c.Field(field, "people.password_long", "Max", MaxPassword)
		return
	case !utf8.ValidString(password):
		c.Field(field, "people.password_text")
		return
	}
	known := append([]string(nil), expected...)
	for _, a := range about {
		known = append(known, strings.FieldsFunc(strings.ToLower(a), func(r rune) bool { return strings.ContainsRune(" @.-_", r) })...)
	}
	if repeats(password) || zxcvbn.PasswordStrength(password, known).Score < 3 {
		c.Field(field, "people.password_common")
	}
}

// repeats says whether a password is one short piece over and over.
func repeats(password string) bool {
	p := strings.ToLower(strings.Join(strings.Fields(password), ""))
	return len(p) > 1 && strings.Contains((p + p)[1:2*len(p)-1], p)
}

// hashPassword makes a hash in the PHC form. It takes its turn; ctx ends the
// waiting.
func hashPassword(ctx context.Context, password string) (string, error) {
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt) // never fails
	key, err := derive(ctx, password, salt, argonTime, argonMemory, argonThreads, argonKey)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads,
		b64.EncodeToString(salt), b64.EncodeToString(key)), nil
}

// decoy is a hash that nothing matches: comparing with it costs what a real
// comparison costs.
var decoy = fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads,
	base64.RawStdEncoding.EncodeToString(make([]byte, argonSalt)), base64.RawStdEncoding.EncodeToString(make([]byte, argonKey)))

// matches compares a password with a hash, in constant time.
func matches(ctx context.Context, hash, password string) (bool, error) {
	if len(password) > 4*MaxPassword {
		password = password[:4*MaxPassword] // longer than any there is, so it matches none
	}
	parts := strings.Split(hash, "$")
	var version int
	var memory, time uint32
	var threads uint8
	if len(parts) != 6 || parts[1] != "argon2id" {
		return matches(ctx, decoy, password) // an account without a password: nobody signs in by one
	}
	_, errV := fmt.Sscanf(parts[2], "v=%d", &version)
	_, errP := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &time, &threads)
	salt, errS := base64.RawStdEncoding.DecodeString(parts[4])
	want, errK := base64.RawStdEncoding.DecodeString(parts[5])
	if err := errors.Join(errV, errP, errS, errK); err != nil || version != argon2.Version {
		return false, fmt.Errorf("people: a password's hash cannot be read: %w", err)
	}
	got, err := derive(ctx, password, salt, time, memory, threads, uint32(len(want)))
	return err == nil && subtle.ConstantTimeCompare(got, want) == 1, err
}

func derive(ctx context.Context, password string, salt []byte, time, memory uint32, threads uint8, size uint32) ([]byte, error) {
	select {
	case hashing <- struct{}{}:
		defer func() { <-hashing }()
	case <-ctx.Done():
		return nil, fault.Wrap(ctx.Err(), fault.Unavailable, "fault.unavailable")
	}
	return argon2.IDKey([]byte(password), salt, time, memory, threads, size), nil
}
