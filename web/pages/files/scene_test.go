package files_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/app/letters"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web"
	"accord/web/browsertest"
	adjustmentpages "accord/web/pages/adjustments"
	appealpages "accord/web/pages/appeals"
	applicationpages "accord/web/pages/applications"
	candidatepages "accord/web/pages/candidates"
	consentpages "accord/web/pages/consents"
	dayspages "accord/web/pages/days"
	evidencepages "accord/web/pages/evidence"
	pages "accord/web/pages/files"
	identitypages "accord/web/pages/identities"
	logbookpages "accord/web/pages/logbooks"
	"accord/web/pages/overview"
	pathwaypages "accord/web/pages/pathways"
	peoplepages "accord/web/pages/people"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

type scene struct {
	*apptest.World
	t    *testing.T
	site *webtest.Site
	room *evidence.Room
	home string
	ana  candidates.Candidate
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t), t: t}
	store := tenantstest.Bucket(t)
	vault, err := s3vault.Open(t.Context(), s3vault.Config{Bucket: store.Bucket, Region: store.Region, Endpoint: store.Endpoint, AccessKey: store.AccessKey, SecretKey: store.SecretKey})
	s.must(err)
	s.room, s.home = &evidence.Room{DB: s.DB, Vault: vault}, "/o/"+s.Andina.Slug
	s.site = webtest.New(t, s.World, func(app *web.App) {
		overview.Routes(app, s.DB, []overview.Part{adjustmentpages.Waiting()}, nil)
		adjustmentpages.Routes(app, s.DB)
		peoplepages.Routes(app, s.DB)
		applicationpages.Routes(app, s.DB, identitypages.ApplicantSection())
		consentpages.Routes(app, s.DB)
		identitypages.Routes(app, s.DB)
		dayspages.Routes(app, s.DB)
		pages.Routes(app, s.room, dayspages.OwnSection(), pathwaypages.OwnSection(), appealpages.OwnSection(), adjustmentpages.OwnSection(), evidencepages.Section())
		candidatepages.Routes(app, s.DB, logbookpages.Section(), consentpages.Section(), identitypages.Section(), pages.AccessSection())
		logbookpages.Routes(app, s.DB)
		evidencepages.Routes(app, s.room)
		appealpages.Routes(app, s.DB)
	})
	return s
}

func (s *scene) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) write(m tenants.Member, fn func(*tenants.Tx) error) {
	s.t.Helper()
	s.must(s.DB.Write(s.t.Context(), m, fn))
}

func (s *scene) on(name string) (c candidates.Candidate) {
	s.write(s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = candidates.Add(tx, candidates.NewCandidate{Name: name, Email: uuid.NewString() + "@correo.example", Language: "en", Country: "EC"})
		return err
	})
	return c
}

func (s *scene) file(c uuid.UUID) string { return s.home + "/candidates/" + c.String() }

// link is where the newest invitation leads.
func (s *scene) link(c uuid.UUID) string {
	s.t.Helper()
	token := s.DB.LinkToken(s.ID(`select link_id from candidate_access where candidate_id = $1 order by invited_at desc, id desc limit 1`, c))
	l, err := s.DB.LinkOf(s.t.Context(), token)
	s.must(err)
	return letters.LinkPath(l, token)
}

// signedIn is a candidate who has come by their invitation.
func (s *scene) signedIn(c candidates.Candidate) tenants.Member {
	s.t.Helper()
	s.write(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := candidates.InviteToFile(tx, c.ID); return err })
	i, err := people.Invitation(s.t.Context(), s.DB, s.DB.LinkToken(s.ID(`select link_id from candidate_access where candidate_id = $1`, c.ID)), candidates.ActFile)
	s.must(err)
	e, err := candidates.AcceptFile(s.t.Context(), s.DB, i, people.Joining{Name: c.Name, Password: "nieve sobre el cotopaxi"}, people.Visit{Address: uuid.NewString(), Request: "test"})
	s.must(err)
	signed, err := s.DB.SignedBy(s.t.Context(), e.Session, "test")
	s.must(err)
	m, err := s.DB.AdmitMember(s.t.Context(), signed, s.Andina.Slug)
	s.must(err)
	return m
}

// expected is a slot of a day to which a candidate is invited, in an hour.
func (s *scene) expected(c candidates.Candidate) uuid.UUID {
	s.t.Helper()
	day := s.Row("assessment_day", map[string]any{"tenant_id": s.Andina.ID, "program_id": s.Andina.QAP, "title": "Assessments in Quito", "held_on": apptest.Start, "time_zone": "America/Guayaquil",
		"place": "Quito", "state": "published", "published_at": apptest.Start, "language": "es"})
	slot := s.Row("day_slot", map[string]any{"tenant_id": s.Andina.ID, "day_id": day, "assessment_id": uuid.New(), "candidate_id": c.ID, "candidate_name": c.Name, "state": "invited", "revision": 0,
		"starts_at": apptest.Start.Add(time.Hour), "ends_at": apptest.Start.Add(2 * time.Hour)})
	s.Row("slot_notice", map[string]any{"tenant_id": s.Andina.ID, "slot_id": slot, "kind": "invited", "told": 1})
	return slot
}

// applied is a link to apply to a cohort that takes applications.
func (s *scene) applied() string {
	s.t.Helper()
	day, email := apptest.Start.Truncate(24*time.Hour), uuid.NewString()+"@correo.example"
	var cohort trainings.Cohort
	s.write(s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		if cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FM-1", Title: "Foundations, FM-1", Language: "es", StartsOn: day.AddDate(0, 1, 0), EndsOn: day.AddDate(0, 3, 0), Capacity: 9, RequiredHours: 40, AttendanceFloor: 90}); err != nil {
			return err
		}
		_, err = trainings.Publish(tx, cohort.ID, trainings.NewOffer{OpensOn: day, ClosesOn: day.AddDate(0, 0, 20)})
		return err
	})
	s.must(s.DB.Oversee(s.t.Context(), s.DB.AdmitOversightClerk("publish", "test"), "job publish", func(tx *tenants.OversightTx) error {
		if err := programs.Publish(tx, s.Andina.ID, s.Andina.CMTP); err != nil {
			return err
		}
		return trainings.PublishCohort(tx, cohort.ID)
	}))
	s.must(people.AskToApply(s.t.Context(), s.DB, people.Asked{Program: s.Andina.CMTP, Name: "Lucía Andrade", Email: email, Locale: "en"}, people.Visit{Address: uuid.NewString(), Request: "test"}))
	return s.home + "/apply/" + s.DB.LinkToken(s.ID(`select id from link where act = 'apply' and email = $1`, email))
}
