package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/app/designs"
	"accord/tenants"
	"accord/tenants/fault"
)

type result struct {
	Assessment  uuid.UUID   `json:"assessment"`
	Outcome     string      `json:"outcome" enum:"passed,failed" doc:"As it was decided; it does not count once set_aside_at is there"`
	Words       string      `json:"words" doc:"To the candidate"`
	ToldAt      time.Time   `json:"told_at"`
	ToldBy      string      `json:"told_by"`
	AppealUntil *time.Time  `json:"appeal_until,omitempty" doc:"Until when a failed one can be contested"`
	Test        *testResult `json:"test,omitempty" doc:"What their knowledge test came to, where the decision rests on one"`
	SetAsideAt  *time.Time  `json:"set_aside_at,omitempty" doc:"When an appeal set the decision aside: they are assessed again, by others"`
	DecidedAt   *time.Time  `json:"decided_at,omitempty"`
	DecidedBy   string      `json:"decided_by,omitempty"`
	Left        *int        `json:"attempts_left,omitempty" doc:"Of a failed one, as it stood then; -1: as many as they like"`
	ResitFrom   *time.Time  `json:"resit_from,omitempty"`
	Reasons     []reason    `json:"criteria,omitempty" doc:"What each criterion came to, as it stood then"`
}

type reason struct {
	Title     designs.Text `json:"title"`
	Benchmark designs.Text `json:"benchmark"`
	Of        int          `json:"of"`
	Asked     int          `json:"asked" doc:"The fewest points that are; 0: none"`
	Reached   *float64     `json:"reached,omitempty" doc:"What all marks come to, or a moderation agreed on, to the hundredth below; left out where one assessor alone marked it, or nobody saw it"`
	NotSeen   bool         `json:"not_seen,omitempty"`
	Met       bool         `json:"met"`
}

type appeal struct {
	ID          uuid.UUID   `json:"id"`
	Assessment  uuid.UUID   `json:"assessment"`
	Ground      string      `json:"ground" enum:"procedure,conflict,facts,circumstances"`
	Statement   string      `json:"statement"`
	ByCandidate bool        `json:"by_candidate" doc:"Lodged by the candidate, by the link of their result"`
	LodgedAt    time.Time   `json:"lodged_at"`
	DueAt       time.Time   `json:"due_at" doc:"For the panel to decide"`
	State       string      `json:"state" enum:"lodged,withdrawn,allowed,dismissed,inadmissible"`
	EndedAt     *time.Time  `json:"ended_at,omitempty"`
	DecidedBy   string      `json:"decided_by,omitempty"`
	Minute      string      `json:"minute,omitempty"`
	Answer      string      `json:"answer,omitempty" doc:"To the candidate"`
	Panel       []panellist `json:"panel,omitempty" doc:"Who decides it; in lists it is left out"`
	Draft       *draft      `json:"draft,omitempty" doc:"What the panel is to decide, or has; it is the panel's alone until the appeal has ended"`
}

type draft struct {
	ID        uuid.UUID   `json:"id"`
	Number    int         `json:"number" doc:"Of the appeal's drafts; the last counts"`
	Outcome   string      `json:"outcome" enum:"allowed,dismissed,inadmissible"`
	Minute    string      `json:"minute"`
	Answer    string      `json:"answer"`
	DraftedBy string      `json:"drafted_by"`
	DraftedAt time.Time   `json:"drafted_at"`
	Votes     []panelVote `json:"votes"`
}

type panelVote struct {
	Panellist uuid.UUID `json:"panellist"`
	Name      string    `json:"name"`
	Agrees    bool      `json:"agrees"`
	Reasons   string    `json:"reasons,omitempty" doc:"Of a dissent"`
	CastAt    time.Time `json:"cast_at"`
}

type panellist struct {
	ID         uuid.UUID  `json:"id"`
	Membership uuid.UUID  `json:"membership_id"`
	Name       string     `json:"name"`
	DeclaredAt *time.Time `json:"declared_at,omitempty" doc:"That no conflict exists"`
}

func resultOf(r appeals.Result) result {
	out := result{Assessment: r.ID, Outcome: string(r.Outcome), Words: r.Words, ToldAt: r.ToldAt, ToldBy: r.ToldByName, AppealUntil: r.AppealUntil, Test: testResultOf(r.Test), SetAsideAt: r.FellAt}
	p := r.Particulars
	if p == nil {
		return out
	}
	out.DecidedAt, out.DecidedBy, out.ResitFrom, out.Reasons = &p.DecidedAt, p.DecidedBy, p.ResitFrom, each(p.Reasons, reasonOf)
	if r.AppealUntil != nil {
		out.Left = &p.Left
	}
	return out
}

func reasonOf(c appeals.Reason) reason {
	out := reason{Title: c.Title, Benchmark: c.Benchmark, Of: c.Of, Asked: c.Asked, NotSeen: c.NotSeen, Met: c.Met}
	if c.Reached != nil {
		points := float64(*c.Reached) / 100
		out.Reached = &points
	}
	return out
}

func appealOf(a appeals.Appeal) appeal {
	return appeal{ID: a.ID, Assessment: a.AssessmentID, Ground: a.Ground, Statement: a.Statement, ByCandidate: a.ByCandidate, LodgedAt: a.LodgedAt, DueAt: a.DueAt,
		State: string(a.State), EndedAt: a.EndedAt, DecidedBy: a.DecidedByName, Minute: a.Minute, Answer: a.Answer}
}

func panellistOf(p appeals.Panellist) panellist {
	return panellist{p.ID, p.MembershipID, p.Name, p.DeclaredAt}
}

func wholeAppeal(tx *tenants.Tx, id uuid.UUID) (appeal, error) {
	a, err := appeals.Get(tx, id)
	if err != nil {
		return appeal{}, err
	}
	d, err := appeals.Deliberate(tx, id)
	out := appealOf(a)
	out.Panel = each(d.Panel, panellistOf)
	if r := d.Ruling; r != nil {
		all := draftOf(*r)
		all.Votes = each(d.Votes, func(v appeals.PanelVote) panelVote {
			return panelVote{v.PanellistID, v.Name, v.Agrees, v.Reasons, v.CastAt}
		})
		out.Draft = &all
	}
	return out, err
}

func draftOf(r appeals.Ruling) draft {
	return draft{ID: r.ID, Number: r.Number, Outcome: string(r.Outcome), Minute: r.Minute, Answer: r.Answer, DraftedBy: r.Name, DraftedAt: r.DraftedAt, Votes: []panelVote{}}
}

func (s *service) appeals() {
	const of, at = "/o/{organisation}/assessments/{id}", "/o/{organisation}/appeals"
	read(s, operation(http.MethodGet, of+"/result", "getResult", "Read what a candidate was told of a decision"),
		func(tx *tenants.Tx, in *One) (result, error) {
			r, err := appeals.ResultOf(tx, in.ID)
			return resultOf(r), err
		})
	write(s, operation(http.MethodPost, of+"/result", "tellResult", "Tell a candidate what was decided; they get a letter with a link by which a failed one can be contested"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Words string `json:"words" maxLength:"4000"`
			}
		}) (result, error) {
			r, err := appeals.Tell(tx, in.ID, in.Body.Words)
			return resultOf(r), err
		})
	write(s, operation(http.MethodPost, of+"/appeals", "lodgeAppeal", "Note an appeal of the candidate against a decision"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Ground    string `json:"ground" enum:"procedure,conflict,facts,circumstances"`
				Statement string `json:"statement" maxLength:"4000"`
			}
		}) (appeal, error) {
			a, err := appeals.Lodge(tx, appeals.NewAppeal{AssessmentID: in.ID, Ground: in.Body.Ground, Statement: in.Body.Statement})
			return appealOf(a), err
		})
	read(s, operation(http.MethodGet, at, "listAppeals", "List appeals, the latest first"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			State string `query:"state" enum:"lodged,withdrawn,allowed,dismissed,inadmissible"`
			Waits bool   `query:"waits" doc:"Those alone that wait for your own word: to declare, to draft, or to answer a draft"`
		}) (list[appeal], error) {
			only, err := appeals.Narrow(tx, appeals.State(in.State), in.Waits)
			if err != nil {
				return list[appeal]{}, err
			}
			page, err := appeals.List(tx, only, in.ask())
			return listOf(page, appealOf), err
		})
	read(s, operation(http.MethodGet, at+"/{id}", "getAppeal", "Read an appeal with its panel"),
		func(tx *tenants.Tx, in *One) (appeal, error) { return wholeAppeal(tx, in.ID) })
	write(s, operation(http.MethodPost, at+"/{id}/withdrawal", "withdrawAppeal", "Take an appeal back that was noted for a candidate"),
		func(tx *tenants.Tx, in *One) (appeal, error) {
			a, err := appeals.Withdraw(tx, in.ID)
			return appealOf(a), err
		})
	write(s, operation(http.MethodPost, at+"/{id}/panel", "namePanellist", "Put somebody on an appeal's panel, who had no part in the decision"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				MembershipID uuid.UUID `json:"membership_id" format:"uuid"`
			}
		}) (panellist, error) {
			p, err := appeals.Name(tx, in.ID, in.Body.MembershipID)
			return panellistOf(p), err
		})
	write(s, operation(http.MethodPost, at+"/{id}/panel/{panellist}/removal", "removePanellist", "Take somebody off an appeal's panel"),
		func(tx *tenants.Tx, in *struct {
			One
			Panellist uuid.UUID `path:"panellist" format:"uuid"`
		}) (panellist, error) {
			p, err := appeals.PanellistOf(tx, in.Panellist)
			if err == nil && p.AppealID != in.ID {
				err = fault.Absent("panellist")
			}
			if err == nil {
				p, err = appeals.Remove(tx, in.Panellist)
			}
			return panellistOf(p), err
		})
	write(s, operation(http.MethodPost, at+"/{id}/declaration", "declareForAppeal", "Declare that no conflict exists; the file opens until the appeal ends"),
		func(tx *tenants.Tx, in *One) (panellist, error) {
			p, err := appeals.Declare(tx, in.ID)
			return panellistOf(p), err
		})
	write(s, operation(http.MethodPost, at+"/{id}/conflict", "stepDown", "Leave a panel because of a conflict"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Conflict string `json:"conflict" maxLength:"1000"`
			}
		}) (panellist, error) {
			p, err := appeals.StepDown(tx, in.ID, in.Body.Conflict)
			return panellistOf(p), err
		})
	s.rulings(at)
}

func (s *service) rulings(at string) {
	write(s, operation(http.MethodPost, at+"/{id}/draft", "draftRuling", "Draft what an appeal's panel decides, and agree to it; the others on it are asked by mail"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Over    int    `json:"over,omitempty" minimum:"0" doc:"The number of the draft it takes the place of; 0: none"`
				Outcome string `json:"outcome" enum:"allowed,dismissed,inadmissible"`
				Minute  string `json:"minute" maxLength:"4000" doc:"Stays with the organisation"`
				Answer  string `json:"answer" maxLength:"4000" doc:"To the candidate"`
			}
		}) (draft, error) {
			r, err := appeals.Draft(tx, appeals.NewRuling{AppealID: in.ID, Over: in.Body.Over, Outcome: appeals.State(in.Body.Outcome), Minute: in.Body.Minute, Answer: in.Body.Answer})
			return draftOf(r), err
		})
	write(s, operation(http.MethodPost, at+"/{id}/draft/{ruling}/agreement", "agreeToRuling", "Agree to a draft; with everybody's answer, and more than half agreeing, the appeal is decided, and what is allowed sets the decision aside"),
		func(tx *tenants.Tx, in *struct {
			One
			Ruling uuid.UUID `path:"ruling" format:"uuid"`
		}) (appeal, error) {
			a, err := appeals.Agree(tx, in.Ruling)
			return votedOn(a, in.ID, err)
		})
	write(s, operation(http.MethodPost, at+"/{id}/draft/{ruling}/dissent", "dissentFromRuling", "Say why you do not agree to a draft; it stays on record"),
		func(tx *tenants.Tx, in *struct {
			One
			Ruling uuid.UUID `path:"ruling" format:"uuid"`
			Body   struct {
				Reasons string `json:"reasons" maxLength:"4000"`
			}
		}) (appeal, error) {
			a, err := appeals.Dissent(tx, in.Ruling, in.Body.Reasons)
			return votedOn(a, in.ID, err)
		})
}

// votedOn holds the address to the appeal that the draft is of.
func votedOn(a appeals.Appeal, id uuid.UUID, err error) (appeal, error) {
	if err == nil && a.ID != id {
		err = fault.Absent("ruling")
	}
	return appealOf(a), err
}
