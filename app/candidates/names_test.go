package candidates

import "testing"

func TestWhatReadsLikeANameIsTold(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]bool{
		"María Pérez": true, "Smith v. Jones": true, "Sr. Ortega": true, "Ana de la Cruz, herencia": true, "caso López contra Banco": true,
		"Divorcio de Juan Solano": true, "Mrs Brown": true, "Family: John and Mary Brown": true,
		"Commercial Lease": false, "Family": false, "commercial lease": false, "Herencia": false, "Labour dispute": false, "IT Services Contract": false,
		"Conflicto vecinal": false, "Construction / Building Defects": false, "Propiedad Horizontal": false, "Intellectual Property": false,
		"workplace (harassment)": false, "Quito": false,
	} {
		if got := LooksLikeName(words); got != want {
			t.Errorf("%q: %v", words, got)
		}
	}
}
