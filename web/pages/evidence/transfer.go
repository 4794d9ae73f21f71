package evidence

import (
	"encoding/base64"
	"strings"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/web"
)

// What the upload element and the program say to each other.
type (
	// transfer is where an upload stands.
	transfer struct {
		ID       uuid.UUID  `json:"id"`
		State    string     `json:"state"`
		Say      string     `json:"say"`  // the state in words
		Page     string     `json:"page"` // the version's
		PartSize int64      `json:"part_size"`
		Parts    []sentPart `json:"parts"`
	}
	// sentPart is a part that the store has, with its checksum in base64.
	sentPart struct {
		Number int32  `json:"number"`
		Size   int64  `json:"size"`
		SHA256 string `json:"sha256"`
	}
	// address takes one part, sent with these headers.
	address struct {
		URL     string            `json:"url"`
		Headers map[string]string `json:"headers"`
	}
)

// begin opens an upload.
func (p pages) begin(m *web.Member) error {
	f := m.Form()
	in := said(f)
	in.FileName, in.MediaType, in.Size = f.OptionalText("name", 1000), f.OptionalText("type", 200), int64(f.Int("size", 0, 1<<62))
	if err := f.Err(); err != nil {
		return err
	}
	v, err := p.room.Begin(m.Context(), m.Member, in)
	if err != nil {
		return err
	}
	return m.JSON(transferOf(m, evidence.Progress{Version: v}))
}

// progress tells what has come, and after that what became of it.
func (p pages) progress(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	done, err := p.room.Progress(m.Context(), m.Member, id)
	if err != nil {
		return err
	}
	return m.JSON(transferOf(m, done))
}

// signPart hands out the address for one part.
func (p pages) signPart(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	f := m.Form()
	part := s3vault.Part{Number: int32(f.Int("number", 1, 10_000)), Size: int64(f.Int("size", 1, s3vault.PartSize))}
	if part.SHA256, err = base64.StdEncoding.DecodeString(f.Text("sha256", 44)); err != nil {
		f.Fail("sha256", "evidence.part_bad")
	}
	if err := f.Err(); err != nil {
		return err
	}
	signed, err := p.room.SignPart(m.Context(), m.Member, id, part)
	if err != nil {
		return err
	}
	return m.JSON(address{signed.URL, signed.Headers})
}

// complete makes the parts one file.
func (p pages) complete(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	if err := m.Form().Err(); err != nil {
		return err
	}
	v, err := p.room.Complete(m.Context(), m.Member, id)
	if err != nil {
		return err
	}
	return m.JSON(transferOf(m, evidence.Progress{Version: v}))
}

// abandon gives an upload up. The whole form may be sent with it, where a
// button without scripts sends it, so its fields are not looked at.
func (p pages) abandon(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	if err := p.room.Abandon(m.Context(), m.Member, id); err != nil {
		return err
	}
	if strings.Contains(m.Header("Accept"), "application/json") {
		return m.JSON(struct{}{})
	}
	return m.Redirect("/evidence", "evidence.abandoned_flash")
}

func transferOf(m *web.Member, p evidence.Progress) transfer {
	v := p.Version
	t := transfer{ID: v.ID, State: v.State, Say: m.T.Say("evidence.up.state." + v.State), Page: string(m.Link("/evidence/" + v.ID.String())), PartSize: s3vault.PartSize, Parts: []sentPart{}}
	if v.Refusal != "" {
		t.Say = m.T.Say(v.Refusal)
	}
	for _, part := range p.Parts {
		t.Parts = append(t.Parts, sentPart{part.Number, part.Size, base64.StdEncoding.EncodeToString(part.SHA256)})
	}
	return t
}
