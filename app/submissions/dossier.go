package submissions

import (
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/identities"
	"accord/app/organisations"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/register"
	"accord/app/standards"
	"accord/app/trainings"
	"accord/tenants"
)

// dossier is everything of the organisation's that a submission is held
// against, and that its facts are copied from.
type dossier struct {
	submission   Submission
	day          time.Time
	zone         *time.Location
	rules        standards.RuleSet
	inForce      bool
	organisation organisations.Organisation
	program      programs.Program
	recognition  *programs.Recognition
	candidate    candidates.Candidate
	identity     []identities.Check // the latest first
	logbook      []candidates.LogbookEntry
	trainings    []trainings.Training
	completions  []trainings.Completion
	exemptions   []candidates.Exemption
	trainers     []people.Membership
	assessment   *assessments.Assessment // the latest under the program
	sheets       assessments.Comparison  // of it
	independent  []assessments.Assignment
	items        []Item
	versions     []evidence.Version // of the items, in their order
	held         []string           // certifications that the candidate holds
	others       []Submission       // of the candidate, for the same certification
	decisions    map[uuid.UUID]Decision
}

// gather reads a submission's dossier in a fixed number of statements.
func gather(tx *tenants.Tx, s Submission) (*dossier, error) {
	d := &dossier{submission: s}
	for _, read := range []func(*tenants.Tx) error{d.readProgram, d.readCandidate, d.readAssessment, d.readManifest, d.readStanding} {
		if err := read(tx); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func (d *dossier) readProgram(tx *tenants.Tx) (err error) {
	if d.organisation, err = organisationOf(tx, d.submission.TenantID); err != nil {
		return err
	}
	if d.zone, err = time.LoadLocation(d.organisation.TimeZone); err != nil {
		return err
	}
	d.day = standards.DayOf(tx.Now(), d.zone)
	sets, err := standards.Load(tx)
	if err != nil {
		return err
	}
	d.rules, d.inForce = sets.InForce(d.submission.Certification, d.day) // IMI-SU-02
	if d.program, err = programOf(tx, d.submission.ProgramID); err != nil {
		return err
	}
	floors, err := programs.Floors(tx, d.program.ID)
	if err != nil {
		return err
	}
	d.rules = d.rules.Raised(floors[d.program.ID])
	d.recognition, err = recognition(tx, d.program.ID)
	return err
}

func (d *dossier) readCandidate(tx *tenants.Tx) (err error) {
	if d.candidate, err = candidates.Get(tx, d.submission.CandidateID); err != nil {
		return err
	}
	if d.identity, err = identities.OfCandidate(tx, d.candidate.ID); err != nil {
		return err
	}
	if d.logbook, err = candidates.Logbook(tx, d.candidate.ID); err != nil {
		return err
	}
	if d.trainings, err = trainings.TrainingsOf(tx, d.candidate.ID); err != nil {
		return err
	}
	if d.completions, err = trainings.CompletionsOf(tx, d.candidate.ID); err != nil {
		return err
	}
	if d.exemptions, err = candidates.ExemptionsOf(tx, d.candidate.ID); err != nil {
		return err
	}
	d.trainers, err = trainersOf(tx, d.candidate.ID)
	return err
}

func (d *dossier) readAssessment(tx *tenants.Tx) error {
	all, err := assessments.OfCandidate(tx, d.candidate.ID)
	if err != nil {
		return err
	}
	for i := range all {
		if all[i].ProgramID == d.program.ID {
			d.assessment = &all[i]
			break
		}
	}
	if d.assessment == nil || d.assessment.DecidedAt == nil {
		return nil
	}
	if d.sheets, err = assessments.Compare(tx, d.assessment.ID); err != nil {
		return err
	}
	d.independent, err = assessments.Independent(tx, d.candidate.ID, d.sheets.Assignments)
	return err
}

func (d *dossier) readManifest(tx *tenants.Tx) (err error) {
	if d.items, err = Manifest(tx, d.submission.ID); err != nil {
		return err
	}
	ids := make([]uuid.UUID, len(d.items))
	for i, item := range d.items {
		ids[i] = item.DocumentVersionID
	}
	d.versions, err = evidence.ByIDs(tx, ids)
	return err
}

func (d *dossier) readStanding(tx *tenants.Tx) error {
	all, err := OfCandidate(tx, d.candidate.ID)
	if err != nil {
		return err
	}
	ids := make([]uuid.UUID, len(all))
	for i, s := range all {
		ids[i] = s.ID
		if s.ID != d.submission.ID && s.Certification == d.submission.Certification && s.SubmittedAt != nil && s.WithdrawnAt == nil {
			d.others = append(d.others, s)
		}
	}
	if d.decisions, err = decisionsOf(tx, ids); err != nil {
		return err
	}
	d.held, err = register.Held(tx, ids...)
	return err
}

// completion is the training that the rule set looks at: the latest of the program.
func (d *dossier) completion() *trainings.Completion {
	for i := range d.completions {
		if d.completions[i].ProgramID == d.program.ID {
			return &d.completions[i]
		}
	}
	return nil
}

// facts are what eligibility is held against.
func (d *dossier) facts() standards.Facts {
	f := standards.Facts{On: d.day, Holds: d.held, Exempted: candidates.Exempted(d.exemptions, d.program.ID, d.zone)}
	f.Mediations, f.Unverified = candidates.Counting(d.logbook)
	if c := d.completion(); c != nil {
		f.Completion = &standards.Completion{On: c.CompletedOn, Hours: c.Hours, FullyOnline: d.program.Online && d.program.City == "", Reason: d.submission.Reason}
		if d.recognition != nil {
			f.Completion.RecognisedOn = standards.DayOf(d.recognition.RecognisedAt, d.zone)
		}
	}
	return f
}
