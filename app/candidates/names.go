package candidates

import (
	"strings"
	"unicode"

	"accord/app/paging"
)

// LooksLikeName says whether words read like the name of a person or of a
// case, in English or Spanish: "María Pérez", "Smith v. Jones", "Sr. Ortega".
// It is a warning, not proof: the writer may say that nobody is named.
func LooksLikeName(words string) bool {
	fields := strings.Fields(strings.NewReplacer(",", " , ", "/", " / ", "(", " ", ")", " ", ":", " ").Replace(words))
	named, titled, versus := 0, false, false
	run := 0
	for i, f := range fields {
		bare := strings.Trim(f, ".,;'\"“”«»")
		plain := paging.Plain(bare)
		switch {
		case titles[plain] && i+1 < len(fields) && capital(fields[i+1]):
			titled = true
		case between[plain] && i > 0 && i+1 < len(fields):
			versus = versus || capital(fields[i-1]) && capital(fields[i+1])
			run = 0
		case capital(bare) && !fieldWords[plain]:
			run++
			named = max(named, run)
		case particles[plain] && run > 0: // "Ana de la Cruz"
		default:
			run = 0
		}
	}
	return titled || versus || named >= 2
}

// capital says whether a word begins with a capital and goes on small, as
// names do: not "IT", not "lease".
func capital(word string) bool {
	r := []rune(word)
	return len(r) >= 2 && unicode.IsUpper(r[0]) && unicode.IsLower(r[1])
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	titles    = set("mr mrs ms miss dr dra sr sra srta don dona lic ing prof")
	between   = set("v vs versus contra c")
	particles = set("de del la las los van von der den di da dos el y e i san santa")
	// Words of fields of mediation, which titles write with capitals.
	fieldWords = set(`accident administrative agency agreement agriculture banking boundary building business child civil claim
		commerce commercial community company condominium construction consumer contract contractual corporate credit culture cultural
		custody damage debt discrimination dispute disputes divorce domestic education elder employment energy environment
		environmental estate family farm fault finance financial franchise governance harm health healthcare heritage home house
		housing industrial inheritance injury insolvency insurance intellectual interfaith international internet joint labor
		labour land landlord law lease loan malpractice maritime medical mining municipal negligence neighbor neighbors neighbour
		neighbours noise online organisational organizational parenting partnership patent payment peer pension personal planning
		private product professional property public real rent rental restorative sale sales school separation service services
		shareholder sports succession supply tax technology telecom tenancy tenant title trade trademark traffic transport trust
		union venture victim-offender water will work workplace youth
		accidente accidentes administrativo agrario agua alimentos alquiler ambiental arrendamiento asociacion banca bancario
		bienes civil colegio comercial comercio compraventa comunidad comunitario condominio construccion consumo contrato
		contractual convivencia copropiedad credito cultural custodia danos derecho deuda discriminacion disputa divorcio
		educacion educativo empleo empresa empresarial energia escolar familia familiar financiero franquicia herencia
		hipoteca industrial inmobiliario inmueble inquilinato intelectual internacional laboral linderos maritimo medica medico
		mercantil mineria municipal negligencia ordenamiento organizacional pago particion patente patrimonial penal pension
		persona privado propiedad proteccion publico responsabilidad ruido salud seguro seguros separacion servicio servicios
		sociedad societario socios sucesion tierra tierras trabajo transito transporte tributario vecinal vecinos vejez vivienda`)
)
