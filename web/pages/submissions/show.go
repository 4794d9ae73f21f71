package submissions

import (
	"github.com/google/uuid"

	"accord/app/journal"
	"accord/app/programs"
	"accord/app/register"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// shown is a submission as its organisation sees it.
type shown struct {
	submission submissions.Submission
	program    programs.Program
	decision   *submissions.Decision
	events     []journal.AuditLog
	previous   *submissions.Submission
	returned   *submissions.Decision // the previous one's
	withdraws  bool

	// while it is a draft
	check  submissions.Check
	offers []submissions.Offer

	// once it was submitted
	told       submissions.Told
	items      []submissions.Item
	following  *submissions.Submission
	credential *register.Credential
}

func (v shown) status() submissions.Status { return submissions.StatusOf(v.submission, v.decision) }

func (p pages) show(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	v, err := p.shown(m, id)
	if err != nil {
		return err
	}
	if v.submission.SubmittedAt == nil {
		return m.Render(v.page(m), draftPage(v.form(), v))
	}
	return m.Render(v.page(m), sentPage(v))
}

func (v shown) page(m *web.Member) ui.Page {
	return ui.Page{Title: v.submission.Holder, Crumbs: crumbs(m.Request)}
}

// form is the draft's own form as it was saved.
func (v shown) form() *forms.Form {
	f := forms.New().Set("reason", v.submission.Reason)
	var chosen []string
	for _, o := range v.offers {
		if o.Chosen {
			chosen = append(chosen, o.ID.String())
		}
	}
	return f.Set("versions", chosen...)
}

func (p pages) shown(m *web.Member, id uuid.UUID) (v shown, err error) {
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if v.submission, err = submissions.Find(tx, id); err != nil {
			return err
		}
		if v.program, err = submissions.ProgramOf(tx, v.submission); err != nil {
			return err
		}
		if v.events, err = journal.OfCase(tx, tx.Tenant(), id); err != nil {
			return err
		}
		if err = v.readPrevious(tx); err != nil {
			return err
		}
		if v.submission.SubmittedAt == nil {
			return v.readDraft(tx)
		}
		return v.readSent(tx)
	})
	return v, err
}

func (v *shown) readPrevious(tx *tenants.Tx) error {
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

func (v *shown) readDraft(tx *tenants.Tx) (err error) {
	if v.check, err = submissions.CheckOf(tx, v.submission.ID); err != nil {
		return err
	}
	v.offers, err = submissions.Offered(tx, v.submission)
	return err
}

func (v *shown) readSent(tx *tenants.Tx) (err error) {
	if v.decision, err = submissions.DecisionOf(tx, v.submission.ID); err != nil {
		return err
	}
	v.withdraws = v.decision == nil && tx.Can("withdraw", &v.submission)
	if v.told, err = submissions.FactsOf(tx, v.submission.ID); err != nil {
		return err
	}
	if v.items, err = submissions.Manifest(tx, v.submission.ID); err != nil {
		return err
	}
	if v.following, err = submissions.Following(tx, v.submission.ID); err != nil {
		return err
	}
	c, err := register.OfSubmission(tx, v.submission.ID)
	if fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	v.credential = &c
	return err
}

// prepare keeps the manifest and the reason of a draft.
func (p pages) prepare(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	f := m.Form()
	in := submissions.Draft{SubmissionID: id, Versions: f.UUIDs("versions", submissions.MaxManifest), Reason: f.OptionalText("reason", 2000)}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := submissions.Prepare(tx, in); return err })
	}
	if err != nil {
		v, again := p.shown(m, id)
		if again != nil {
			return again
		}
		if v.submission.SubmittedAt != nil {
			return err
		}
		return m.Refuse(f, err, v.page(m), draftPage(f, v))
	}
	return m.Redirect("/submissions/"+id.String(), "submission.prepared")
}
