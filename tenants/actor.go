package tenants

import (
	"slices"

	"github.com/google/uuid"
)

// Oversight is the organisation that IMI itself is: a row like any other, with
// a fixed id, so that no tenant id is ever null.
var Oversight = uuid.MustParse("00000000-0000-7000-8000-000000000001")

// OversightSlug is its name in URLs: its people are kept at /o/imi/people.
const OversightSlug = "imi"

// Organisation is what the shell of a page says of a tenant.
type Organisation struct {
	ID       uuid.UUID
	Slug     string
	Name     string
	Country  string // ISO 3166-1 alpha-2
	TimeZone string // IANA name; deadlines run in it
}

// Role is a role of a membership, as policy lines name it.
type Role = string

// The roles of members of an organisation, and those at IMI.
const (
	RoleAdministrator  Role = "organisation_admin"
	RoleProgramManager Role = "program_manager"
	RoleTrainer        Role = "trainer"
	RoleAssessor       Role = "assessor"
	RoleCandidate      Role = "candidate"

	RoleIMIAdministrator Role = "imi_admin"
	RoleReviewer         Role = "imi_reviewer"
	RoleSpotChecker      Role = "imi_spot_checker"
	RoleAppraiser        Role = "imi_appraiser"

	RoleGuest    Role = "guest"     // came by a one-use link, bound to one subject and one act
	RoleClerk    Role = "clerk"     // a job, inside one organisation
	RoleIMIClerk Role = "imi_clerk" // a job of oversight
)

// OrganisationRoles and OversightRoles are those that can be given to people.
var (
	OrganisationRoles = []Role{RoleAdministrator, RoleProgramManager, RoleTrainer, RoleAssessor}
	OversightRoles    = []Role{RoleIMIAdministrator, RoleReviewer, RoleSpotChecker, RoleAppraiser}
)

// Bound is what a guest's one-use link allows: one act on one subject.
type Bound struct {
	Link    uuid.UUID
	Act     string // "accept", "found", …
	Subject uuid.UUID
}

// actor is what every admitted one has in common. Its fields are private: an
// actor comes from admission and nowhere else.
type actor struct {
	person     uuid.UUID
	membership uuid.UUID
	name       string
	email      string
	locale     string
	roles      []Role
	bound      *Bound
	request    string // the request's id, for the journal and the log
	admitted   bool
}

// Person is the acting person's id; the zero id for a job or a guest without an account.
func (a actor) Person() uuid.UUID { return a.person }

// Membership is the acting membership's id; zero for guests and jobs.
func (a actor) Membership() uuid.UUID { return a.membership }

// Name is the acting person's name as they wrote it.
func (a actor) Name() string { return a.name }

// Email is the acting person's address.
func (a actor) Email() string { return a.email }

// Locale is the language the person reads: "en" or "es".
func (a actor) Locale() string { return a.locale }

// Roles are the acting roles, sorted.
func (a actor) Roles() []Role { return slices.Clone(a.roles) }

// HasRole says whether the actor holds any of the roles. For showing a page's
// shape only: permission is asked with Allow.
func (a actor) HasRole(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(a.roles, r) })
}

// OnlyCandidate says whether the actor is a candidate here and nothing else: who
// sees their own file, and nobody's else. The database walls them in by it.
func (a actor) OnlyCandidate() bool { return len(a.roles) == 1 && a.roles[0] == RoleCandidate }

// Guest is the act a one-use link allows; nil for everybody else.
func (a actor) Guest() *Bound { return a.bound }

// Request is the id of the request or job that this actor acts in.
func (a actor) Request() string { return a.request }

// Member is a person (a guest, or a clerk) inside one organisation.
type Member struct {
	actor
	organisation Organisation
}

// Organisation is the one organisation this member acts in.
func (m Member) Organisation() Organisation { return m.organisation }

// Tenant is the organisation's id.
func (m Member) Tenant() uuid.UUID { return m.organisation.ID }

// Overseer is a person of IMI (a guest, or a clerk) who looks across organisations.
type Overseer struct{ actor }

// Person is somebody signed in, on their own behalf.
type Person struct{ actor }

// ID is the person's id.
func (p Person) ID() uuid.UUID { return p.person }
