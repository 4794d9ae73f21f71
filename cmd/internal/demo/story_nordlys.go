package demo

import (
	"accord/app/candidates"
	"accord/app/submissions"
	"accord/tenants"
)

var nordlysHouse = &house{manager: Sunniva, assessors: []Person{Erik}, program: "nordlys qap", paper: nordlyss,
	declares: "I declare that what is submitted is true and complete, and that the candidate knows of this submission and agrees to it.",
	minute:   "The sheet passes every criterion. The logbook was verified with the courts and centres it names. Passed.",
	notes:    []string{2: "Clear on confidentiality where a child is concerned.", 5: "Asked what an apology would change, and waited for the answer."}}

// nordlys: one graduate of Oslo in the register, one awaiting IMI's review.
func (t *teller) nordlys() {
	nordlysHouse.files = t.filesNordlys
	for i, p := range []candidates.NewCandidate{
		{Name: "Ingrid Haugland Berge", Email: "ingrid.berge@post.example", Language: "en", Country: "NO", Reference: "N-014"},
		{Name: "Lars Tveit", Email: "lars.tveit@post.example", Language: "en", Country: "NO", Reference: "N-021"},
	} {
		t.on(120-90*i, "10:00", p.Name+" is put on file", func() error {
			return t.as(Sunniva, func(tx *tenants.Tx) error {
				c, err := candidates.Add(tx, p)
				t.ids[p.Name] = c.ID
				return err
			})
		})
	}
	t.candidacy(candidacy{house: nordlysHouse, name: "Ingrid Haugland Berge", opened: 110, entries: 28, points: good, sheets: []int{105}, decided: 101, submitted: 96, reviewed: 86, outcome: submissions.Accepted})
	t.candidacy(candidacy{house: nordlysHouse, name: "Lars Tveit", opened: 22, entries: 23, points: fair, sheets: []int{17}, decided: 14, submitted: 6})
}
