package files_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/tenants"
	"accord/web/browsertest"
	"accord/web/webtest"
)

// filed is a document that somebody filed, looked at by the job.
func (s *scene) filed(by tenants.Member, of uuid.UUID, kind, title string) (v evidence.Version) {
	s.t.Helper()
	v, err := s.room.Carry(s.t.Context(), by, evidence.NewUpload{CandidateID: of, Kind: kind, Title: title, FileName: "paper.pdf", MediaType: "application/pdf", Size: int64(len(pdf))}, bytes.NewReader(pdf))
	s.must(err)
	clerk, err := s.DB.AdmitClerk(s.t.Context(), s.Andina.ID, "evidence.type", "job")
	s.must(err)
	found, err := s.room.Examine(s.t.Context(), v)
	s.must(err)
	s.write(clerk, func(tx *tenants.Tx) (err error) { v, err = evidence.Establish(tx, v.ID, found); return err })
	return v
}

// What the organisation has on file nobody is asked for again: the candidate
// reads that it is there and since when, and nothing of the document.
func TestACandidateIsNotAskedForWhatIsOnFile(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ana, bruno := s.on("Ana Torres"), s.on("Bruno Paz")
	she := s.signedIn(ana)
	me := s.site.As(she)
	wanted := s.home + "/evidence/new?candidate=" + ana.ID.String() + "&amp;kind=code_of_conduct"
	if page := me.Get(s.home + "/file").Status(http.StatusOK).SaysNot("On file already"); !strings.Contains(page.Text, wanted) {
		t.Fatal("the declaration is not asked for")
	}
	s.filed(s.Andina.Manager, bruno.ID, "code_of_conduct", "Another's declaration")
	if page := me.Get(s.home + "/file"); !strings.Contains(page.Text, wanted) {
		t.Error("another's is taken for theirs")
	}
	v := s.filed(s.Andina.Manager, ana.ID, "code_of_conduct", "Declaration of 16 November")
	if page := me.Get(s.home+"/file").Says("On file already", "since 16 Nov 2026").SaysNot("Declaration of 16 November"); strings.Contains(page.Text, wanted) {
		t.Error("what is on file is asked for again")
	}
	me.Get(s.home + "/evidence/" + v.ID.String()).Status(http.StatusNotFound)
	me.Get(s.home + "/evidence").SaysNot("Declaration of 16 November")
	browsertest.Sweep(t, s.site.URL, s.site.Token, "files", browsertest.Looks, []browsertest.Visit[webtest.Person]{{"on-file", she, s.home + "/file"}})
}

// A candidate brings a paper of a kind that the organisation has filed already:
// what they do to theirs changes nothing of what is on file, which they do not see.
func TestACandidateBringsAPaperThatIsOnFileAlready(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ana := s.on("Ana Torres")
	she := s.signedIn(ana)
	first := s.filed(s.Andina.Manager, ana.ID, "code_of_conduct", "Declaration of 16 November")
	s.Clock.Add(48 * time.Hour)
	s.filed(she, ana.ID, "code_of_conduct", "My declaration")
	s.filed(she, ana.ID, "code_of_conduct", "My declaration, again")
	if s.Count(`select count(*) from kind_on_file where candidate_id = $1 and kind = 'code_of_conduct' and since = $2`, ana.ID, first.CreatedAt) != 1 {
		t.Error("the kind is on file since another day, or no more")
	}
}
