package locales

import "strings"

// stretch writes a sentence as the rehearsal does: a third longer, as German
// or Spanish may be, with accents, between marks that show where it was cut.
func stretch(s string) string {
	long := []byte(accents.Replace(s))
	for i := range (len([]rune(s)) + 2) / 3 {
		if i%6 == 0 {
			long = append(long, ' ')
		}
		long = append(long, '~')
	}
	return "⟦" + string(long) + "⟧"
}

var accents = strings.NewReplacer("a", "á", "e", "é", "i", "í", "o", "ó", "u", "ú", "n", "ñ", "A", "Á", "E", "É", "I", "Í", "O", "Ó", "U", "Ú")
