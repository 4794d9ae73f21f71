package demo

// Password is everybody's in the demo: it is printed at the start, and the
// demo listens on loopback only.
const Password = "a calm voice and two chairs"

// Person is one of the cast.
type Person struct {
	Name, Email, Locale string
	Place               string // where they land: "/o/andina/", "/imi/"
	Part                string // a catalogue key: what they are here
}

// The cast, in the order of the bar.
var (
	Ilse   = Person{"Ilse de Vries", "ilse@imi.example", "en", "/imi/", "demo.part_imi_admin"}
	Henrik = Person{"Henrik Solberg", "henrik@imi.example", "en", "/imi/", "demo.part_reviewer"}
	Amara  = Person{"Amara Okafor", "amara@imi.example", "en", "/imi/", "demo.part_spot_checker"}
	Mariam = Person{"Mariam Haddad", "mariam@imi.example", "en", "/imi/", "demo.part_appraiser"}

	Elena   = Person{"Elena Paredes Mora", "elena@andina.example", "es", "/o/andina/", "demo.part_administrator"}
	Joaquin = Person{"Joaquín Armas", "joaquin@andina.example", "es", "/o/andina/", "demo.part_manager"}
	Rosa    = Person{"Rosa Quishpe", "rosa@andina.example", "es", "/o/andina/", "demo.part_trainer"}
	Teresa  = Person{"Teresa Guamán Ríos", "teresa@andina.example", "es", "/o/andina/", "demo.part_assessor"}
	Mateo   = Person{"Mateo Benalcázar", "mateo@andina.example", "es", "/o/andina/", "demo.part_assessor"}
	Jorge   = Person{"Jorge Luis Pazmiño", "jorge.pazmino@correo.example", "es", "/o/andina/", "demo.part_candidate"}

	Sunniva = Person{"Sunniva Aasen", "sunniva@nordlys.example", "en", "/o/nordlys/", "demo.part_administrator"}
	Erik    = Person{"Erik Lindqvist", "erik@nordlys.example", "en", "/o/nordlys/", "demo.part_assessor"}
)

// place is a group of the bar: an organisation and its people.
type place struct {
	name   string
	people []Person
}

// places groups the cast by where they land.
func places() (all []place) {
	for _, p := range Cast {
		if len(all) == 0 || all[len(all)-1].people[0].Place != p.Place {
			all = append(all, place{name: placeNames[p.Place]})
		}
		all[len(all)-1].people = append(all[len(all)-1].people, p)
	}
	return all
}

var placeNames = map[string]string{"/imi/": "IMI", "/o/andina/": "Academia Andina de Mediación", "/o/nordlys/": "Nordlys Meklingsakademi"}

// Cast lists them.
var Cast = []Person{Ilse, Henrik, Amara, Mariam, Elena, Joaquin, Rosa, Teresa, Mateo, Jorge, Sunniva, Erik}
