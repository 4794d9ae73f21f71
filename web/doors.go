package web

import (
	"accord/tenants"
)

// Member is a request of a person in one organisation. It is the admitted
// tenants.Member and goes to db.Read and db.Write as m.Member.
type Member struct {
	*Request
	tenants.Member
}

// Overseer is a request of a person of IMI who looks across organisations.
type Overseer struct {
	*Request
	tenants.Overseer
}

// Self is a request of a person on their own behalf.
type Self struct {
	*Request
	tenants.Person
}

// Public is a request of anybody. Signed says who, if anybody, is signed in.
type Public struct {
	*Request
}

// MemberDoor, OverseerDoor, SelfDoor and PublicDoor take routes. Patterns are
// relative to the door's prefix and parameters are written :name.
type (
	MemberDoor   struct{ app *App }
	OverseerDoor struct{ app *App }
	SelfDoor     struct{ app *App }
	PublicDoor   struct{ app *App }
)

// Member is the door /o/{organisation}.
func (a *App) Member() MemberDoor { return MemberDoor{a} }

// Overseer is the door /imi.
func (a *App) Overseer() OverseerDoor { return OverseerDoor{a} }

// Self is the door /me.
func (a *App) Self() SelfDoor { return SelfDoor{a} }

// Public is the door of everything else.
func (a *App) Public() PublicDoor { return PublicDoor{a} }

// Get and Post register a route: name is what it is ("cohort.show").
func (d MemberDoor) Get(pattern, name string, h func(*Member) error) { d.add("GET", pattern, name, h) }
func (d MemberDoor) Post(pattern, name string, h func(*Member) error) {
	d.add("POST", pattern, name, h)
}
func (d OverseerDoor) Get(pattern, name string, h func(*Overseer) error) {
	d.add("GET", pattern, name, h)
}
func (d OverseerDoor) Post(pattern, name string, h func(*Overseer) error) {
	d.add("POST", pattern, name, h)
}
func (d SelfDoor) Get(pattern, name string, h func(*Self) error)     { d.add("GET", pattern, name, h) }
func (d SelfDoor) Post(pattern, name string, h func(*Self) error)    { d.add("POST", pattern, name, h) }
func (d PublicDoor) Get(pattern, name string, h func(*Public) error) { d.add("GET", pattern, name, h) }
func (d PublicDoor) Post(pattern, name string, h func(*Public) error) {
	d.add("POST", pattern, name, h)
}

func (d MemberDoor) add(method, pattern, name string, h func(*Member) error) {
	d.app.add(method, tenants.DoorMember, pattern, name, func(r *Request) error {
		m, err := r.member(r.Param("organisation"))
		if err != nil {
			return err
		}
		act := func() error { return h(m) }
		return r.judged(func() error { return r.once(act) }, act)
	})
}

func (d OverseerDoor) add(method, pattern, name string, h func(*Overseer) error) {
	d.app.add(method, tenants.DoorOverseer, pattern, name, func(r *Request) error {
		o, err := r.overseer()
		if err != nil {
			return err
		}
		act := func() error { return h(o) }
		return r.judged(func() error { return r.once(act) }, act)
	})
}

func (d SelfDoor) add(method, pattern, name string, h func(*Self) error) {
	d.app.add(method, tenants.DoorSelf, pattern, name, func(r *Request) error {
		if err := r.mustSign(); err != nil {
			return err
		}
		p, err := r.app.config.Admission.AdmitSelf(r.Signed)
		if err != nil {
			return err
		}
		r.home, r.tenantID = "/me", tenants.Oversight
		return r.once(func() error { return h(&Self{r, p}) })
	})
}

func (d PublicDoor) add(method, pattern, name string, h func(*Public) error) {
	d.app.add(method, tenants.DoorPublic, pattern, name, func(r *Request) error {
		r.maySign()
		return h(&Public{r})
	})
}

// member admits the request to an organisation.
func (r *Request) member(slug string) (*Member, error) {
	if err := r.mustSign(); err != nil {
		return nil, err
	}
	m, err := r.app.config.Admission.AdmitMember(r.Context(), r.Signed, slug)
	if err != nil {
		return nil, err
	}
	o := m.Organisation()
	r.actor, r.home, r.tenantID = m, "/o/"+o.Slug, o.ID
	r.place = &o
	return &Member{r, m}, nil
}

// overseer admits the request to oversight.
func (r *Request) overseer() (*Overseer, error) {
	if err := r.mustSign(); err != nil {
		return nil, err
	}
	o, err := r.app.config.Admission.AdmitOverseer(r.Context(), r.Signed)
	if err != nil {
		return nil, err
	}
	r.actor, r.home, r.tenantID = o, "/imi", tenants.Oversight
	return &Overseer{r, o}, nil
}
