package embedded

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Logins are the PostgreSQL logins of Accord, each without the prefix accord_. Owner owns the schema and migrates it;
// the others are the doors' and the two narrow ones beside them.
var Logins = []string{"owner", "public", "member", "self", "overseer", "gate", "clerk"}

// settings are what the first start made up and every later one must find again.
type settings struct {
	Postgres struct {
		Superuser string            `json:"superuser"`
		Logins    map[string]string `json:"logins"`
	} `json:"postgres"`
	Redis struct {
		Port     int    `json:"port"`
		Password string `json:"password"`
	} `json:"redis"`
	Storage struct {
		Port      int    `json:"port"`
		AccessKey string `json:"access_key"`
		SecretKey string `json:"secret_key"`
	} `json:"storage"`
	Mail struct {
		Port int `json:"port"`
	} `json:"mail"`
}

func readSettings(home string) (settings, error) {
	var s settings
	written, err := os.ReadFile(filepath.Join(home, "settings.json"))
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(written, &s); err != nil {
		return s, fmt.Errorf("%s is damaged (start over with --reset): %w", filepath.Join(home, "settings.json"), err)
	}
	return s, nil
}

// loadSettings reads the settings and makes up what they do not have yet.
func (h *Home) loadSettings() error {
	s, err := readSettings(h.path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	before := len(s.Postgres.Logins)
	if s.Postgres.Superuser == "" {
		s.Postgres.Superuser = secret()
		s.Redis.Password = secret()
		s.Storage.AccessKey = "ACCORD" + secret()[:14]
		s.Storage.SecretKey = secret()
	}
	if s.Postgres.Logins == nil {
		s.Postgres.Logins = map[string]string{}
	}
	for _, login := range Logins {
		if s.Postgres.Logins[login] == "" {
			s.Postgres.Logins[login] = secret()
		}
	}
	h.settings = s
	if len(s.Postgres.Logins) == before {
		return nil
	}
	return h.saveSettings()
}

// saveSettings replaces the file whole: half a settings file would lock everybody out of the cluster.
func (h *Home) saveSettings() error {
	written, err := json.MarshalIndent(h.settings, "", "  ")
	if err != nil {
		return err
	}
	fresh, err := os.CreateTemp(h.path, "settings-*.json") // mode 0600
	if err != nil {
		return err
	}
	_, err = fresh.Write(append(written, '\n'))
	err = errors.Join(err, fresh.Sync(), fresh.Close())
	if err != nil {
		return errors.Join(err, os.Remove(fresh.Name()))
	}
	return os.Rename(fresh.Name(), h.join("settings.json"))
}

// secret is 160 random bits, in letters that need no escaping in a URL or a configuration file.
func secret() string {
	bits := make([]byte, 20)
	_, _ = rand.Read(bits) // never fails: crypto/rand ends the program instead
	return hex.EncodeToString(bits)
}
