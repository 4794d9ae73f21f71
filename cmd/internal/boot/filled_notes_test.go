package boot

import (
	"accord/app/evidence"
	"accord/app/notes"
	"accord/tenants"
)

// notes: one that an assessor keeps beside a document of somebody whom they judge.
func (f *filled) notes() {
	f.is("version judged", f.uploaded(f.org.Manager, evidence.NewUpload{CandidateID: f.id("candidate late"), Kind: "knowledge_script", Title: "Written test", FileName: "test.pdf", MediaType: "application/pdf"}))
	f.write(f.org.Assessor, func(tx *tenants.Tx) error {
		n, err := notes.Keep(tx, notes.Input{AssessmentID: f.id("assessment"), VersionID: f.id("version judged"), Mark: "one", Place: 1, Words: "Names both exceptions."})
		f.is("note", n.ID)
		return err
	})
}
