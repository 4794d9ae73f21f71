package journal

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// CheckpointEvery is how often a checkpoint is signed while events are written.
const CheckpointEvery = time.Minute

// QuietFor is after how long one is signed although nothing was written, as a
// sign of life.
const QuietFor = time.Hour

// Checkpoint is the root over the heads of all organisations' trees at a moment,
// which keys have signed. Each names the one before it.
type Checkpoint struct {
	Origin string // whose journal: the address people reach it by
	Number int64  // 1, 2, …
	At     time.Time
	Trees  int64
	Root   tlog.Hash
	Before tlog.Hash // SHA-256 of the note before; zero for the first
	Note   string    // the text with its signatures
}

const checkpointKind = "accord journal checkpoint"

// text is what is signed.
func (c Checkpoint) text() string {
	return strings.Join([]string{checkpointKind, c.Origin, strconv.FormatInt(c.Number, 10), c.At.UTC().Format(time.RFC3339Nano),
		strconv.FormatInt(c.Trees, 10), c.Root.String(), c.Before.String()}, "\n") + "\n"
}

// ReadCheckpoint reads a note's text, without looking at its signatures.
func ReadCheckpoint(signed string) (c Checkpoint, err error) {
	c.Note = signed
	lines := strings.Split(signed, "\n")
	if len(lines) < 8 || lines[0] != checkpointKind || lines[7] != "" {
		return c, errors.New("this is no checkpoint of a journal")
	}
	c.Origin = lines[1]
	var faults [5]error
	c.Number, faults[0] = strconv.ParseInt(lines[2], 10, 64)
	c.At, faults[1] = time.Parse(time.RFC3339Nano, lines[3])
	c.Trees, faults[2] = strconv.ParseInt(lines[4], 10, 64)
	c.Root, faults[3] = tlog.ParseHash(lines[5])
	c.Before, faults[4] = tlog.ParseHash(lines[6])
	if err := errors.Join(faults[:]...); err != nil {
		return c, fmt.Errorf("this is no checkpoint of a journal: %w", err)
	}
	return c, nil
}

// Next is the checkpoint that follows, over a tree of heads. The zero
// Checkpoint's is the first.
func (c Checkpoint) Next(origin string, at time.Time, heads HeadTree) (next Checkpoint, err error) {
	next = Checkpoint{Origin: origin, Number: c.Number + 1, At: at, Trees: heads.Size}
	if c.Number > 0 {
		next.Before = sha256.Sum256([]byte(c.Note))
	}
	next.Root, err = heads.Root()
	return next, err
}

// Sign has every key sign it.
func (c *Checkpoint) Sign(k Keys) error {
	b, err := note.Sign(&note.Note{Text: c.text()}, k.signers...)
	c.Note = string(b)
	return err
}
