package journal

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Verified is what a journal in a file was found to be.
type Verified struct {
	Head       FileHead
	Checkpoint Checkpoint
	SignedBy   []string // the names of the keys whose signatures hold
	Unknown    int      // signatures by keys that were not given
	OwnKeys    bool     // nobody gave a key: those that the file names were taken
	Events     int64
	Withheld   int64     // shown by their leaf alone
	Erased     int64     // whose words of people were erased
	From, To   time.Time // of the events
}

// Late is how long after its date an event may be entered, or before it: a
// transaction ends within a minute, and a sequencer that stood still makes up for
// it. What is entered later was written with an earlier date, and what is entered
// earlier with a later one.
const Late = time.Hour

// Broken says where a journal does not hold together.
type Broken struct {
	Line   int // of the file, from 1
	Reason string
}

func (b Broken) Error() string { return fmt.Sprintf("line %d: %s", b.Line, b.Reason) }

// Verify checks a journal in a file against its checkpoint's signature, and
// each event against its place in the tree. keys are public halves; without any
// the file's own are taken, and Verified says so. What does not hold is answered
// as Broken, with the line it was found at: what was changed, taken out, put in,
// put elsewhere, cut off or written with another date.
func Verify(file io.Reader, keys ...string) (v Verified, err error) {
	lines := &lineReader{in: bufio.NewReaderSize(file, 1<<16)}
	first, err := lines.next()
	if err != nil {
		return v, broken(1, "there is nothing in it (%v)", err)
	}
	if err := strict(first, &v.Head); err != nil || v.Head.Journal != 1 {
		return v, broken(1, "it does not begin as a journal that Accord made")
	}
	if err := v.signed(keys); err != nil {
		return v, err
	}
	head := Head{Tenant: v.Head.Organisation, Size: v.Head.Size, Root: v.Head.Root}
	if err := CheckHead(v.Checkpoint, head, v.Head.Place, v.Head.Proof); err != nil {
		return v, broken(1, "the signature is not over this organisation's journal of %d events: the organisation, the number of events or the root was changed", v.Head.Size)
	}
	var tree Tree
	var before FileEvent
	for {
		line, err := lines.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return v, broken(lines.n, "it cannot be read: %v", err)
		}
		var e FileEvent
		if err := strict(line, &e); err != nil {
			return v, broken(lines.n, "it is no event: %v", err)
		}
		if err := v.event(lines.n, &tree, before, e); err != nil {
			return v, err
		}
		before = e
	}
	if v.Head.Whole {
		if tree.Size != v.Head.Size {
			return v, broken(lines.n, "the last %d of %d events are missing", v.Head.Size-tree.Size, v.Head.Size)
		}
		if tree.Root() != v.Head.Root {
			from := tree.Size / proofEvery * proofEvery
			return v, broken(lines.n, "one of the events %d to %d was changed by somebody who made its leaf again", from, tree.Size-1)
		}
	}
	return v, nil
}

func (v *Verified) signed(keys []string) (err error) {
	if v.OwnKeys = len(keys) == 0; v.OwnKeys {
		keys = v.Head.Keys
	}
	known, err := verifiers(keys)
	if err != nil {
		return broken(1, "%v", err)
	}
	n, err := note.Open([]byte(v.Head.Checkpoint), known)
	if err != nil {
		return broken(1, "no signature of the checkpoint is by a key that is known (%v)", err)
	}
	for _, s := range n.Sigs {
		v.SignedBy = append(v.SignedBy, s.Name)
	}
	v.Unknown = len(n.UnverifiedSigs)
	if v.Checkpoint, err = ReadCheckpoint(n.Text); err != nil {
		return broken(1, "%v", err)
	}
	return nil
}

// event checks one line after the one before.
func (v *Verified) event(line int, tree *Tree, before, e FileEvent) error {
	switch {
	case v.Head.Whole && e.Position != tree.Size && tree.Size > 0 && e.Position == before.Position:
		return broken(line, "event %d is there twice", e.Position)
	case v.Head.Whole && e.Position > tree.Size:
		return broken(line, "event %d follows event %d: what was between them was taken out or put elsewhere", e.Position, tree.Size-1)
	case v.Head.Whole && e.Position < tree.Size, v.Events > 0 && e.Position <= before.Position:
		return broken(line, "event %d follows event %d: they are not in their order", e.Position, before.Position)
	case e.Position >= v.Head.Size:
		return broken(line, "event %d is beyond the %d that were signed", e.Position, v.Head.Size)
	case e.Entered.Before(before.Entered):
		return broken(line, "event %d was entered before the one that it follows", e.Position)
	case e.Entered.After(v.Checkpoint.At):
		return broken(line, "event %d was entered after the checkpoint was signed", e.Position)
	}
	leaf, err := v.leaf(line, e)
	if err != nil {
		return err
	}
	hash := Entry(leaf, e.Entered)
	if v.Head.Whole {
		if err := v.block(line, tree, e, hash); err != nil {
			return err
		}
		tree.Add(hash)
	} else if err := tlog.CheckRecord(e.Proof, v.Head.Size, v.Head.Root, e.Position, hash); err != nil {
		return broken(line, "event %d is not the one that stands at its place in the tree: it was changed", e.Position)
	}
	v.Events++
	return nil
}

// block checks, at an event of a whole file that carries its proof, that those
// before it are the ones that were signed: the proof's hashes are theirs.
func (v *Verified) block(line int, tree *Tree, e FileEvent, hash tlog.Hash) error {
	if (e.Position+1)%proofEvery != 0 {
		return nil
	}
	if err := tlog.CheckRecord(e.Proof, v.Head.Size, v.Head.Root, e.Position, hash); err != nil {
		return broken(line, "event %d is not the one that stands at its place in the tree: it was changed, or its proof was", e.Position)
	}
	for level := range min(8, len(e.Proof)) { // below them the part of 256 is whole
		if e.Position>>level&1 == 1 && e.Proof[level] != tree.Parts[level] {
			from := (e.Position>>level - 1) << level
			return broken(line, "one of the events %d to %d was changed by somebody who made its leaf again", from, from+1<<level-1)
		}
	}
	return nil
}

func (v *Verified) leaf(line int, e FileEvent) ([]byte, error) {
	if e.Event == nil {
		if len(e.Leaf) != tlog.HashSize {
			return nil, broken(line, "event %d shows neither itself nor its leaf", e.Position)
		}
		v.Withheld++
		return e.Leaf, nil
	}
	switch {
	case e.By == nil:
		v.Erased++
	default:
		if !plain(e.By.Detail) {
			return nil, broken(line, "event %d: what it says is not as it was taken", e.Position)
		}
		sealed, err := e.By.personal().Seal(e.Salt)
		if err != nil || !bytes.Equal(sealed, e.Event.Sealed) {
			return nil, broken(line, "event %d: who did it, or what it says, was changed", e.Position)
		}
	}
	if at := e.Event.At; e.Entered.Sub(at) > Late {
		return nil, broken(line, "event %d bears the date %s and was entered on %s: it was written with an earlier date", e.Position, at.UTC().Format(time.RFC3339), e.Entered.UTC().Format(time.RFC3339))
	}
	if at := e.Event.At; at.Sub(e.Entered) > Late {
		return nil, broken(line, "event %d bears the date %s and was entered on %s: it was written with a later date", e.Position, at.UTC().Format(time.RFC3339), e.Entered.UTC().Format(time.RFC3339))
	}
	if v.From.IsZero() || e.Event.At.Before(v.From) {
		v.From = e.Event.At
	}
	if e.Event.At.After(v.To) {
		v.To = e.Event.At
	}
	leaf := e.Event.of(v.Head.Organisation).Hash()
	if !bytes.Equal(leaf, e.Leaf) {
		return nil, broken(line, "event %d: what was done, when or to what was changed", e.Position)
	}
	return leaf, nil
}

func broken(line int, format string, args ...any) error {
	return Broken{Line: line, Reason: fmt.Sprintf(format, args...)}
}

// strict reads one object that is written as we write it: whoever reads the line
// with other eyes, or another program, reads no more and nothing else in it, such
// as a field that is there twice.
func strict(line []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return err
	}
	var again bytes.Buffer
	out := json.NewEncoder(&again)
	out.SetEscapeHTML(false)
	if err := out.Encode(to); err != nil {
		return err
	}
	if !bytes.Equal(bytes.TrimSuffix(again.Bytes(), []byte("\n")), line) {
		return errors.New("it is not as it was taken")
	}
	return nil
}

// plain says whether a detail is written as we write it.
func plain(detail []byte) bool {
	var d Detail
	if d.Scan(detail) != nil {
		return false
	}
	again, err := json.Marshal(d)
	return err == nil && bytes.Equal(again, detail)
}

// maxLine is how long a line may be.
const maxLine = 4 << 20

// lineReader reads lines and counts them; the last may have no end.
type lineReader struct {
	in  *bufio.Reader
	n   int
	got []byte
}

func (r *lineReader) next() ([]byte, error) {
	r.got = r.got[:0]
	for {
		piece, err := r.in.ReadSlice('\n')
		r.got = append(r.got, piece...)
		switch {
		case len(r.got) > maxLine:
			return nil, errors.New("a line is too long")
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !(errors.Is(err, io.EOF) && len(r.got) > 0):
			return nil, err
		}
		r.n++
		return bytes.TrimSuffix(r.got, []byte("\n")), nil
	}
}
