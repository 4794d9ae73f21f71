package spotchecks

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/submissions"
	"accord/tenants"
	"accord/tenants/fault"
)

// Why a version or a record was proposed: keys of the catalogue.
const (
	WhyManifest = "request.why_manifest" // IMI saw it with the submission
	WhyKind     = "request.why_kind"     // of that kind, about that candidate
	WhyRecord   = "request.why_record"   // Accord keeps that record of the candidate
	WhyPerson   = "request.why_person"   // somebody added it
)

// Match proposes, inside the organisation's own wall, what meets each demand:
// the documents of that kind about the candidate, those of the submission's
// manifest first, and the records that Accord keeps. It adds only what was not
// proposed before, so that it may run again; what a person removed stays
// removed. Nothing is opened by it.
func Match(tx *tenants.Tx, request uuid.UUID) error {
	if err := tx.Lock(request); err != nil {
		return err
	}
	k, err := Load(tx, request)
	if err != nil || k.ClosedAt != nil {
		return err
	}
	submission, err := one[submissions.Submission](tx, "submission", "id = ?", k.SubmissionID)
	if err != nil {
		return err
	}
	manifest, err := manifest(tx, submission.ID)
	if err != nil {
		return err
	}
	versions, err := evidence.OfCandidate(tx, submission.CandidateID)
	if err != nil {
		return err
	}
	before, err := everProposed(tx, request)
	if err != nil {
		return err
	}
	var found []Proposal
	add := func(d DemandCase, p Proposal) {
		p.TenantID, p.ID, p.RequestID, p.DemandID, p.ProposedAt = tx.Tenant(), tx.NewID(), k.ID, d.ID, tx.Now()
		if !before[p.what()] {
			before[p.what()] = true
			found = append(found, p)
		}
	}
	for _, d := range k.Demands {
		for _, v := range versions {
			if v.Kind != d.Kind || v.State != evidence.Typed || v.Origin == evidence.FromRecord {
				continue
			}
			why := WhyKind
			if manifest[v.ID] {
				why = WhyManifest
			} else if !v.Fresh() {
				continue
			}
			add(d, Proposal{DocumentVersionID: &v.ID, Why: why})
		}
		kept, err := kept(tx, d.Kind, submission)
		if err != nil {
			return err
		}
		for _, p := range kept {
			add(d, p)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return insert(tx, k, found)
}

// Propose puts a version of the organisation's own against a demand. Returns
// NotFound for a version that is not its, Conflict when it stands there already
// or its type is not established.
func Propose(tx *tenants.Tx, request, demand, version uuid.UUID) error {
	k, d, err := opened(tx, request, demand)
	if err != nil {
		return err
	}
	v, err := evidence.Get(tx, version)
	if err != nil {
		return err
	}
	if v.State != evidence.Typed {
		return fault.New(fault.Conflict, "evidence.disclose_untyped", "Title", v.Title)
	}
	return add(tx, k, d, Proposal{DocumentVersionID: &v.ID, Why: WhyPerson})
}

// ProposeRecords puts the records that Accord keeps for a demand's kind
// against it. Returns Conflict when there is none that does not stand there.
func ProposeRecords(tx *tenants.Tx, request, demand uuid.UUID) error {
	k, d, err := opened(tx, request, demand)
	if err != nil {
		return err
	}
	submission, err := one[submissions.Submission](tx, "submission", "id = ?", k.SubmissionID)
	if err != nil {
		return err
	}
	kept, err := kept(tx, d.Kind, submission)
	if err != nil {
		return err
	}
	var added []Proposal
	for _, p := range kept {
		p = p.placed(tx, k, d)
		if !slices.ContainsFunc(d.Proposals, func(q Proposal) bool { return q.what() == p.what() }) && !d.released(p) {
			added = append(added, p)
		}
	}
	if len(added) == 0 {
		return fault.New(fault.Conflict, "request.no_record")
	}
	return insert(tx, k, added)
}

func add(tx *tenants.Tx, k Case, d DemandCase, p Proposal) error {
	p = p.placed(tx, k, d)
	if d.released(p) {
		return fault.New(fault.Conflict, "request.released_already")
	}
	if slices.ContainsFunc(d.Proposals, func(q Proposal) bool { return q.what() == p.what() }) {
		return fault.New(fault.Conflict, "request.proposed_already")
	}
	return insert(tx, k, []Proposal{p})
}

// placed is the proposal of a person, against a demand.
func (p Proposal) placed(tx *tenants.Tx, k Case, d DemandCase) Proposal {
	p.TenantID, p.ID, p.RequestID, p.DemandID = tx.Tenant(), tx.NewID(), k.ID, d.ID
	p.ProposedAt, p.ProposedBy = tx.Now(), id(tx.Membership())
	return p
}

// released says whether the version was released to this demand.
func (d DemandCase) released(p Proposal) bool {
	return p.DocumentVersionID != nil && slices.ContainsFunc(d.Released, func(i ReleaseItem) bool { return i.DocumentVersionID == *p.DocumentVersionID })
}

// insert writes proposals and has the records among them rendered.
func insert(tx *tenants.Tx, k Case, proposals []Proposal) error {
	if err := tenants.AllowEach(tx, "propose", proposals); err != nil {
		return err
	}
	if err := create(tx, &proposals); err != nil {
		return err
	}
	for _, p := range proposals {
		if p.Record != "" {
			tx.Enqueue(tenants.Job{Kind: "request.seal", Queue: "collect", Case: k.ID, Args: map[string]any{"subject": p.ID}})
		}
	}
	tx.Record(tenants.Event{Action: "request.proposed", Resource: "document_request", Subject: k.ID, Detail: map[string]any{"documents": len(proposals)}})
	return nil
}

// Unpropose takes a proposal of a request away. Returns Conflict when it was
// released.
func Unpropose(tx *tenants.Tx, request, proposal uuid.UUID) error {
	p, err := one[Proposal](tx, "request_proposal", "request_id = ? and id = ? and removed_at is null", request, proposal)
	if err != nil {
		return err
	}
	k, d, err := opened(tx, p.RequestID, p.DemandID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(d.Proposals, func(q Proposal) bool { return q.ID == p.ID }) {
		return fault.New(fault.Conflict, "request.released_already")
	}
	if err := tx.Allow("remove", &p); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "request.proposal_removed", Resource: "request_proposal", Subject: p.ID, Case: k.ID, Detail: map[string]any{"kind": d.Kind}})
	return set(tx, &p, map[string]any{"removed_at": tx.Now()})
}

// FindProposal reads one that has not been removed.
func FindProposal(tx *tenants.Tx, proposal uuid.UUID) (Proposal, error) {
	return one[Proposal](tx, "request_proposal", "id = ? and removed_at is null", proposal)
}

// Fill gives a record's proposal the version that it was sealed as. Returns
// Conflict when it has one.
func Fill(tx *tenants.Tx, proposal, version uuid.UUID) error {
	p, err := FindProposal(tx, proposal)
	if err != nil {
		return err
	}
	if err := tx.Allow("fill", &p); err != nil {
		return err
	}
	if p.Record == "" || p.DocumentVersionID != nil {
		return fault.New(fault.Conflict, "fault.moved_on")
	}
	tx.Record(tenants.Event{Action: "request.record_sealed", Resource: "request_proposal", Subject: p.ID, Case: p.RequestID, Detail: map[string]any{"record": p.Record, "version": version}})
	return set(tx, &p, map[string]any{"document_version_id": version})
}

// what tells a proposal's content apart within its request.
func (p Proposal) what() proposed {
	if p.Record != "" {
		return proposed{demand: p.DemandID, record: p.Record, of: *p.RecordID}
	}
	return proposed{demand: p.DemandID, of: *p.DocumentVersionID}
}

type proposed struct {
	demand, of uuid.UUID
	record     string
}

func everProposed(tx *tenants.Tx, request uuid.UUID) (map[proposed]bool, error) {
	rows, err := of[Proposal](tx, []uuid.UUID{request}, "", "id")
	before := make(map[proposed]bool, len(rows))
	for _, p := range rows {
		before[p.what()] = true
	}
	return before, err
}
