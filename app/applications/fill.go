package applications

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/consents"
	"accord/app/letters"
	"accord/app/organisations"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Form is what an applicant says.
type Form struct {
	Cohort     uuid.UUID // zero where the program assesses
	Name       string
	Language   string // ISO 639-1
	Country    string // ISO 3166-1 alpha-2
	Profession string
	Motivation string
	Training   string    // in mediation, before
	Notice     uuid.UUID // the version of the privacy notice that they accept; zero while they do not
	NoticeIn   string    // the language in which they read it
}

// Own is what the holder of a link to apply sees.
type Own struct {
	Program     programs.PublishedProgram
	Cohorts     []trainings.PublishedCohort // that take applications now
	Application *Application                // theirs; nil before they begin
	Questions   []Question
	Notice      *consents.Notice // in force; nil where there is none
	now         time.Time
}

// Takes says whether the program takes applications now.
func (o Own) Takes() bool {
	return o.Program.Stands() && (len(o.Cohorts) > 0 || o.Program.Offer.OpenAt(o.now))
}

// Full says that it would, were a place free.
func (o Own) Full() bool {
	return o.Program.Stands() && o.Program.Offer.Full() && o.Program.Offer.Stands(o.now)
}

// May says whether an application can be begun, or filled on.
func (o Own) May() bool {
	return o.Takes() && (o.Application == nil || o.Application.State == Draft || !o.Application.Open())
}

// Read reads what a link to apply opens. Returns NotFound for who came by none.
func Read(tx *tenants.Tx, link tenants.Link) (Own, error) {
	o := Own{now: tx.Now()}
	var err error
	if o.Program, err = programs.PublishedOne(tx, link.Subject); err != nil {
		return o, err
	}
	cohorts, err := trainings.PublishedOf(tx, link.Subject)
	if err != nil {
		return o, err
	}
	switch n, err := consents.InForce(tx, consents.Privacy); {
	case err == nil:
		o.Notice = &n
	case !fault.Is(err, fault.NotFound):
		return o, err
	}
	o.Cohorts = slices.DeleteFunc(cohorts, func(c trainings.PublishedCohort) bool { return !c.OpenAt(o.now) })
	a, err := latest(tx, link.Subject, link.Email)
	if fault.Is(err, fault.NotFound) {
		return o, nil
	}
	if err != nil {
		return o, err
	}
	o.Application = &a
	o.Questions, err = QuestionsOf(tx, a.ID)
	return o, err
}

// Save keeps a draft of an application to the link's program: the one the
// address has begun, or a new one where it has none open. Nothing is needed
// yet but a cohort that takes applications, where the program has any. Returns Invalid with each field
// that is wrong, Conflict when the program takes no applications, the application
// was submitted, or the address has begun too many of late.
func Save(tx *tenants.Tx, link tenants.Link, in Form) (Application, error) {
	return fill(tx, link, in, false)
}

// Submit is Save of an application that is whole, and hands it in: the
// organisation reads it from now on, and it stays as it is.
func Submit(tx *tenants.Tx, link tenants.Link, in Form) (Application, error) {
	a, err := fill(tx, link, in, true)
	if err != nil {
		return a, err
	}
	tx.Record(tenants.Event{Action: "application.submitted", Resource: "application", Subject: a.ID, Case: a.ID})
	tx.Enqueue(letters.ToApplicant(letters.ApplicationReceived, a.ID))
	tx.Enqueue(letters.ToRoles(letters.ApplicationNew, a.ID, tenants.RoleProgramManager))
	return a, nil
}

func fill(tx *tenants.Tx, link tenants.Link, in Form, submit bool) (Application, error) {
	if err := tx.Lock(link.Subject); err != nil {
		return Application{}, err
	}
	own, err := Read(tx, link)
	if err != nil {
		return Application{}, err
	}
	var a Application
	fresh := own.Application == nil || !own.Application.Open()
	if !fresh {
		a = *own.Application
	}
	if fresh {
		if err := notOften(tx, link); err != nil {
			return a, err
		}
		a = Application{TenantID: tx.Tenant(), ID: tx.NewID(), ProgramID: link.Subject, Email: link.Email, State: Draft, StartedAt: tx.Now()}
	}
	if a.State != Draft {
		return a, fault.New(fault.Conflict, "application.submitted_already")
	}
	if err := tx.Allow("fill", &a); err != nil {
		return a, err
	}
	if !own.Takes() {
		if own.Full() {
			return a, fault.New(fault.Conflict, "application.full")
		}
		return a, fault.New(fault.Conflict, "application.takes_none")
	}
	if err := in.check(own, submit); err != nil {
		return a, err
	}
	in.into(tx, own, &a)
	a.LinkID, a.LinkUntil, a.Locale, a.SavedAt = link.ID, link.ExpiresAt, link.Locale, tx.Now()
	if fresh {
		if err := insert(tx, &a); err != nil {
			return a, err
		}
		tx.Record(tenants.Event{Action: "application.begun", Resource: "application", Subject: a.ID, Case: a.ID})
	} else {
		tx.Record(tenants.Event{Action: "application.saved", Resource: "application", Subject: a.ID, Case: a.ID})
	}
	// Another link, another deadline: the later one finds the draft.
	if err := tx.Due(tenants.Deadline{Subject: a.ID, Kind: ForgetKind, Stage: link.ID.String(), At: link.ExpiresAt}); err != nil {
		return a, err
	}
	if submit {
		now := tx.Now()
		a.State, a.SubmittedAt = Received, &now
	}
	if fresh && !submit {
		return a, nil
	}
	return a, update(tx, &a, "CohortID", "LinkID", "LinkUntil", "Locale", "Name", "Language", "Country", "Profession", "Motivation", "Training", "Notice", "NoticeID", "NoticeLanguage", "NoticeAt", "State", "SavedAt", "SubmittedAt")
}

// often is how many applications an address may begin to a program in a day:
// each that is handed in is a letter to all who decide.
const often = 3

func notOften(tx *tenants.Tx, link tenants.Link) error {
	n, err := begun(tx, link.Subject, link.Email, tx.Now().Add(-24*time.Hour))
	if err == nil && n >= often {
		return fault.New(fault.Conflict, "application.begun_often")
	}
	return err
}

func (in *Form) check(own Own, whole bool) error {
	var c fault.Check
	in.Name, in.Profession = oneLine(in.Name), oneLine(in.Profession)
	in.Motivation, in.Training = strings.TrimSpace(in.Motivation), strings.TrimSpace(in.Training)
	if whole || in.Name != "" {
		in.Name = people.CheckName(&c, "name", in.Name)
	}
	if own.Program.Assesses() {
		c.If(in.Cohort != uuid.Nil, "cohort", "application.no_cohorts_here")
		c.If((whole || in.Language != "") && !slices.Contains(own.Program.Offer.Spoken(), in.Language), "language", "application.language_not_offered")
	} else {
		offered := slices.ContainsFunc(own.Cohorts, func(p trainings.PublishedCohort) bool { return p.ID == in.Cohort })
		c.If(!offered, "cohort", "application.cohort_missing")
		c.If((whole || in.Language != "") && !candidates.IsLanguage(in.Language), "language", "candidate.language_unknown")
	}
	c.If((whole || in.Country != "") && !organisations.IsCountry(in.Country), "country", "application.country_missing")
	c.If(whole && in.Profession == "", "profession", "application.profession_missing")
	c.If(len([]rune(in.Profession)) > MaxProfession, "profession", "candidate.too_long", "Max", MaxProfession)
	missing := "application.motivation_missing"
	if own.Program.Assesses() {
		missing = "application.reason_why_missing"
	}
	c.If(whole && in.Motivation == "", "motivation", missing)
	c.If(len([]rune(in.Motivation)) > MaxWords, "motivation", "candidate.too_long", "Max", MaxWords)
	c.If(len([]rune(in.Training)) > MaxWords, "training", "candidate.too_long", "Max", MaxWords)
	c.If(whole && !own.accepts(*in), "notice", "application.notice_missing")
	return c.Err()
}

func (in Form) into(tx *tenants.Tx, own Own, a *Application) {
	a.CohortID, a.Name, a.Language, a.Country = nil, in.Name, in.Language, in.Country
	if in.Cohort != uuid.Nil {
		a.CohortID = &in.Cohort
	}
	a.Profession, a.Motivation, a.Training = in.Profession, in.Motivation, in.Training
	a.unaccept()
	if own.accepts(in) {
		now := tx.Now()
		a.Notice, a.NoticeID, a.NoticeAt = strconv.Itoa(own.Notice.Number), &own.Notice.ID, &now
		_, a.NoticeLanguage = own.Notice.In(in.NoticeIn)
	}
}

// accepts says whether the notice that is accepted is the one in force: one that
// was published while the form was open is to be read first.
func (o Own) accepts(in Form) bool { return o.Notice != nil && in.Notice == o.Notice.ID }

func (a *Application) unaccept() {
	a.Notice, a.NoticeID, a.NoticeLanguage, a.NoticeAt = "", nil, "", nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
