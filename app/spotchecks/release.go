package spotchecks

import (
	"strings"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// Send releases the chosen proposals, and the explanations that were not sent
// before, with a signed statement. Each version is opened to IMI for this
// request, while it is open. Returns Invalid when nothing is chosen or the
// statement is missing, Conflict when the request is closed or a chosen record
// has not been rendered yet, NotFound for a proposal that is not of this
// request.
func Send(tx *tenants.Tx, request uuid.UUID, chosen []uuid.UUID, statement string) (Release, error) {
	statement = strings.TrimSpace(statement)
	var c fault.Check
	if !c.If(statement == "", "statement", "request.statement_required") {
		c.If(len([]rune(statement)) > 2000, "statement", "request.statement_long")
	}
	if err := c.Err(); err != nil {
		return Release{}, err
	}
	if err := tx.Lock(request); err != nil {
		return Release{}, err
	}
	k, err := Load(tx, request)
	if err != nil {
		return Release{}, err
	}
	r := Release{TenantID: tx.Tenant(), ID: tx.NewID(), RequestID: k.ID, Statement: statement, ReleasedAt: tx.Now(), ReleasedBy: id(tx.Membership()), ReleasedByName: tx.Name()}
	if err := tx.Allow("release", &r); err != nil {
		return Release{}, err
	}
	if k.ClosedAt != nil {
		return Release{}, fault.New(fault.Conflict, "request.closed")
	}
	items, err := k.items(tx, r, chosen)
	if err != nil {
		return Release{}, err
	}
	unsent := k.unsent()
	if len(items) == 0 && len(unsent) == 0 {
		c.Field("proposals", "request.nothing_chosen")
		return Release{}, c.Err()
	}
	if err := create(tx, &r); err != nil {
		return Release{}, err
	}
	if err := k.disclose(tx, items); err != nil {
		return Release{}, err
	}
	if err := sendAnswers(tx, unsent); err != nil {
		return Release{}, err
	}
	tx.Record(tenants.Event{Action: "request.released", Resource: "release", Subject: r.ID, Case: k.ID,
		Detail: map[string]any{"documents": len(items), "explanations": len(unsent)}, Told: true})
	tx.Enqueue(letters.ToOversight(letters.Released, k.ID, tenants.RoleSpotChecker))
	return r, nil
}

// items are the chosen proposals as they will stand in the release.
func (k Case) items(tx *tenants.Tx, r Release, chosen []uuid.UUID) ([]ReleaseItem, error) {
	wanted := map[uuid.UUID]bool{}
	for _, c := range chosen {
		wanted[c] = true
	}
	var items []ReleaseItem
	var versions []uuid.UUID
	for _, d := range k.Demands {
		for _, p := range d.Proposals {
			if !wanted[p.ID] {
				continue
			}
			delete(wanted, p.ID)
			if p.DocumentVersionID == nil {
				return nil, fault.New(fault.Conflict, "request.record_not_ready")
			}
			items = append(items, ReleaseItem{TenantID: tx.Tenant(), ID: tx.NewID(), ReleaseID: r.ID, RequestID: k.ID, DemandID: d.ID, DocumentVersionID: *p.DocumentVersionID})
			versions = append(versions, *p.DocumentVersionID)
		}
	}
	if len(wanted) > 0 {
		return nil, fault.Absent("request_proposal")
	}
	rows, err := evidence.ByIDs(tx, versions)
	if err != nil {
		return nil, err
	}
	for i := range items {
		for _, v := range rows {
			if v.ID == items[i].DocumentVersionID {
				items[i].Title, items[i].SHA256 = v.Title, v.SHA256
			}
		}
	}
	return items, nil
}

func (k Case) disclose(tx *tenants.Tx, items []ReleaseItem) error {
	if len(items) == 0 {
		return nil
	}
	versions := make([]uuid.UUID, len(items))
	for i, item := range items {
		versions[i] = item.DocumentVersionID
	}
	if _, err := evidence.Disclose(tx, evidence.Basis{RequestID: k.ID}, versions); err != nil {
		return err
	}
	return create(tx, &items)
}

// unsent are the explanations that IMI has not got.
func (k Case) unsent() (answers []Answer) {
	for _, d := range k.Demands {
		if d.Answer != nil && d.Answer.SentAt == nil {
			answers = append(answers, *d.Answer)
		}
	}
	return answers
}

func sendAnswers(tx *tenants.Tx, answers []Answer) error {
	if len(answers) == 0 {
		return nil
	}
	if err := tenants.AllowEach(tx, "send", answers); err != nil {
		return err
	}
	return markSent(tx, answers)
}
