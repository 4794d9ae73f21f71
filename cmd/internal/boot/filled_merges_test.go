package boot

import (
	"accord/app/candidates"
	"accord/app/merges"
	"accord/tenants"
	"accord/web/webtest"
)

// merges: two records of one person, and two that became one.
func (f *filled) merges() {
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		for name, email := range map[string]string{"twin one": "rosario.quispe@correo.example", "twin other": "rosarioquispe@trabajo.example", "merged kept": "nelson.paredes@correo.example", "merged gone": "nelsonparedes@trabajo.example"} {
			who := map[bool]string{true: "Rosario Quispe", false: "Nelson Paredes"}[email[0] == 'r']
			c, err := candidates.Add(tx, candidates.NewCandidate{Name: who, Email: email, Language: "es", Country: "EC"})
			if err != nil {
				return err
			}
			f.is(name, c.ID)
		}
		return nil
	})
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := merges.Compare(tx, f.id("merged kept"), f.id("merged gone"))
		if err != nil {
			return err
		}
		m, err := merges.Unite(tx, merges.NewMerge{Kept: f.id("merged kept"), Merged: f.id("merged gone"), Digest: c.Digest()})
		f.is("merge", m.ID)
		return err
	})
	f.read(f.org.Manager, func(tx *tenants.Tx) error {
		c, err := merges.Compare(tx, f.id("twin one"), f.id("twin other"))
		f.ids["merge digest"] = c.Digest()
		return err
	})
	f.is("pair", f.ID("select id from candidate_pair where tenant_id = $1 and $2 in (one_id, other_id)", f.org.ID, f.id("twin one")))
}

func twins(f *filled) webtest.Form {
	return webtest.Form{"kept": {f.ids["twin one"]}, "merged": {f.ids["twin other"]}}
}

func init() {
	queryOf["candidate_merge.compare"], queryOf["candidate_merge.confirm"] = twins, twins
	queryOf["api.compareCandidates"] = rows("kept_id", "twin one", "merged_id", "twin other")
	formOf["candidate_merge.unite"] = func(f *filled) webtest.Form {
		form := twins(f)
		form["digest"] = []string{f.ids["merge digest"]}
		return form
	}
	bodyOf["api.mergeCandidates"] = func(f *filled) any {
		return object{"kept_id": f.ids["twin one"], "merged_id": f.ids["twin other"], "digest": f.ids["merge digest"]}
	}
	rowAt["duplicates/:pair"], rowAt["duplicates/:id"] = "pair", "pair"
	rowAt["merges/:merge"], rowAt["merges/:id"] = "merge", "merge"
}
