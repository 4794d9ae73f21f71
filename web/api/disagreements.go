package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/tenants"
)

// disagreement is between an assessment's assessors.
type disagreement struct {
	OpenedAt  time.Time   `json:"opened_at"`
	Result    bool        `json:"result" doc:"They disagree in the result: one sheet alone passes and another does not, or the shares are too far apart"`
	Third     *uuid.UUID  `json:"third,omitempty" doc:"The third assessor's membership"`
	Moderator *uuid.UUID  `json:"moderator,omitempty" doc:"The membership that was named to moderate"`
	SettledAt *time.Time  `json:"settled_at,omitempty"`
	Minute    *moderation `json:"minute,omitempty" doc:"By which it was settled; none where a third assessor did"`
}

type moderation struct {
	ID      uuid.UUID `json:"id"`
	HeldOn  string    `json:"held_on" format:"date"`
	HeldBy  string    `json:"held_by"`
	Written time.Time `json:"written_at"`
	Reasons string    `json:"reasons"`
}

func moderationOf(m assessments.Moderation) moderation {
	return moderation{m.ID, m.HeldOn.Format(time.DateOnly), m.HeldByName, m.WrittenAt, m.Reasons}
}

func disagreementOf(c assessments.Comparison) *disagreement {
	if c.Disagreement == nil {
		return nil
	}
	out := &disagreement{OpenedAt: c.Disagreement.OpenedAt, Result: c.Apart.Result, Moderator: c.Disagreement.ModeratorID, SettledAt: c.Disagreement.SettledAt}
	if third, is := c.ThirdOf(); is {
		out.Third = &third.MembershipID
	}
	if c.Moderation != nil {
		m := moderationOf(*c.Moderation)
		out.Minute = &m
	}
	return out
}

func agreedOf(r assessments.ComparedRow) *score {
	if r.Agreed == nil {
		return nil
	}
	return &score{r.Criterion.ID, r.Agreed.Points, r.Agreed.NotSeen, r.Agreed.Note}
}

// agreement is a minute as it is sent.
type agreement struct {
	HeldOn  string  `json:"held_on" format:"date" doc:"In the organisation's zone: not before the disagreement, not in the future"`
	Reasons string  `json:"reasons" maxLength:"4000"`
	Agreed  []score `json:"agreed" maxItems:"200" doc:"On each criterion on which they disagree, at least"`
}

func (s *service) disagreements() {
	read(s, operation(http.MethodGet, "/o/{organisation}/assessments/{id}/moderators", "listModerators", "List who could moderate a disagreement, and who cannot with the reason"),
		func(tx *tenants.Tx, in *One) (list[choice], error) {
			all, err := assessments.Moderators(tx, in.ID)
			return list[choice]{Items: each(all, func(c assessments.Choice) choice { return choiceOf(tx, c) })}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments/{id}/moderator", "nameModerator", "Name who moderates a disagreement beside the program managers"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				MembershipID uuid.UUID `json:"membership_id" format:"uuid"`
			}
		}) (done, error) {
			_, err := assessments.NameModerator(tx, in.ID, in.Body.MembershipID)
			return done{true}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/assessments/{id}/moderation", "moderateDisagreement", "Settle a disagreement by the minute of a moderation; it does not change after, nor does any score sheet"),
		func(tx *tenants.Tx, in *struct {
			One
			Body agreement
		}) (moderation, error) {
			marks := filled{Scores: in.Body.Agreed}
			m, err := assessments.Moderate(tx, assessments.Agreement{AssessmentID: in.ID, HeldOn: dayOf(in.Body.HeldOn), Points: marks.in(in.ID).Marks, Reasons: in.Body.Reasons})
			return moderationOf(m), renamed(marks.refused(err), func(name string) string { return strings.Replace(name, "scores[", "agreed[", 1) })
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/moderations", "listMyModerations", "List the assessments whose disagreement you were named to settle"),
		func(tx *tenants.Tx, _ *In) (list[assessment], error) {
			all, err := assessments.Moderations(tx)
			return list[assessment]{Items: each(all, func(m assessments.Moderating) assessment { return assessmentOf(m.Assessment) })}, err
		})
}
