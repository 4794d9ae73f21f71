package submissions

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/journal"
	"accord/app/organisations"
	"accord/app/programs"
	"accord/app/register"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// review is a submission as IMI sees it, with what its reviewers noted.
type review struct {
	submission   submissions.Submission
	organisation organisations.Organisation
	program      programs.Program
	told         submissions.Told
	items        []submissions.Item
	open         map[uuid.UUID]evidence.Version // the versions that can be read now
	read         map[uuid.UUID]bool             // those that this person has opened
	points       map[string]submissions.Point
	decision     *submissions.Decision
	previous     *submissions.Submission
	returned     *submissions.Decision
	credential   *register.Credential
	events       []journal.AuditLog
	notes        bool // may note and decide
	form         *forms.Form
	at           string // the point whose form was refused
}

func (v review) status() submissions.Status { return submissions.StatusOf(v.submission, v.decision) }

// unread counts the open versions that this person has not opened.
func (v review) unread() int {
	n := 0
	for id := range v.open {
		if !v.read[id] {
			n++
		}
	}
	return n
}

// wrong counts the points that were noted as wrong.
func (v review) wrong() int {
	n := 0
	for _, p := range v.points {
		if p.Verdict == submissions.Wrong {
			n++
		}
	}
	return n
}

func (p pages) review(o *web.Overseer) error {
	v, err := p.reviewed(o)
	if err != nil {
		return err
	}
	return o.Render(v.page(o), reviewPage(v))
}

func (v review) page(o *web.Overseer) ui.Page {
	return ui.Page{Title: v.submission.Holder, Crumbs: crumbs(o.Request)}
}

func (p pages) reviewed(o *web.Overseer) (v review, err error) {
	id, err := o.ID("id")
	if err != nil {
		return v, err
	}
	err = p.look(o, func(tx *tenants.OversightTx) error {
		if v.submission, err = submissions.Find(tx, id); err != nil {
			return err
		}
		for _, read := range []func(*tenants.OversightTx) error{v.readAbout, v.readTold, v.readNotes} {
			if err := read(tx); err != nil {
				return err
			}
		}
		v.notes = v.notes && o.HasRole(tenants.RoleReviewer)
		return v.readEvents(tx, o.Person())
	})
	return v, err
}

func (v *review) readAbout(tx *tenants.OversightTx) (err error) {
	if v.organisation, err = submissions.OrganisationOf(tx, v.submission); err != nil {
		return err
	}
	if v.program, err = submissions.ProgramOf(tx, v.submission); err != nil {
		return err
	}
	if v.submission.PreviousID == nil {
		return nil
	}
	before, err := submissions.Find(tx, *v.submission.PreviousID)
	if err != nil {
		return err
	}
	v.previous = &before
	v.returned, err = submissions.DecisionOf(tx, before.ID)
	return err
}

func (v *review) readTold(tx *tenants.OversightTx) (err error) {
	if v.told, err = submissions.FactsOf(tx, v.submission.ID); err != nil {
		return err
	}
	if v.items, err = submissions.Manifest(tx, v.submission.ID); err != nil {
		return err
	}
	versions, err := evidence.Disclosed(tx, v.submission.ID)
	v.open = make(map[uuid.UUID]evidence.Version, len(versions))
	for _, one := range versions {
		v.open[one.ID] = one
	}
	return err
}

func (v *review) readNotes(tx *tenants.OversightTx) (err error) {
	if v.decision, err = submissions.DecisionOf(tx, v.submission.ID); err != nil {
		return err
	}
	v.notes = v.decision == nil && v.submission.WithdrawnAt == nil
	if v.points, err = submissions.Notes(tx, v.submission.ID); err != nil {
		return err
	}
	c, err := register.OfSubmission(tx, v.submission.ID)
	if fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	v.credential = &c
	return err
}

// readEvents reads what IMI's people did in this case: notes and decisions
// stand in oversight's own log, readings in the organisation's.
func (v *review) readEvents(tx *tenants.OversightTx, person uuid.UUID) error {
	theirs, err := journal.OfCase(tx, v.submission.TenantID, v.submission.ID)
	if err != nil {
		return err
	}
	ours, err := journal.OfCase(tx, tenants.Oversight, v.submission.ID)
	if err != nil {
		return err
	}
	v.events = newestFirst(slices.Concat(theirs, ours))
	v.read = map[uuid.UUID]bool{}
	for _, e := range theirs {
		if e.Action == "document.read" && e.PersonID != nil && *e.PersonID == person && e.SubjectID != nil {
			v.read[*e.SubjectID] = true
		}
	}
	return nil
}

// note keeps what a reviewer found on one point.
func (p pages) note(o *web.Overseer) error {
	v, err := p.reviewed(o)
	if err != nil {
		return err
	}
	f := o.Form()
	in := submissions.Noting{SubmissionID: v.submission.ID, Point: f.Choice("point", submissions.PointsOf(v.submission.RuleSet)...),
		Verdict: f.Choice("verdict", submissions.Right, submissions.Wrong), Note: f.OptionalText("note", 1000)}
	if err = f.Err(); err == nil {
		err = p.oversee(o, func(tx *tenants.OversightTx) error { _, err := submissions.Note(tx, in); return err })
	}
	if err != nil {
		v.form, v.at = f, in.Point
		return o.Refuse(f, err, v.page(o), reviewPage(v))
	}
	return o.Redirect("/submissions/"+v.submission.ID.String()+"#point-"+in.Point, "review.noted", "Point", o.T.Say("review.point."+in.Point))
}
