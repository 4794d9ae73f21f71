package embedded

import (
	"fmt"
	"path/filepath"
	"strings"
)

// Env is how programs reach the services, as NAME=value lines under the names that Accord's configuration reads.
func (s *Services) Env() []string { return environment(s.home.settings, s.Postgres.run) }

// RunningEnv is the Env of an Accord that runs in that home, for tools beside it. It refuses when none does.
func RunningEnv(home string) ([]string, error) {
	running, err := held(filepath.Join(home, "lock"))
	if err != nil {
		return nil, err
	}
	if !running {
		return nil, fmt.Errorf("no Accord is running in %s: start it with ./run", home)
	}
	settings, err := readSettings(home)
	if err != nil {
		return nil, err
	}
	return environment(settings, socketPlace(home)), nil
}

func environment(s settings, socketFolder string) []string {
	var lines []string
	for _, login := range Logins {
		url := postgresURL("accord_"+login, s.Postgres.Logins[login], database, socketFolder)
		lines = append(lines, "DATABASE_URL_"+strings.ToUpper(login)+"="+url)
	}
	return append(lines,
		"REDIS_URL="+redisURL(s.Redis.Password, s.Redis.Port),
		"S3_ENDPOINT="+endpoint(s.Storage.Port),
		"S3_BUCKET="+Bucket,
		"S3_REGION="+Region,
		"AWS_ACCESS_KEY_ID="+s.Storage.AccessKey,
		"AWS_SECRET_ACCESS_KEY="+s.Storage.SecretKey,
		"SMTP_URL="+mailURL(s.Mail.Port),
	)
}
