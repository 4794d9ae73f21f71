package sheets

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"accord/tenants/fault"
)

// decode turns a file's bytes into text. Whatever is not UTF is read as
// Windows-1252, which is what Excel saves as "CSV" in western Europe and
// Latin America. Returns Invalid for an old workbook and for what is no text.
func decode(data []byte) (string, error) {
	if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")) {
		return "", fault.New(fault.Invalid, "sheet.workbook")
	}
	text, err := utf(data)
	if err != nil {
		return "", fault.New(fault.Invalid, "sheet.not_text").Because(err)
	}
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.ContainsFunc(text, unprintable) {
		return "", fault.New(fault.Invalid, "sheet.not_text")
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), nil
}

func utf(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), sixteen(data, 1):
		return string16(data, unicode.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xFE\xFF")), sixteen(data, 0):
		return string16(data, unicode.BigEndian)
	case utf8.Valid(data):
		return string(data), nil
	}
	b, err := charmap.Windows1252.NewDecoder().Bytes(data)
	return string(b), err
}

func string16(data []byte, order unicode.Endianness) (string, error) {
	b, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
	return string(b), err
}

// sixteen says whether bytes without a mark are UTF-16: most of a table is
// ASCII, so that nearly every other byte, those at odd or even places, is zero.
func sixteen(data []byte, zeroAt int) bool {
	head := data[:min(len(data), 200)&^1]
	zeros, others := 0, 0
	for i, b := range head {
		if b != 0 {
			continue
		}
		if i%2 == zeroAt {
			zeros++
		} else {
			others++
		}
	}
	return len(head) >= 8 && others == 0 && zeros*10 >= len(head)/2*8
}

func unprintable(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f || r == utf8.RuneError
}
