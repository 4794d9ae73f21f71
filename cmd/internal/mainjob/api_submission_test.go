package mainjob_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
)

// candidateIsPutForward are steps 5 and 6, the organisation's side: evidence
// goes straight to the store; what is missing is said; the words of the
// declaration are the server's.
func (p *programs) candidateIsPutForward() {
	p.ids["identity"] = p.brings("identity_check", "Cédula de identidad", 9<<20)
	p.ids["conduct"] = p.brings("code_of_conduct", "Código de conducta", 0)
	at := p.o("/submissions/" + p.makes(joaquin, p.o("/submissions"), object{"candidate_id": p.ids["candidate"], "program_id": p.ids["qap"]}))
	var check struct {
		Items []struct{ Obligation, State, Sentence, Kind string }
	}
	p.does(joaquin, "GET", at+"/check", nil, &check)
	missing := 0
	for _, line := range check.Items {
		if line.State == "missing" {
			missing++
		}
		if line.Sentence == "" {
			p.t.Errorf("%s says nothing", line.Obligation)
		}
	}
	if missing != 2 {
		p.t.Errorf("%d things are missing: %+v", missing, check.Items)
	}
	var draft struct {
		Declaration struct{ Words, SHA256 string }
	}
	p.does(joaquin, "GET", at, nil, &draft)
	declared := object{"name": joaquin.name, "agreed": true, "declaration": draft.Declaration.SHA256}
	p.refused(joaquin, "POST", at+"/submission", declared, 409, "Declaration on the code of conduct is not among the documents")
	p.does(joaquin, "PUT", at+"/manifest", object{"versions": []string{p.ids["identity"], p.ids["conduct"]}}, nil)
	p.refused(joaquin, "POST", at+"/submission", object{"name": joaquin.name, "agreed": true, "declaration": "00" + draft.Declaration.SHA256[2:]}, 422, `"pointer":"#/declaration"`)
	p.refused(joaquin, "POST", at+"/submission", object{"name": joaquin.name, "agreed": false, "declaration": draft.Declaration.SHA256}, 422, `"pointer":"#/agreed"`)
	var sent struct{ ID, Status string }
	p.does(joaquin, "POST", at+"/submission", declared, &sent)
	p.ids["submission"] = sent.ID
	var kept struct{ Declaration struct{ Words, Name string } }
	if p.does(joaquin, "GET", at, nil, &kept); kept.Declaration.Words != draft.Declaration.Words || kept.Declaration.Name != joaquin.name {
		p.t.Errorf("declared is %+v, read was %q", kept.Declaration, draft.Declaration.Words)
	}
}

// brings uploads a file part by part and answers its version once it is typed.
func (p *programs) brings(kind, title string, size int) string {
	p.t.Helper()
	file := paper(title, size)
	var up struct {
		Version  struct{ ID string }
		PartSize int `json:"part_size"`
		Parts    int
	}
	p.does(joaquin, "POST", p.o("/uploads"), object{"candidate_id": p.ids["candidate"], "kind": kind, "title": title, "file_name": "document.pdf", "media_type": "application/pdf", "size": len(file)}, &up)
	at := p.o("/uploads/" + up.Version.ID)
	for n := range up.Parts {
		part := file[n*up.PartSize : min(len(file), (n+1)*up.PartSize)]
		sum := sha256.Sum256(part)
		var signed struct {
			URL     string
			Headers map[string]string
		}
		p.does(joaquin, "POST", at+"/parts", object{"number": n + 1, "size": len(part), "sha256": base64.StdEncoding.EncodeToString(sum[:])}, &signed)
		r, err := http.NewRequestWithContext(p.t.Context(), "PUT", signed.URL, bytes.NewReader(part))
		ok(p.t, err)
		for name, value := range signed.Headers {
			r.Header.Set(name, value)
		}
		if a := p.sent(http.DefaultClient, r); a.status != http.StatusOK {
			p.t.Fatalf("the store answers %d: %s", a.status, a.body)
		}
	}
	p.does(joaquin, "POST", at+"/completion", nil, nil)
	p.settles()
	var v struct{ State, SHA256 string }
	if p.does(joaquin, "GET", p.o("/evidence/"+up.Version.ID), nil, &v); v.State != "typed" || len(v.SHA256) != 64 {
		p.t.Fatalf("%s is %+v", title, v)
	}
	return up.Version.ID
}

// opens reads a version's bytes from where the API says they are.
func (p *programs) opens(who person, path string) {
	p.t.Helper()
	var at struct{ URL string }
	p.does(who, "GET", path, nil, &at)
	r, err := http.NewRequestWithContext(p.t.Context(), "GET", at.URL, nil)
	ok(p.t, err)
	if a := p.sent(http.DefaultClient, r); a.status != http.StatusOK || !bytes.HasPrefix(a.body, []byte("%PDF-")) {
		p.t.Errorf("%s leads to %d and %.40q", path, a.status, a.body)
	}
}

// candidateIsCertified is step 6, IMI's side: the copy is read, each document
// opened, points noted; the credential verifies for anybody.
func (p *programs) candidateIsCertified() {
	at := "/imi/submissions/" + p.ids["submission"]
	var told struct {
		Holder    struct{ Name string }
		Assessors []object
	}
	if p.does(henrik, "GET", at+"/facts", nil, &told); told.Holder.Name != camila.name || len(told.Assessors) != 2 {
		p.t.Errorf("IMI is told %+v", told)
	}
	for _, name := range []string{"identity", "conduct"} {
		p.opens(henrik, "/imi/evidence/"+p.ids[name]+"/file")
	}
	var points struct{ Items []struct{ Point string } }
	p.does(henrik, "GET", at+"/points", nil, &points)
	p.does(henrik, "PUT", at+"/points/"+points.Items[0].Point, object{"verdict": "right"}, nil)
	p.refused(amara, "POST", at+"/decision", object{"outcome": "accepted"}, 404)
	p.does(henrik, "POST", at+"/decision", object{"outcome": "accepted"}, nil)
	p.refused(henrik, "GET", "/imi/evidence/"+p.ids["identity"]+"/file", nil, 404)
	var held struct {
		Items []struct{ ID, Number, Holder string }
	}
	if p.does(amara, "GET", "/imi/register", nil, &held); len(held.Items) != 1 || held.Items[0].Holder != camila.name {
		p.t.Fatalf("the register has %+v", held.Items)
	}
	p.ids["credential"] = held.Items[0].ID
	var public struct {
		Holder string
		Valid  bool
	}
	if p.does(nobody, "GET", "/credentials/"+held.Items[0].Number, nil, &public); public.Holder != camila.name || !public.Valid {
		p.t.Errorf("the public reads %+v", public)
	}
}
