package mainjob_test

// documentRequest is a request as the API shows it.
type documentRequest struct {
	ID, State string
	Demands   []struct {
		ID, Kind  string
		Proposals []struct {
			ID      string
			Version string `json:"version_id"`
		}
		Released []struct {
			Version string `json:"version_id"`
		}
	}
}

// checkIsAnswered is step 7: what matches is proposed, a record rendered, an
// absence explained, exactly that released; IMI's readings stand in the
// organisation's log; the outcome ends the opening.
func (p *programs) checkIsAnswered() {
	issue := object{"credential_id": p.ids["credential"], "kind": "routine", "reason": "A routine check, drawn at random.",
		"demands": []object{{"kind": "identity_check"}, {"kind": "score_sheet"}, {"kind": "recording"}}}
	p.refused(henrik, "POST", "/imi/spot-checks", issue, 404)
	p.ids["request"] = p.makes(amara, "/imi/spot-checks", issue)
	p.settles()
	at := p.o("/requests/" + p.ids["request"])
	var k documentRequest
	p.does(elena, "GET", at, nil, &k)
	var proposals []string
	for _, d := range k.Demands {
		for _, one := range d.Proposals {
			proposals = append(proposals, one.ID)
			if one.Version == "" {
				p.t.Errorf("a record of %s is not rendered", d.Kind)
			}
		}
		if none := len(d.Proposals) == 0; none != (d.Kind == "recording") {
			p.t.Errorf("%s has %d proposals", d.Kind, len(d.Proposals))
		} else if none {
			why := at + "/demands/" + d.ID + "/explanation"
			p.does(elena, "PUT", why, object{"explanation": "Nobody consented."}, nil)
			p.does(elena, "DELETE", why, nil, nil)
			p.does(elena, "PUT", why, object{"explanation": "The role-play was judged in the room; nobody consented to a recording."}, nil)
		}
	}
	p.refused(mateo, "POST", at+"/releases", object{"proposals": proposals, "statement": "Complete and unaltered."}, 404)
	p.makes(elena, at+"/releases", object{"proposals": proposals, "statement": "Complete and unaltered."})
	p.reads()
}

// reads: IMI opens exactly what was released, on the record, until the end.
func (p *programs) reads() {
	var k documentRequest
	p.does(amara, "GET", "/imi/spot-checks/"+p.ids["request"], nil, &k)
	read := 0
	for _, d := range k.Demands {
		for _, v := range d.Released {
			p.opens(amara, "/imi/evidence/"+v.Version+"/file")
			read++
		}
	}
	p.refused(amara, "GET", "/imi/evidence/"+p.ids["conduct"]+"/file", nil, 404)
	var log struct {
		Items []struct{ Actor, Action, Purpose string }
	}
	p.does(elena, "GET", p.o("/log?show=read&limit=100"), nil, &log)
	hers := 0
	for _, e := range log.Items {
		if e.Actor == amara.name && e.Purpose != "" {
			hers++
		}
	}
	if read < 2 || hers != read {
		p.t.Errorf("of %d readings %d stand in the log: %+v", read, hers, log.Items)
	}
	if p.does(elena, "GET", p.o("/evidence/"+p.ids["identity"]+"/log"), nil, &log); len(log.Items) == 0 {
		p.t.Error("a document's own log is empty")
	}
	p.refused(rosa, "GET", p.o("/log"), nil, 404)
	p.does(amara, "POST", "/imi/spot-checks/"+p.ids["request"]+"/finding", object{"outcome": "satisfactory", "summary": "The sheets are complete and the assessors independent."}, nil)
	p.refused(amara, "GET", "/imi/evidence/"+p.ids["identity"]+"/file", nil, 404)
	if p.does(elena, "GET", p.o("/requests/"+p.ids["request"]), nil, &k); k.State != "closed" {
		p.t.Errorf("the request is %s", k.State)
	}
}
