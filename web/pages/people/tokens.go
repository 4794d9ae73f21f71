package people

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// tokenList is the page of API tokens.
type tokenList struct {
	all   []people.APIToken
	names map[uuid.UUID]string
	own   uuid.UUID
	made  string // the token just made, shown this once
	may   bool   // make one
}

func (p pages) tokenList(m *web.Member) (l tokenList, err error) {
	l.own, l.may = m.Membership(), m.HasRole(colleagues...)
	err = p.read(m, func(tx *tenants.Tx) error {
		if l.all, err = people.Tokens(tx); err != nil {
			return err
		}
		ids := make([]uuid.UUID, len(l.all))
		for i, t := range l.all {
			ids[i] = t.MembershipID
		}
		l.names, err = people.Names(tx, ids...)
		return err
	})
	return l, err
}

func tokensOf(m *web.Member) ui.Page { return ui.Page{Title: m.T.Say("people.tokens")} }

func (p pages) tokens(m *web.Member) error {
	l, err := p.tokenList(m)
	if err != nil {
		return err
	}
	return m.Render(tokensOf(m), tokensPage(forms.New().Set("days", "90"), l))
}

// createToken answers with the token itself: it is stored nowhere, so no
// redirect could show it.
func (p pages) createToken(m *web.Member) error {
	f := m.Form()
	days := make([]string, len(people.TokenLives))
	for i, d := range people.TokenLives {
		days[i] = strconv.Itoa(d)
	}
	in := people.NewToken{Name: f.Text("name", 100)}
	in.Days, _ = strconv.Atoi(f.Choice("days", days...))
	err := f.Err()
	made := ""
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { _, made, err = people.CreateToken(tx, in); return err })
	}
	l, broken := p.tokenList(m)
	if broken != nil {
		return broken
	}
	if err != nil {
		return m.Refuse(f, err, tokensOf(m), tokensPage(f, l))
	}
	l.made = made
	return m.Render(tokensOf(m), tokensPage(forms.New().Set("days", "90"), l))
}

func (p pages) revokeToken(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	if err := m.Form().Err(); err != nil {
		return err
	}
	if err := p.write(m, func(tx *tenants.Tx) error { return people.RevokeToken(tx, id) }); err != nil {
		return err
	}
	return m.Redirect("/tokens", "people.token_revoked")
}

func lifeOptions(ctx context.Context) []ui.Option {
	all := make([]ui.Option, len(people.TokenLives))
	for i, d := range people.TokenLives {
		all[i] = ui.Option{Value: strconv.Itoa(d), Label: ui.T(ctx, "people.days", "Count", d)}
	}
	return all
}
