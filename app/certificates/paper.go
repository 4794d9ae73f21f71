package certificates

import (
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/evidence/record"
	"accord/app/organisations"
	"accord/app/standards"
	"accord/tenants"
)

// Path is where anybody checks a certificate of a number, on this site.
func Path(number string) string { return "/certificates/" + number }

// Paper is the paper of a certificate, to be sealed.
type Paper struct {
	evidence.Record
	Zone *time.Location // the organisation's
	Due  bool           // false: it is sealed, or not needed any more
}

// PaperOf is what a certificate's paper says. site is the site's own address,
// which the QR code carries. Returns NotFound.
func PaperOf(tx *tenants.Tx, id uuid.UUID, site string) (Paper, error) {
	c, err := Find(tx, id)
	if err != nil {
		return Paper{}, err
	}
	o, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return Paper{}, err
	}
	holder, err := candidates.Get(tx, c.CandidateID)
	if err != nil {
		return Paper{}, err
	}
	face := c.face(site)
	if c.LogoID != nil {
		l, err := LogoOf(tx, *c.LogoID)
		if err != nil {
			return Paper{}, err
		}
		face.Logo = l.PNG
	}
	return Paper{Zone: o.Zone(), Due: c.SealedAt == nil && c.State() == InForce, Record: evidence.Record{
		CandidateID: c.CandidateID, Kind: standards.KindCertificate, Title: face.Sheet().Title.In(holder.Language) + " " + c.Number,
		Of: "certificate:" + c.CompletionID.String(), FileName: c.Number + ".pdf", Sheet: face.Sheet(), Print: face.Print}}, nil
}

// SampleOf is the paper of nobody, as a design would have it. logo is a PNG, or nil.
func SampleOf(o organisations.Organisation, in NewDesign, logo []byte, now time.Time, site string) ([]byte, error) {
	today := standards.DayOf(now, o.Zone())
	c := Certificate{Number: prefix + "-00000-00000", Holder: "María Fernanda Quispe", Organisation: o.Name, Program: "Foundations of Mediation", Course: "FOUND-2026-A",
		Hours: 40, StartsOn: today.AddDate(0, -2, 0), CompletedOn: today, IssuedOn: today,
		WordingEn: oneLine(in.WordingEn), WordingEs: oneLine(in.WordingEs), Signatory: oneLine(in.Signatory), SignatoryTitle: oneLine(in.SignatoryTitle)}
	face := c.face(site)
	face.Logo, face.Sample = logo, true
	return face.Print(record.Sealed{At: now, Zone: o.Zone(), Version: 1})
}

func (c Certificate) face(site string) record.Certificate {
	return record.Certificate{Organisation: c.Organisation, Number: c.Number, Holder: c.Holder, Signatory: c.Signatory, Title: c.SignatoryTitle,
		Issued: c.IssuedOn, Address: site + Path(c.Number), Wording: record.Words{
			EN: c.fill(c.WordingEn, dayEn, strconv.FormatFloat(c.Hours, 'f', -1, 64)),
			ES: c.fill(c.WordingEs, dayEs, strings.Replace(strconv.FormatFloat(c.Hours, 'f', -1, 64), ".", ",", 1))}}
}

// fill puts what the certificate says into the places of a wording.
func (c Certificate) fill(wording string, day func(time.Time) string, hours string) string {
	return strings.NewReplacer("{course}", c.Course, "{program}", c.Program, "{hours}", hours, "{from}", day(c.StartsOn), "{to}", day(c.CompletedOn)).Replace(wording)
}

func dayEn(t time.Time) string { return record.Day(t).EN }

func dayEs(t time.Time) string { return record.Day(t).ES }
