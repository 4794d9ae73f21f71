package merges

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

// Fields are what a profile says, of which one value stays, in order.
var Fields = []string{"name", "email", "language", "country", "reference"}

// Value is what a record says in one of the Fields.
func Value(c candidates.Candidate, field string) string {
	switch field {
	case "name":
		return c.Name
	case "email":
		return c.Email
	case "language":
		return c.Language
	case "country":
		return c.Country
	}
	return c.Reference
}

// Comparison is two records beside each other: Kept stays, Merged goes into it.
type Comparison struct {
	Kept, Merged Side
	Names        Names
	Obstacles    []fault.Sentence // what stands in the way: what it is, and what to do first
}

// Compare reads two records beside each other. Returns NotFound for a record
// that the actor may not read, or that was merged; Forbidden to who may not
// merge; Invalid when both are one.
func Compare(tx *tenants.Tx, kept, merged uuid.UUID) (Comparison, error) {
	var c Comparison
	if kept == merged {
		return c, fault.New(fault.Invalid, "merge.same")
	}
	a, err := candidates.Get(tx, kept)
	if err != nil {
		return c, err
	}
	b, err := candidates.Get(tx, merged)
	if err != nil {
		return c, err
	}
	if !tx.Can("merge", &a) || !tx.Can("merge", &b) {
		return c, fault.Denied()
	}
	if c.Kept, c.Merged, c.Names, err = sides(tx, a, b); err != nil {
		return c, err
	}
	c.Obstacles, err = c.obstacles(tx)
	return c, err
}

// Differing are the fields in which the two say different things.
func (c Comparison) Differing() []string {
	return slices.DeleteFunc(slices.Clone(Fields), func(f string) bool { return Value(c.Kept.Candidate, f) == Value(c.Merged.Candidate, f) })
}

// Suggested are the fields in which the one that stays says nothing.
func (c Comparison) Suggested() []string {
	return slices.DeleteFunc(c.Differing(), func(f string) bool { return Value(c.Kept.Candidate, f) != "" })
}

// Digest names what was shown: a merge carries it, and is refused when either
// record is another by then.
func (c Comparison) Digest() string {
	b, err := json.Marshal([]any{c.Kept, c.Merged})
	if err != nil {
		return "" // rows are texts, numbers, times and ids: they have a form
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
