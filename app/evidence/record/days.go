package record

import (
	"fmt"
	"time"
)

// Day writes a day whole in both languages, as somebody reads it.
func Day(t time.Time) Words {
	return Words{EN: fmt.Sprintf("%d %s %d", t.Day(), t.Month(), t.Year()), ES: fmt.Sprintf("%d de %s de %d", t.Day(), meses[t.Month()-1], t.Year())}
}

var meses = [...]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}
