package assessments

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"accord/app/adjustments"
	"accord/app/appeals"
	"accord/app/assessments"
	"accord/app/assessors"
	"accord/app/days"
	"accord/app/journal"
	"accord/app/people"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// shown is an assessment as those see it who manage it.
type shown struct {
	assessments.Comparison
	program   programs.Program
	choices   []assessments.Choice
	load      map[uuid.UUID]assessors.Assessor // of those who can be chosen
	conflicts []assessments.Assignment
	against   *fault.Sentence // what stands against deciding it
	events    []journal.AuditLog
	appeals   []appeals.Appeal         // against the decision
	again     *assessments.Assessment  // opened since an appeal has set it aside
	instead   *assessments.Assessment  // that an appeal has set aside, and this one takes the place of
	needs     []adjustments.Adjustment // what is arranged for the candidate
	slots     []days.Entry             // of assessment days
	margin    margin
	assigns   bool
	decides   bool
	moderates bool
	names     bool
}

// show leads an assessor to what waits for them, and shows managers the whole.
func (p pages) show(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	if !manages(m) {
		return p.lead(m, id)
	}
	v, err := p.shown(m, id)
	if err != nil {
		return err
	}
	return m.Render(v.page(m), showPage(forms.New(), v))
}

func (v shown) page(m *web.Member) ui.Page {
	return ui.Page{Title: v.Assessment.CandidateName, Crumbs: crumbs(m)}
}

// lead goes to the page on which an assessor's part goes on.
func (p pages) lead(m *web.Member, id uuid.UUID) error {
	next := "declaration"
	err := p.read(m, func(tx *tenants.Tx) error {
		g, err := assessments.MyAssignment(tx, id)
		if fault.Is(err, fault.NotFound) {
			next, err = moderatorsPart(tx, id)
			return err
		}
		if err != nil || g.DeclaredAt == nil {
			return err
		}
		s, err := assessments.MySheet(tx, id)
		next = "sheet"
		if s.SubmittedAt != nil || s.Assessment.DecidedAt != nil {
			next = "comparison"
		}
		return err
	})
	if err != nil {
		return err
	}
	return m.Redirect("/assessments/"+id.String()+"/"+next, "")
}

// moderatorsPart is where a moderator's part goes on. Returns NotFound for
// whoever is none.
func moderatorsPart(tx *tenants.Tx, id uuid.UUID) (string, error) {
	if _, err := assessments.Get(tx, id); err != nil {
		return "", err
	}
	d, found, err := assessments.DisagreementOf(tx, id)
	switch {
	case err != nil:
		return "", err
	case !found || d.ModeratorID == nil || *d.ModeratorID != tx.Membership():
		return "", fault.Absent("assignment")
	case d.SettledAt == nil && tx.Can("moderate", &d):
		return "moderation", nil
	}
	return "comparison", nil
}

func (p pages) shown(m *web.Member, id uuid.UUID) (v shown, err error) {
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.Comparison, err = assessments.Compare(tx, id); err != nil {
			return err
		}
		if v.program, err = assessments.ProgramOf(tx, id); err != nil {
			return err
		}
		if v.needs, err = adjustments.InForce(tx, v.Assessment.CandidateID); err != nil {
			return err
		}
		if v.margin, err = marginOf(tx, v.Comparison); err != nil {
			return err
		}
		if v.conflicts, err = assessments.Conflicts(tx, id); err != nil {
			return err
		}
		v.decides = tx.Can("decide", &v.Assessment)
		_, third := v.ThirdOf()
		v.assigns = v.decides && (v.Disagreement == nil || v.Unsettled() && !third)
		if v.Unsettled() && !third {
			v.moderates, v.names = tx.Can("moderate", v.Disagreement), tx.Can("name", v.Disagreement)
		}
		if v.assigns {
			if v.choices, err = assessments.Choices(tx, id); err != nil {
				return err
			}
			var can []people.Membership
			for _, c := range v.choices {
				if c.Refusal == nil {
					can = append(can, c.Membership)
				}
			}
			if v.load, err = assessors.Among(tx, can); err != nil {
				return err
			}
		}
		if v.decides {
			if v.against, err = assessments.Undecidable(tx, id); err != nil {
				return err
			}
		}
		if v.slots, err = days.OfAssessment(tx, id); err != nil {
			return err
		}
		of := []uuid.UUID{id}
		if v.Assessment.DecidedAt != nil {
			if v.appeals, err = appeals.OfAssessment(tx, id); err != nil {
				return err
			}
			for _, a := range v.appeals {
				of = append(of, a.ID)
			}
			if next, found, err := assessments.Again(tx, v.Assessment); err != nil {
				return err
			} else if found {
				v.again = &next
			}
		}
		if before, found, err := assessments.InPlaceOf(tx, v.Assessment); err != nil {
			return err
		} else if found {
			v.instead = &before
		}
		v.events, err = journal.OfSubject(tx, tx.Tenant(), of...)
		v.events = slices.DeleteFunc(v.events, ofThePanel)
		return err
	})
	return v, err
}

// ofThePanel says of an event that it is an appeal's, and neither how that began
// nor how it ended: that is for the appeal's own page.
func ofThePanel(e journal.AuditLog) bool {
	return strings.HasPrefix(e.Action, "appeal.") && !slices.Contains([]string{"appeal.lodged", "appeal.withdrawn", "appeal.decided"}, e.Action)
}

// assign makes somebody an assessor.
func (p pages) assign(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	f := m.Form()
	in := assessors.ByHand{AssessmentID: id, MembershipID: f.UUID("assessor"), Because: f.OptionalText("because", assessments.MaxBeyond)}
	var g assessments.Assignment
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { g, err = assessors.AssignByHand(tx, in); return err })
	}
	if err != nil {
		v, again := p.shown(m, id)
		if again != nil {
			return again
		}
		return m.Refuse(f, err, v.page(m), showPage(f, v))
	}
	return m.Redirect("/assessments/"+id.String(), "assessment.assigned", "Name", g.AssessorName)
}
