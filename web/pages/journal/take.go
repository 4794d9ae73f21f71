package journal

import (
	"io"
	"os"
	"time"

	"accord/app/journal"
	"accord/tenants"
	"accord/web"
)

// take sends the log, as it is filtered, as a file that anybody can verify with
// `accord verify journal`. It is written to a file of its own first: what fails
// on the way is said on the page, and nothing of its size is held in memory.
func (p pages) take(m *web.Member) error {
	f, err := p.filtered(m)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp("", "accord-journal-")
	if err != nil {
		return err
	}
	_ = os.Remove(file.Name()) // gone with its last reader
	err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error {
		_, err := journal.Take(tx, m.Organisation().Name, f, file)
		return err
	})
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		file.Close()
		return err
	}
	return m.Send("accord-journal-"+m.Organisation().Slug+"-"+p.db.Now().In(m.T.Zone()).Format(time.DateOnly)+".jsonl", "application/jsonl", file)
}

// filtered reads the filters that a form carries along.
func (p pages) filtered(m *web.Member) (journal.Filter, error) {
	form := m.Form()
	sent := map[string]string{}
	for _, name := range asked {
		sent[name] = form.OptionalText(name, 100)
	}
	return filter(func(name string) string { return sent[name] }, p.db.Now()), form.Err()
}
