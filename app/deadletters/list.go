package deadletters

import (
	"strings"

	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
)

// byEnd sorts the latest first.
var byEnd = paging.Order{Name: "end", Desc: true, Columns: []paging.Column{{Name: "finished_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}

// List answers a page of the dead jobs of all organisations, the latest first.
// Returns Forbidden to those who may not read them.
func List(tx *tenants.OversightTx, ask paging.Ask) (paging.Page[Job], error) {
	if !may(tx) {
		return paging.Page[Job]{}, fault.Denied()
	}
	page, err := paging.List(tx.DB().Where("state = ?", dead), ask, byEnd, func(j Job) []any { return []any{*j.FinishedAt, j.ID} })
	if err != nil {
		return page, err
	}
	for i := range page.Items {
		if !tx.Can("read", &page.Items[i]) {
			return paging.Page[Job]{}, fault.Denied()
		}
	}
	return page, nil
}

// Fault is the code and the key of the sentence that say why it is dead.
func (j Job) Fault() (fault.Code, string) {
	if j.LastError == nil {
		return "", ""
	}
	code, key, _ := strings.Cut(*j.LastError, ": ")
	return fault.Code(code), key
}
