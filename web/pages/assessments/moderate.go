package assessments

import (
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// moderated is a disagreement as whoever moderates sees it.
type moderated struct {
	assessments.Comparison
	program programs.Program
	zone    *time.Location
	now     time.Time
	may     bool
}

func (p pages) moderated(m *web.Member) (v moderated, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.Comparison, err = assessments.Compare(tx, id); err != nil {
			return err
		}
		if v.program, err = assessments.ProgramOf(tx, id); err != nil {
			return err
		}
		if v.zone, err = trainings.Zone(tx); err != nil {
			return err
		}
		v.now = tx.Now()
		v.may = v.Disagreement != nil && tx.Can("moderate", v.Disagreement)
		return nil
	})
	return v, err
}

func (v moderated) page(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("assessment.moderate"), Crumbs: crumbs(m, crumbOf(m, v.Assessment))}
}

func (p pages) askModerate(m *web.Member) error {
	v, err := p.moderated(m)
	if err != nil {
		return err
	}
	if _, third := v.ThirdOf(); !v.may || third {
		return m.Redirect("/assessments/"+v.Assessment.ID.String(), "")
	}
	return m.Render(v.page(m), moderatePage(forms.New().SetDate("held_on", v.now.In(v.zone)), v))
}

func (p pages) moderate(m *web.Member) error {
	v, err := p.moderated(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := assessments.Agreement{AssessmentID: v.Assessment.ID, HeldOn: f.OptionalDate("held_on"), Points: map[uuid.UUID]assessments.Mark{},
		Reasons: f.OptionalText("reasons", assessments.MaxReasons)} // what is missing is said with all else that is wrong
	for _, r := range v.Rows {
		k := r.Criterion
		mark := assessments.Mark{Note: f.OptionalText(assessments.NoteField(k.ID), assessments.MaxNote)}
		field := assessments.PointsField(k.ID)
		if typed := f.OptionalText(field, 10); typed == notSeen {
			mark.NotSeen = true
		} else if typed != "" {
			n, err := strconv.Atoi(typed)
			if err != nil {
				n = -1 // no points there are
			}
			mark.Points = &n
		}
		in.Points[k.ID] = mark
	}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := assessments.Moderate(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, v.page(m), moderatePage(f, v))
	}
	return m.Redirect("/assessments/"+v.Assessment.ID.String(), "assessment.moderation_noted")
}

// choosing is who could moderate.
type choosing struct {
	moderated
	choices []assessments.Choice
}

func (p pages) naming(m *web.Member) (v choosing, err error) {
	if v.moderated, err = p.moderated(m); err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if v.may = v.Unsettled() && tx.Can("name", v.Disagreement); !v.may {
			return nil
		}
		v.choices, err = assessments.Moderators(tx, v.Assessment.ID)
		return err
	})
	return v, err
}

func (v choosing) page(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("assessment.name_moderator"), Crumbs: crumbs(m, crumbOf(m, v.Assessment))}
}

func (p pages) askModerator(m *web.Member) error {
	v, err := p.naming(m)
	if err != nil {
		return err
	}
	if _, third := v.ThirdOf(); !v.may || third {
		return m.Redirect("/assessments/"+v.Assessment.ID.String(), "")
	}
	return m.Render(v.page(m), moderatorPage(forms.New(), v))
}

func (p pages) nameModerator(m *web.Member) error {
	v, err := p.naming(m)
	if err != nil {
		return err
	}
	f := m.Form()
	who := f.UUID("moderator")
	var d assessments.Disagreement
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) {
			d, err = assessments.NameModerator(tx, v.Assessment.ID, who)
			return err
		})
	}
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Forbidden) {
		return err
	}
	if err != nil {
		return m.Refuse(f, err, v.page(m), moderatorPage(f, v))
	}
	return m.Redirect("/assessments/"+v.Assessment.ID.String(), "assessment.moderator_told", "Name", d.ModeratorName)
}
