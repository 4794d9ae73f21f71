package knowledge

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/letters"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// Choice is a person who could mark a script, or why they cannot.
type Choice struct {
	Membership people.Membership
	Refusal    *fault.Sentence // nil: can be assigned
}

// Choices lists the organisation's assessors for a script, by name.
func Choices(tx *tenants.Tx, s Script) ([]Choice, error) {
	a, err := assessments.Get(tx, s.AssessmentID)
	if err != nil {
		return nil, err
	}
	holders, err := assessments.Holders(tx)
	if err != nil {
		return nil, err
	}
	gate, err := assessments.Unfit(tx, a)
	if err != nil {
		return nil, err
	}
	ever, err := everAsked(tx, s.ID)
	if err != nil {
		return nil, err
	}
	var manage map[uuid.UUID]bool
	if slices.ContainsFunc(ever, func(g Marking) bool { return g.RemovedAt == nil && g.SubmittedAt != nil }) {
		if manage, err = assessments.Managing(tx, holders); err != nil {
			return nil, err
		}
	}
	all := make([]Choice, len(holders))
	for i, m := range holders {
		all[i] = Choice{m, gate(m)}
		if all[i].Refusal == nil && manage[m.ID] {
			said := fault.Say("knowledge.marker_manages", "Marker", m.Name)
			all[i].Refusal = &said
		}
		if all[i].Refusal != nil {
			continue
		}
		for _, g := range ever {
			if g.MembershipID != m.ID || g.RemovedAt != nil && g.Conflict == "" {
				continue
			}
			said := fault.Say("knowledge.marks_already", "Marker", m.Name)
			if g.Conflict != "" {
				said = fault.Say("assessment.assessor_conflict", "Assessor", m.Name)
			}
			all[i].Refusal = &said
		}
	}
	return all, nil
}

// Assign asks an assessor to mark a script: as first, as second, or, where the
// two are too far apart, as third. Returns NotFound when the script or the
// person is, and Conflict, with the reason, when they cannot, as who can read
// marks that are in cannot, or nobody more is needed.
func Assign(tx *tenants.Tx, script, membership uuid.UUID) (Marking, error) {
	s, a, err := unsettled(tx, script)
	if err != nil {
		return Marking{}, err
	}
	g := Marking{TenantID: tx.Tenant(), ID: tx.NewID(), ScriptID: s.ID, AssessmentID: s.AssessmentID, MembershipID: membership, AssignedAt: tx.Now(), AssignedBy: id(tx.Membership())}
	if err := tx.Allow("assign", &g); err != nil {
		return g, err
	}
	taken, err := Markings(tx, s.ID)
	if err != nil {
		return g, err
	}
	for _, place := range places(s) {
		if g.Place == 0 && !slices.ContainsFunc(taken, func(m Marking) bool { return m.Place == place }) {
			g.Place = place
		}
	}
	if g.Place == 0 {
		return g, fault.New(fault.Conflict, "knowledge.markers_enough")
	}
	choices, err := Choices(tx, s)
	if err != nil {
		return g, err
	}
	at := slices.IndexFunc(choices, func(c Choice) bool { return c.Membership.ID == membership })
	if at < 0 {
		return g, fault.Absent("membership")
	}
	if r := choices[at].Refusal; r != nil {
		return g, fault.New(fault.Conflict, r.Key, pairs(r.Args)...)
	}
	g.MarkerName = choices[at].Membership.Name
	if err := inserted(tx, &g); err != nil {
		return g, err
	}
	tx.Record(tenants.Event{Action: "knowledge.marker_assigned", Resource: "knowledge_script", Subject: s.ID, Case: a.CandidateID, Detail: map[string]any{"marker": membership, "place": g.Place}})
	tx.Enqueue(letters.ToMembership(letters.MarkerAssigned, g.ID, g.MembershipID))
	return g, nil
}

// places are those that a script has for markers now.
func places(s Script) []int {
	if s.ApartAt != nil {
		return []int{3}
	}
	return []int{1, 2}
}

// Declare is a marker's word that no conflict exists; from then on the script is
// open to them (IMI-QA-13). Returns Forbidden when they have trained the candidate.
func Declare(tx *tenants.Tx, marking uuid.UUID) (Marking, error) {
	g, err := asked(tx, marking)
	if err != nil || g.DeclaredAt != nil {
		return g, err
	}
	now := tx.Now()
	g.DeclaredAt = &now
	if err := change[Marking](tx, g.ID, map[string]any{"declared_at": now}); err != nil {
		return g, err
	}
	tx.Record(tenants.Event{Action: "knowledge.declared", Resource: "knowledge_script", Subject: g.ScriptID, Case: g.ScriptID, Detail: map[string]any{"marking": g.ID}})
	return g, nil
}

// Decline gives a marking back because of a conflict, in the marker's own words.
// Returns Invalid without words, Conflict once the marks are in, Forbidden for
// anybody else.
func Decline(tx *tenants.Tx, marking uuid.UUID, words string) (Marking, error) {
	words = strings.TrimSpace(words)
	var c fault.Check
	c.If(words == "", "conflict", "assessment.conflict_required")
	c.If(utf8.RuneCountInString(words) > 1000, "conflict", "assessment.conflict_long", "Max", 1000)
	if err := c.Err(); err != nil {
		return Marking{}, err
	}
	return removed(tx, marking, words)
}

// Unassign takes a marker off. Returns Conflict once their marks are in.
func Unassign(tx *tenants.Tx, marking uuid.UUID) (Marking, error) { return removed(tx, marking, "") }

func removed(tx *tenants.Tx, marking uuid.UUID, conflict string) (Marking, error) {
	g, err := MarkingByID(tx, marking)
	if err != nil {
		return g, err
	}
	if err := tx.Lock(g.AssessmentID); err != nil {
		return g, err
	}
	if g, err = MarkingByID(tx, marking); err != nil {
		return g, err
	}
	if err := tx.Allow("remove", &g); err != nil {
		return g, err
	}
	if conflict != "" && g.MembershipID != tx.Membership() {
		return g, fault.Denied()
	}
	if g.SubmittedAt != nil {
		return g, fault.New(fault.Conflict, "knowledge.marks_in", "Marker", g.MarkerName)
	}
	now := tx.Now()
	g.RemovedAt, g.Conflict = &now, conflict
	if err := change[Marking](tx, g.ID, map[string]any{"removed_at": now, "conflict": conflict}); err != nil {
		return g, err
	}
	action := "knowledge.marker_removed"
	if conflict != "" {
		action = "knowledge.marker_declined"
	}
	tx.Record(tenants.Event{Action: action, Resource: "knowledge_script", Subject: g.ScriptID, Case: g.ScriptID, Detail: map[string]any{"marking": g.ID}})
	return g, nil
}

// asked is the actor's own marking, with permission to answer it.
func asked(tx *tenants.Tx, marking uuid.UUID) (Marking, error) {
	g, err := MarkingByID(tx, marking)
	if err != nil {
		return g, err
	}
	if err := tx.Lock(g.AssessmentID); err != nil {
		return g, err
	}
	if g, err = MarkingByID(tx, marking); err != nil {
		return g, err
	}
	if err := tx.Allow("declare", &g); err != nil {
		if fault.Is(err, fault.Forbidden) && g.MembershipID == tx.Membership() {
			return g, fault.New(fault.Forbidden, "assessment.you_trained").Because(err) // IMI-QA-09
		}
		return g, err
	}
	return g, nil
}

func pairs(args map[string]any) (all []any) {
	for name, value := range args {
		all = append(all, name, value)
	}
	return all
}
