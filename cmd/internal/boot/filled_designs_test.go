package boot

import (
	"maps"

	"accord/app/designs"
	"accord/tenants"
)

// designed is a criterion of an assessment design as the API is sent one.
var designed = object{"heading": "skills", "title": object{"en": "Works with interpreters"}, "benchmark": object{"en": "Everybody follows."}, "scale_max": 5,
	"levels": []object{{"from": 0, "says": object{"en": "Not shown"}}, {"from": 3, "says": object{"en": "Shown"}}}, "weight": 5, "floor": 3, "methods": []string{"role_play_live"}}

// revised is a body with the revision that it starts from.
func revised(body object) object {
	all := maps.Clone(body)
	all["revision"] = 1
	return all
}

// designs: the draft of the second version of what the organisation assesses by.
func (f *filled) designs() {
	f.ids["design version"] = "1"
	f.write(f.org.Manager, func(tx *tenants.Tx) error {
		w, err := designs.Begin(tx, f.org.QAP)
		if err == nil {
			f.is("design criterion", w.Criteria[1].ID)
		}
		return err
	})
}
