package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/journal"
	"accord/tenants"
)

// signedJournal is one event's journal in a file, and the key that verifies it.
func signedJournal(t *testing.T) (file []byte, public string) {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	private, public, err := journal.NewKey("accord.example")
	must(err)
	keys, err := journal.ReadKeys(private)
	must(err)
	org, salt, at := uuid.New(), make([]byte, 32), time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	words := journal.FileWords{Actor: "Ana", Roles: []string{"trainer"}, Detail: json.RawMessage(`{}`)}
	sealed, err := tenants.Personal{Actor: words.Actor, Roles: words.Roles, Detail: words.Detail}.Seal(salt)
	must(err)
	l := tenants.Leaf{Tenant: org, ID: uuid.New(), At: at, Door: tenants.DoorMember, Action: "cohort.opened", Resource: "cohort", Sealed: sealed}
	var tree journal.Tree
	tree.Add(journal.Entry(l.Hash(), at))
	heads, err := journal.TreeOfHeads([]journal.Head{{Tenant: org, Size: 1, Root: tree.Root()}})
	must(err)
	c, err := journal.Checkpoint{}.Next("https://accord.example", at, heads)
	must(err)
	must(c.Sign(keys))
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	must(out.Encode(journal.FileHead{Journal: 1, Organisation: org, Name: "Andina", TakenAt: at, Whole: true, Size: 1, Root: tree.Root(), Checkpoint: c.Note, Keys: keys.Public()}))
	must(out.Encode(journal.FileEvent{Entered: at, Leaf: l.Hash(), By: &words, Salt: salt,
		Event: &journal.FileLeaf{ID: l.ID, At: at, Door: l.Door, Action: l.Action, Resource: l.Resource, Sealed: sealed}}))
	return b.Bytes(), public
}

func TestVerifyingAJournalSaysWhatWasCheckedInWords(t *testing.T) {
	t.Parallel()
	file, public := signedJournal(t)
	var said bytes.Buffer
	if err := verifyJournal(bytes.NewReader(file), []string{public}, &said); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"This journal holds together.", `"Andina"`, "to number 1, none left out", "23 November 2026, 08:00:00", "by accord.example"} {
		if !strings.Contains(said.String(), words) {
			t.Errorf("it does not say %q: %s", words, said.String())
		}
	}
	if strings.Contains(said.String(), "Compare them") {
		t.Error("it asks for a key that was given")
	}
	said.Reset()
	if err := verifyJournal(bytes.NewReader(file), nil, &said); err != nil || !strings.Contains(said.String(), public) {
		t.Errorf("without a key it says %s (%v)", said.String(), err)
	}
	forged := bytes.Replace(file, []byte(`"Ana"`), []byte(`"Eva"`), 1)
	said.Reset()
	if err := verifyJournal(bytes.NewReader(forged), []string{public}, &said); err == nil || !strings.Contains(err.Error(), "DOES NOT HOLD, at line 2") || said.Len() > 0 {
		t.Errorf("a forged one: %v, after %q", err, said.String())
	}
}

// What whoever made the file chose is printed as words: it clears no screen, and
// hides nothing of what is said about it.
func TestAFileMovesNoTerminal(t *testing.T) {
	t.Parallel()
	file, public := signedJournal(t)
	_, other, err := journal.NewKey("imi.example\x1b[2J\u009b8m")
	if err != nil {
		t.Fatal(err)
	}
	line, rest, _ := bytes.Cut(file, []byte("\n"))
	var head journal.FileHead
	if err := json.Unmarshal(line, &head); err != nil {
		t.Fatal(err)
	}
	head.Keys = []string{public, other}
	line, err = json.Marshal(head)
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	if err := verifyJournal(io.MultiReader(bytes.NewReader(line), strings.NewReader("\n"), bytes.NewReader(rest)), nil, &said); err != nil || !strings.Contains(said.String(), "imi.example") || strings.ContainsAny(said.String(), "\x1b\u009b") {
		t.Errorf("it says %q (%v)", said.String(), err)
	}
}

func TestVerifyTakesAFileAndKeysAndNothingElse(t *testing.T) {
	t.Parallel()
	file, public := signedJournal(t)
	name := filepath.Join(t.TempDir(), "log.jsonl")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := verify(t.Context(), []string{"journal", "--key", public, name}); err != nil {
		t.Error(err)
	}
	for _, args := range [][]string{nil, {"journal"}, {name}, {"cohort", name}, {"journal", name, "more"}, {"journal", "--key", name}, {"journal", name + "x"}, {"journal", "--key", "x", name}} {
		if verify(t.Context(), args) == nil {
			t.Errorf("%q verifies something", args)
		}
	}
}
