package appeals

import (
	"bytes"

	"accord/app/appeals"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
)

// letter is what a candidate was told, as paper.
func (p pages) letter(m *web.Member) error {
	v, err := p.loadResult(m)
	if err != nil {
		return err
	}
	if v.told == nil {
		return fault.Absent("result")
	}
	return send(m.Request, *v.told, m.Organisation())
}

func (p pages) ownLetter(r *web.Public) error {
	v, err := p.admit(r)
	if err != nil {
		return err
	}
	return send(r.Request, v.Result, v.member.Organisation())
}

func (p pages) mineLetter(m *web.Member) error {
	v, err := p.mine(m)
	if err != nil {
		return err
	}
	return send(m.Request, v.Result, m.Organisation())
}

func send(r *web.Request, told appeals.Result, of tenants.Organisation) error {
	paper, err := told.Letter(of)
	if err != nil {
		return err
	}
	return r.Send(r.T.Say("result.letter_file")+".pdf", "application/pdf", bytes.NewReader(paper))
}
