# Read by ./run and ./test. Sets ACCORD_HOME, and installs what Accord's own services need and this machine lacks.
# POSIX sh, for a bare Debian has nothing more.

umask 022 # as root the servers run as another user, who has to get through the folders made here

# The same place as DefaultHome in home.go; exported, so that the binaries need not ask again.
if [ -z "${ACCORD_HOME:-}" ]; then
	if [ "$(id -u)" -eq 0 ]; then
		ACCORD_HOME=/var/lib/accord
	else
		ACCORD_HOME=${XDG_DATA_HOME:-$HOME/.local/share}/accord
	fi
fi
case $ACCORD_HOME in
/*) ;;
*) ACCORD_HOME=$PWD/$ACCORD_HOME ;;
esac
export ACCORD_HOME

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		echo "This needs root and there is no sudo: $*" >&2
		return 1
	fi
}

has_postgres() {
	[ -n "${PG_BIN_DIR:-}" ] || command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1
}

has_redis() {
	[ -n "${ACCORD_REDIS_BIN:-}" ] || command -v redis-server >/dev/null
}

has_browser() {
	[ -n "${CHROMIUM:-}" ] || command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}

# install_missing [browser]: does nothing, and asks for no password, where everything is there.
install_missing() {
	missing=
	has_postgres || missing="$missing postgresql"
	has_redis || missing="$missing redis-server"
	[ "${1:-}" != browser ] || has_browser || missing="$missing chromium"
	if ! command -v go >/dev/null; then
		echo "Accord is built with Go, which is not in PATH: see https://go.dev/doc/install" >&2
		return 1
	fi
	[ -n "$missing" ] || return 0
	if ! command -v apt-get >/dev/null; then
		echo "Install$missing with this system's own means, then start again (PG_BIN_DIR and ACCORD_REDIS_BIN name them where they are not in PATH)." >&2
		return 1
	fi
	echo "Installing$missing" >&2
	# Without these two Debian would set up and start a cluster and a Redis of the system's: Accord runs its own, as the
	# user who starts it. Where PostgreSQL's or a policy's file is there already, it is somebody's and stays as it is.
	has_postgres || as_root sh -c 'conf=/etc/postgresql-common/createcluster.conf
		[ -e $conf ] || { mkdir -p ${conf%/*} && echo "create_main_cluster = false" >$conf; }'
	as_root env DEBIAN_FRONTEND=noninteractive missing="$missing" sh -c '
		policy=/usr/sbin/policy-rc.d
		if [ ! -e $policy ]; then
			trap "rm -f $policy" EXIT
			trap "exit 1" HUP INT TERM
			printf "#!/bin/sh\nexit 101\n" >$policy && chmod 755 $policy
		fi
		apt-get update -q || echo "The package lists could not be renewed; trying with those that are here." >&2
		# Where the distribution has Chromium without windows, that one: it does the same in two thirds of the time.
		! apt-cache show chromium-headless-shell >/dev/null 2>&1 || missing=$(echo "$missing" | sed "s/chromium$/chromium-headless-shell/")
		apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold $missing' >&2
	case $missing in
	*redis-server*) ! command -v systemctl >/dev/null || as_root systemctl disable --quiet redis-server >&2 || : ;;
	esac
}

# build_storage builds the S3 server of the demo and of the tests. It is a module of its own.
build_storage() {
	(cd cmd/storage && CGO_ENABLED=0 go build -o "$ACCORD_HOME/bin/accord-storage" .)
}
