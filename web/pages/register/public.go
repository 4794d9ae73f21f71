package register

import (
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"

	"accord/app/certificates"
	"accord/app/paging"
	"accord/app/programs"
	"accord/app/register"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) home(r *web.Public) error {
	return r.Render(ui.Page{Title: r.T.Say("register.home")}, homePage())
}

// askVerify leads from a typed number to its own address.
func (p pages) askVerify(r *web.Public) error {
	typed := r.Query("number")
	if typed == "" {
		return r.Render(ui.Page{Title: r.T.Say("register.nav.verify")}, verifyForm(forms.New()))
	}
	if number := register.Number(typed); number != "" {
		return r.Go("/verify/" + url.PathEscape(number))
	}
	if number := certificates.Number(typed); number != "" { // an organisation's own certificate of completion
		return r.Go(certificates.Path(number))
	}
	f := forms.New().Set("number", typed)
	f.Fail("number", "register.number_form")
	return r.Show(http.StatusUnprocessableEntity, r.View(), ui.PublicFrame(ui.Page{Title: r.T.Say("register.nav.verify")}, verifyForm(f)))
}

// verified is what the register says of a number, and when it was asked.
type verified struct {
	register.PublishedCredential
	at time.Time
}

// verify says what the register says. When the register cannot be read the
// page says so: what is not known is never shown as valid.
func (p pages) verify(r *web.Public) error {
	v := verified{}
	err := p.db.Public(r.Context(), func(tx *tenants.PublicTx) (err error) {
		v.at = tx.Now()
		v.PublishedCredential, err = register.Verify(tx, r.Param("number"))
		return err
	})
	if fault.CodeOf(err) == fault.NotFound {
		f := forms.New().Set("number", r.Param("number"))
		return r.Show(http.StatusNotFound, r.View(), ui.PublicFrame(ui.Page{Title: r.T.Say("register.unknown")}, unknownPage(f)))
	}
	if err != nil {
		return err
	}
	if v.Number != r.Param("number") {
		return r.Go("/verify/" + url.PathEscape(v.Number))
	}
	return r.Render(ui.Page{Title: v.Holder}, verifiedPage(v))
}

// found is what a search for a holder finds.
type found struct {
	asked bool
	form  *forms.Form
	page  paging.Page[register.PublishedCredential]
}

func (p pages) find(r *web.Public) error {
	name, certification := r.Typed("name"), r.Query("certification")
	v := found{asked: name != "" || certification != "", form: forms.New().Set("name", name).Set("certification", certification)}
	page := ui.Page{Title: r.T.Say("register.nav.find")}
	if !v.asked {
		return r.Render(page, findPage(v))
	}
	err := p.db.Public(r.Context(), func(tx *tenants.PublicTx) (err error) {
		v.page, err = register.Search(tx, name, certification, r.Ask())
		return err
	})
	if fault.CodeOf(err) == fault.Invalid && v.form.Refuse(err) {
		return r.Show(http.StatusUnprocessableEntity, r.View(), ui.PublicFrame(page, findPage(v)))
	}
	if err != nil {
		return err
	}
	return r.Render(page, findPage(v))
}

// offered is the public list of recognised programs.
type offered struct {
	filter    register.ProgramFilter
	page      paging.Page[programs.PublishedProgram]
	countries []string
	taking    map[uuid.UUID]bool // applications
}

func (v offered) narrowed() bool { return v.filter != register.ProgramFilter{} }

func (p pages) programs(r *web.Public) error {
	v := offered{filter: register.ProgramFilter{Words: r.Query("q"), Country: r.Query("country"), Language: r.Query("language"), Online: r.Query("online") == "yes"}}
	for _, k := range programs.Kinds {
		if k == r.Query("kind") {
			v.filter.Kind = k
		}
	}
	err := p.db.Public(r.Context(), func(tx *tenants.PublicTx) (err error) {
		if v.page, err = register.Programs(tx, v.filter, r.Ask()); err != nil {
			return err
		}
		if v.taking, err = taking(tx, v.page.Items); err != nil {
			return err
		}
		v.countries, err = register.ProgramCountries(tx)
		return err
	})
	if err != nil {
		return err
	}
	return r.Render(ui.Page{Title: r.T.Say("register.nav.programs")}, programsPage(v))
}

// taking are those of the programs to which one can apply now: one that
// assesses by its own offer, one that trains by its published cohorts.
func taking(tx *tenants.PublicTx, all []programs.PublishedProgram) (map[uuid.UUID]bool, error) {
	ids := make([]uuid.UUID, len(all))
	for i, p := range all {
		ids[i] = p.ID
	}
	open, err := trainings.TakingNow(tx, ids)
	for _, p := range all {
		open[p.ID] = p.Stands() && (open[p.ID] || p.Offer.OpenAt(tx.Now()))
	}
	return open, err
}
