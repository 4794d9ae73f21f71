// Package evidence keeps what an organisation can be asked to show: documents
// about a candidate, a program or a cohort, each with its versions, and the
// disclosures that open single versions to IMI.
//
// A version is never changed and never overwritten; a better scan is a new
// version that says why.
//
//	Begin ──▶ uploading ── Received ──▶ received ── Typed ──▶ typed      can be opened and disclosed
//	             │                          └────── Typed ──▶ refused    not what it was said to be; never opened
//	             ├── Abandon ──▶ abandoned
//	             └── a week without completion: abandoned
//
//	Seal ─────────────────────────────────────────────────▶ typed      a record kept in Accord, rendered as a PDF
//
// Nothing looks for viruses yet, and pages say so. The bytes live in the vault
// (package s3vault) under a key that this package chooses. No transaction is
// open while the vault is asked: Room puts the rows and the vault together,
// the verbs beside it only ever touch rows.
//
// A disclosure opens exactly one version for one basis, a submission or a
// request, and only while that is open. It has no end of its own:
//
//	Disclose ──▶ open ── Withdraw ──▶ withdrawn
//	               └──── the submission is decided, the request closed or its time over: shut
//
// Whoever reads a version is noted in the organisation's journal, IMI's people
// with their purpose.
package evidence
