package api_test

import (
	"testing"
	"time"

	"accord/app/candidates"
	"accord/app/certificates"
	"accord/app/trainings"
	"accord/tenants"

	"github.com/google/uuid"
)

func TestCertificatesAreIssuedCorrectedAndCheckedByTheAPI(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	var cohort trainings.Cohort
	var who trainings.Enrolment
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		cohort, err = trainings.Open(tx, trainings.NewCohort{Program: w.Andina.CMTP, Code: "F-26", Title: "Foundations", Language: "es",
			StartsOn: time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err == nil {
			who, err = trainings.Enrol(tx, cohort.ID, candidates.NewCandidate{Name: "Camila Tores", Email: "camila@correo.example"}, "")
		}
		return err
	}))
	ok(t, w.DB.Write(t.Context(), w.Andina.Manager, func(tx *tenants.Tx) error {
		return trainings.CompleteByException(tx, who.ID, "Credited from the spring course.")
	}))
	manager, issue := as(t, s, w, w.Andina.Manager), "/cohorts/"+cohort.ID.String()+"/certificates"
	problem(t, as(t, s, w, w.Andina.Trainer).post(issue, object{}), 404)
	var run struct {
		ID          string
		Total, Done int
	}
	manager.post(issue, object{}).Status(201).JSON(&run)
	problem(t, manager.post(issue, object{}), 409)
	manager.get("/certificate-runs/" + run.ID).Status(200).JSON(&run)
	if run.Total != 1 || run.Done != 0 {
		t.Errorf("the run is %+v", run)
	}
	type one struct {
		ID            uuid.UUID
		Number, State string
		Holder        string
	}
	var all struct{ Items []one }
	manager.get("/certificates?state=in_force&search=tores").Status(200).JSON(&all)
	if len(all.Items) != 1 || all.Items[0].Holder != "Camila Tores" {
		t.Fatalf("listed: %+v", all)
	}
	at := "/certificates/" + all.Items[0].ID.String()
	fields(t, problem(t, manager.post(at+"/correction", object{"holder": "Camila Tores", "reason": "typo"}), 422), map[string]string{"holder": "certificate.holder_same", "reason": "certificate.reason_required"})
	var is one
	manager.post(at+"/correction", object{"holder": "Camila Torres", "reason": "The name was misspelt."}).Status(201).JSON(&is)
	clerk := w.DB.AdmitOversightClerk("certificate.publish", "test")
	for _, id := range []uuid.UUID{all.Items[0].ID, is.ID} {
		ok(t, w.DB.Oversee(t.Context(), clerk, "job certificate.publish", func(tx *tenants.OversightTx) error { return certificates.Publish(tx, id) }))
	}
	var checked struct {
		State      string
		ReplacedBy string `json:"replaced_by"`
	}
	nobody := caller{t, s, nil, ""}
	nobody.get("/api/v1/certificates/" + all.Items[0].Number).Status(200).JSON(&checked)
	if checked.State != "replaced" || checked.ReplacedBy != is.Number {
		t.Errorf("the old number says %+v", checked)
	}
	problem(t, manager.post("/certificates/"+is.ID.String()+"/letter", nil), 409)
	manager.post("/certificates/"+is.ID.String()+"/revocation", object{"reason": "Somebody else sat the course."}).Status(201)
	problem(t, nobody.get("/api/v1/certificates/CC-AAAAA-AAAAA"), 404)
}
