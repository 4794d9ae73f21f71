package applications

import (
	"context"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/consents"
	"accord/app/journal"
	"accord/app/programs"
	"accord/app/readiness"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ready "accord/web/pages/readiness"
	ui "accord/web/templates"
)

// shown is one application with what can be done about it.
type shown struct {
	applications.Application
	program   programs.Program
	cohort    trainings.Cohort // zero where the program assesses
	questions []applications.Question
	alike     []candidates.Candidate // who may be the same person
	cohorts   []trainings.Cohort     // in which they could be admitted
	events    []journal.AuditLog
	zone      *time.Location
	notice    *consents.Notice // which they accepted
	aside     []templ.Component
	can       struct{ decide, ask, assess bool }
	judged    *assessments.Assessment // of who was admitted, since then
	lacks     []readiness.Lack        // before the next step
}

func (p pages) application(m *web.Member) (v shown, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	v.zone = m.OrganisationZone()
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.Application, err = applications.Get(tx, id); err != nil {
			return err
		}
		v.can.decide, v.can.ask = tx.Can("decide", &v.Application), tx.Can("ask", &v.Application)
		if v.program, err = trainings.ProgramOf(tx, v.ProgramID); err != nil {
			return err
		}
		if v.CohortID != nil {
			if v.cohort, err = trainings.Get(tx, *v.CohortID); err != nil {
				return err
			}
		} else if err = v.next(tx); err != nil {
			return err
		}
		if v.questions, err = applications.QuestionsOf(tx, id); err != nil {
			return err
		}
		if v.can.decide {
			if v.alike, err = applications.Namesakes(tx, v.Application); err != nil {
				return err
			}
			if v.CohortID != nil {
				if v.cohorts, err = trainings.OpenOf(tx, v.ProgramID); err != nil {
					return err
				}
			}
		}
		if err = v.unready(tx); err != nil {
			return err
		}
		if v.notice, err = noticeRead(tx, v.Application); err != nil {
			return err
		}
		for _, s := range p.sections {
			part, err := s(m, tx, v.Application)
			if err != nil {
				return err
			}
			if part != nil {
				v.aside = append(v.aside, part)
			}
		}
		v.events, err = journal.OfCase(tx, tx.Tenant(), id)
		return err
	})
	return v, err
}

// next finds what follows on admission to a program that assesses: the
// assessment that was opened, or that one can be.
func (v *shown) next(tx *tenants.Tx) error {
	if v.CandidateID == nil {
		return nil
	}
	all, err := assessments.OfCandidate(tx, *v.CandidateID)
	for i, a := range all {
		if a.ProgramID == v.ProgramID && !a.OpenedAt.Before(*v.DecidedAt) {
			v.judged = &all[i]
		}
	}
	v.can.assess = v.judged == nil && v.program.ClosedAt == nil && tx.Can("open", &assessments.Assessment{TenantID: v.TenantID, ID: tx.NewID()})
	return err
}

// unready finds what is missing before the next step: the admission, or opening
// the assessment.
func (v *shown) unready(tx *tenants.Tx) (err error) {
	switch {
	case v.can.decide:
		v.lacks, err = readiness.OfApplicant(tx, v.Application, v.CohortID == nil)
	case v.can.assess:
		v.lacks, err = readiness.OfCandidate(tx, *v.CandidateID, v.program.Kind)
	}
	return err
}

// mends are where it is mended: beside the application until there is a file.
func (v shown) mends(ctx context.Context) ready.Mends {
	if v.CandidateID != nil {
		return ready.InFile(ctx, *v.CandidateID)
	}
	return ready.Mends{Identity: ui.Path(ctx, at(v.Application), "/identity/new")}
}

// admittedTo is what somebody was, or would be, admitted to: the cohort, or the
// program where it has none.
func (v shown) admittedTo(ctx context.Context) ui.Meta {
	if v.CohortID == nil {
		return ui.Meta{Icon: "rosette-discount-check", Text: v.program.Title, Href: ui.Path(ctx, "/programs/", v.ProgramID)}
	}
	return ui.Meta{Icon: "school", Text: v.cohort.Title, Href: ui.Path(ctx, "/cohorts/", *v.CohortID)}
}

// noticeRead is the version of the privacy notice that an applicant accepted.
func noticeRead(tx *tenants.Tx, a applications.Application) (*consents.Notice, error) {
	if a.NoticeID == nil {
		return nil, nil
	}
	n, err := consents.Get(tx, *a.NoticeID)
	return &n, err
}

func (p pages) show(m *web.Member) error {
	v, err := p.application(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: v.Name, Crumbs: crumbs(m)}, showPage(v))
}

func actOf(m *web.Member, v shown, key string) ui.Page {
	return ui.Page{Title: m.T.Say(key), Crumbs: crumbs(m, ui.Crumb{Label: v.Name, Href: m.Link(at(v.Application))})}
}

func over() error { return fault.New(fault.Conflict, "application.over") }

func (p pages) askAdmit(m *web.Member) error {
	v, err := p.application(m)
	if err == nil && !v.can.decide {
		err = over()
	}
	if err != nil {
		return err
	}
	f := forms.New().Set("invite", "on")
	if v.CohortID != nil {
		f.Set("cohort", v.CohortID.String())
	}
	if len(v.alike) > 0 && v.alike[0].Email == v.Email {
		f.Set("join", v.alike[0].ID.String())
	}
	return m.Render(actOf(m, v, "application.admit"), admitPage(f, v))
}

func (p pages) admit(m *web.Member) error {
	v, err := p.application(m)
	if err != nil {
		return err
	}
	f := m.Form()
	var how applications.Admission
	if v.CohortID != nil {
		how.Cohort = f.UUID("cohort")
	}
	switch join := f.OptionalText("join", 40); join {
	case "":
	case "anew":
		how.Anew = true
	default:
		if how.Join, err = uuid.Parse(join); err != nil {
			f.Fail("join", "form.not_offered")
		}
	}
	how.Invite = f.Bool("invite")
	var is applications.Application
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { is, err = applications.Admit(tx, v.ID, how); return err })
	}
	if err != nil {
		return m.Refuse(f, err, actOf(m, v, "application.admit"), admitPage(f, v))
	}
	said := "application." + string(is.State) + "_now"
	if is.CohortID == nil {
		said = "application.admitted_to_assess"
	}
	return m.Redirect(at(v.Application), said, "Name", v.Name)
}

func (p pages) askDecline(m *web.Member) error {
	v, err := p.application(m)
	if err == nil && !v.can.decide {
		err = over()
	}
	if err != nil {
		return err
	}
	return m.Render(actOf(m, v, "application.decline"), declinePage(forms.New(), v))
}

func (p pages) decline(m *web.Member) error {
	v, err := p.application(m)
	if err != nil {
		return err
	}
	f := m.Form()
	reason := f.OptionalText("reason", applications.MaxReason)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := applications.Decline(tx, v.ID, reason); return err })
	}
	if err != nil {
		return m.Refuse(f, err, actOf(m, v, "application.decline"), declinePage(f, v))
	}
	return m.Redirect(at(v.Application), "application.declined_now", "Name", v.Name)
}

func (p pages) askQuestion(m *web.Member) error {
	v, err := p.application(m)
	if err != nil {
		return err
	}
	if !v.can.ask {
		if v.State == applications.Asked {
			return fault.New(fault.Conflict, "application.asked_already")
		}
		return over()
	}
	return m.Render(actOf(m, v, "application.ask"), questionPage(forms.New(), v))
}

func (p pages) question(m *web.Member) error {
	v, err := p.application(m)
	if err != nil {
		return err
	}
	f := m.Form()
	question := f.OptionalText("question", applications.MaxQuestion)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := applications.Ask(tx, v.ID, question); return err })
	}
	if err != nil {
		return m.Refuse(f, err, actOf(m, v, "application.ask"), questionPage(f, v))
	}
	return m.Redirect(at(v.Application), "application.asked_now", "Name", v.Name)
}
