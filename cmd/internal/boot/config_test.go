package boot

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"accord/app/journal"
	"accord/tenants"
)

func whole() map[string]string {
	env := map[string]string{
		"REDIS_URL": "redis://127.0.0.1:6379", "SMTP_URL": "smtp://127.0.0.1:25", "S3_BUCKET": "accord",
		"S3_ENDPOINT": "http://127.0.0.1:7070", "ACCORD_SECRET": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
	}
	for _, d := range []tenants.Door{tenants.DoorMember, tenants.DoorOverseer, tenants.DoorGate, tenants.DoorSelf, tenants.DoorPublic, tenants.DoorClerk} {
		env["DATABASE_URL_"+strings.ToUpper(string(d))] = "postgres://accord_" + string(d) + ":hunter2@127.0.0.1/accord"
	}
	return env
}

func from(env map[string]string) func(string) string { return func(n string) string { return env[n] } }

func TestAWholeConfigurationIsRead(t *testing.T) {
	t.Parallel()
	c, err := Read(ForServe|ForWork, from(whole()))
	if err != nil {
		t.Fatal(err)
	}
	if c.Addr != "127.0.0.1:8080" || c.PublicURL != "http://127.0.0.1:8080" || !c.Storage.PathStyle || len(c.Databases) != 6 {
		t.Fatalf("read %+v", c)
	}
}

func TestEveryFaultIsNamedAtOnceAndNoValueIsRepeated(t *testing.T) {
	t.Parallel()
	env := whole()
	delete(env, "S3_BUCKET")
	delete(env, "DATABASE_URL_SELF")
	env["ACCORD_ADDR"] = "8080"
	env["ACCORD_SECRET"] = "aHVudGVyMg=="
	env["ACCORD_LOG_LEVEL"] = "loud"
	env["SMTP_URL"] = "hunter2"
	env["ACCORD_HOME"] = "here"
	env["ACCORD_MAIL_FROM"] = "nobody"
	env["S3_PATH_STYLE"] = "perhaps"
	env["ACCORD_JOURNAL_KEYS"] = "PRIVATE+KEY+hunter2"
	_, err := Read(ForServe|ForWork, from(env))
	if err == nil {
		t.Fatal("it was accepted")
	}
	for _, name := range []string{"10 faults", "S3_BUCKET", "DATABASE_URL_SELF", "ACCORD_ADDR", "ACCORD_SECRET", "ACCORD_LOG_LEVEL", "SMTP_URL", "ACCORD_HOME", "ACCORD_MAIL_FROM", "S3_PATH_STYLE", "ACCORD_JOURNAL_KEYS"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named in %v", name, err)
		}
	}
	if strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "aHVudGVyMg") {
		t.Error("a secret is repeated")
	}
}

// Who answers pages cannot sign: a key in its environment is a mistake.
func TestTheJournalsKeysAreForWorkAlone(t *testing.T) {
	t.Parallel()
	private, public, err := journal.NewKey("accord.example")
	if err != nil {
		t.Fatal(err)
	}
	env := whole()
	env["ACCORD_JOURNAL_KEYS"] = private
	c, err := Read(ForWork, from(env))
	if err != nil || !slices.Equal(c.Journal.Public(), []string{public}) {
		t.Errorf("work reads %v (%v)", c.Journal.Public(), err)
	}
	if _, err := Read(ForServe, from(env)); err == nil || !strings.Contains(err.Error(), "ACCORD_JOURNAL_KEYS") || strings.Contains(err.Error(), private) {
		t.Errorf("serve takes a key: %v", err)
	}
}

func TestProxiesAreAddressesOrNetworks(t *testing.T) {
	t.Parallel()
	env := whole()
	env["ACCORD_PROXIES"] = "10.1.2.3/8, 192.0.2.7 ::1"
	c, err := Read(ForServe, from(env))
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(c.Proxies); got != "[10.0.0.0/8 192.0.2.7/32 ::1/128]" {
		t.Errorf("read %s", got)
	}
	env["ACCORD_PROXIES"] = "10.0.0.0/8,everybody"
	if _, err := Read(ForServe, from(env)); err == nil || !strings.Contains(err.Error(), "ACCORD_PROXIES") {
		t.Errorf("everybody is a proxy: %v", err)
	}
}

func TestTheRunningProgramRefusesTheOwnersLogin(t *testing.T) {
	t.Parallel()
	env := whole()
	env["DATABASE_URL_OWNER"] = "postgres://accord_owner:hunter2@127.0.0.1/accord"
	if _, err := Read(ForServe, from(env)); err == nil || !strings.Contains(err.Error(), "DATABASE_URL_OWNER") {
		t.Fatalf("expected a refusal, got %v", err)
	}
	if _, err := Read(ForMigrate, from(env)); err != nil {
		t.Fatal(err)
	}
}

func TestADatabaseMayBeReachedByItsSocketsFolder(t *testing.T) {
	t.Parallel()
	env := whole()
	env["DATABASE_URL_MEMBER"] = "postgres://accord_member:hunter2@/accord?host=/var/lib/accord/run"
	if _, err := Read(ForServe, from(env)); err != nil {
		t.Error(err)
	}
	env["DATABASE_URL_MEMBER"] = "postgres://accord_member:hunter2@/accord"
	if _, err := Read(ForServe, from(env)); err == nil || !strings.Contains(err.Error(), "DATABASE_URL_MEMBER") {
		t.Errorf("a URL that names no place was accepted: %v", err)
	}
}
