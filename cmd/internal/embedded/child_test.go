package embedded

import (
	"bufio"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestTheChildrenEndWithAKilledParent(t *testing.T) {
	t.Parallel()
	home := place(t)
	parent := startProcess(t, home)
	servers := childrenOf(t, parent.Process.Pid)
	if len(servers) != 3 {
		t.Fatalf("it has %d children", len(servers))
	}
	settings, err := readSettings(home)
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()

	// Open waits for the children, who hold the lock, and gives up if they stay.
	again, err := Open(home)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Close() }()
	for _, port := range []int{settings.Redis.Port, settings.Storage.Port, settings.Mail.Port} {
		if c, err := net.Dial("tcp", loopback(port)); err == nil {
			t.Errorf("port %d still answers", port)
			_ = c.Close()
		}
	}
	// PostgreSQL was asked to stop, not cut off: it took its pid file with it.
	if _, err := os.Stat(filepath.Join(home, "postgres", "postmaster.pid")); !os.IsNotExist(err) {
		t.Errorf("PostgreSQL did not end in order: %v", err)
	}
}

func TestAStartRightAfterAKillFindsEverything(t *testing.T) {
	t.Parallel()
	home := place(t)
	services := start(t, home)
	leaveTraces(t, services)
	stopNow(t, services)

	parent := startProcess(t, home)
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	services = start(t, home)
	defer stopNow(t, services)
	findTraces(t, services)
}

func TestASecondStartIsFast(t *testing.T) {
	t.Parallel()
	home := place(t)
	stopNow(t, start(t, home))
	began := time.Now()
	services := start(t, home)
	took := time.Since(began)
	stopNow(t, services)
	if took > 10*time.Second { // a second when quiet; the tests beside this one are not
		t.Errorf("it took %s", took)
	}
}

func TestAServerThatDoesNotListenIsEndedAllTheSame(t *testing.T) {
	t.Parallel()
	home, err := Open(place(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = home.Close() }()
	deaf, err := home.launch(program{
		name: "deaf", path: "/bin/sh", args: []string{"-c", `trap "" TERM; echo listening; while :; do sleep 1; done`},
		stops: []stop{{syscall.SIGTERM, 50 * time.Millisecond}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for lastLines(deaf.log, 1) != "listening" && !deaf.hasEnded() {
		time.Sleep(time.Millisecond)
	}
	if err := deaf.stop(); err != nil {
		t.Fatal(err)
	}
	if deaf.err == nil || deaf.err.Error() != "signal: killed" {
		t.Errorf("it ended by %v", deaf.err)
	}
}

func TestAChildSeesNothingOfOurEnvironment(t *testing.T) {
	home, err := Open(place(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = home.Close() }()
	t.Setenv("ACCORD_A_SECRET", "secret")
	child, err := home.launch(program{name: "env", path: "/usr/bin/env"})
	if err != nil {
		t.Fatal(err)
	}
	<-child.ended
	for line := range strings.SplitSeq(lastLines(child.log, 100), "\n") {
		if name, _, _ := strings.Cut(line, "="); name != "PATH" && name != "LC_ALL" && name != "TZ" {
			t.Errorf("it sees %s", line)
		}
	}
}

// startProcess runs the services in a process of their own, which the test may kill.
func startProcess(t *testing.T, home string) *exec.Cmd {
	t.Helper()
	process := exec.Command(os.Args[0])
	process.Env = append(os.Environ(), "ACCORD_TEST_RUN="+home)
	output, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = process.Process.Kill() }) // usually long gone
	said, err := bufio.NewReader(output).ReadString('\n')
	if err != nil || said != "started\n" {
		t.Fatalf("it says %q: %v", said, err)
	}
	return process
}

func childrenOf(t *testing.T, parent int) []int {
	t.Helper()
	tasks, err := filepath.Glob("/proc/" + strconv.Itoa(parent) + "/task/*/children")
	if err != nil {
		t.Fatal(err)
	}
	var children []int
	for _, task := range tasks {
		written, err := os.ReadFile(task)
		if err != nil {
			continue // a thread that ended meanwhile
		}
		for word := range strings.FieldsSeq(string(written)) {
			child, err := strconv.Atoi(word)
			if err != nil {
				t.Fatal(err)
			}
			children = append(children, child)
		}
	}
	return children
}
