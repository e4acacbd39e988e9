"""The room that functions live in: its files, its network, its processes."""

import os
import queue
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from faultline_localstack.executor.ground import CannotStart
from faultline_localstack.executor.room.egress import AWS_ADDRESS
from faultline_localstack.executor.room.room import Room, RoomGround, RoomRefusedError
from faultline_localstack.executor.room.root import Mount

VARIABLES = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HERE": "yes"}


def make_room(**settings):
    try:
        return Room(**settings)
    except RoomRefusedError as refusal:
        pytest.skip(f"this machine does not allow namespaces: {refusal}")


@pytest.fixture(scope="module")
def room():
    made = make_room()
    yield made
    made.close()


@pytest.fixture
def run(room, tmp_path):
    """``run(script, mounts)``: what a shell script in the room prints, and its return code."""
    return runner(room, tmp_path)


def runner(room, tmp_path):
    def run(script, mounts=(), command=None, directory="/"):
        root = tmp_path / "root"
        root.mkdir(exist_ok=True)
        read, write = os.pipe()
        try:
            ground = RoomGround(room, list(mounts), root)
            started = ground.start(command or ["/bin/sh", "-c", script], VARIABLES, Path(directory), write)
        finally:
            os.close(write)
        with os.fdopen(read) as output:
            printed = output.read()
        return printed, started.wait()

    return run


def shown(source, target, read_only=True):
    return Mount(str(source), target, read_only)


def test_folders_are_seen_where_lambda_has_them(run, tmp_path):
    for name in ("task", "layer", "tmp"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    mounts = [shown(tmp_path / "task", "/var/task"), shown(tmp_path / "layer", "/opt")]
    mounts += [shown(tmp_path / "tmp", "/tmp", read_only=False)]
    script = "pwd; cat /var/task/file /opt/file /tmp/file; ls /var/run /var/tmp; echo written > /tmp/new; ls /opt"
    assert run(script, mounts, directory="/var/task") == (
        "/var/task\ntasklayertmp/var/run:\n\n/var/tmp:\nfile\nfile\n",
        0,
    )
    assert (tmp_path / "tmp" / "new").read_text() == "written\n"
    assert not Path("/var/task").exists()


def test_code_and_layers_cannot_be_written(run, tmp_path):
    (tmp_path / "task").mkdir()
    printed, code = run("echo x > /var/task/file", [shown(tmp_path / "task", "/var/task")])
    assert "ead-only file system" in printed
    assert code != 0
    assert not (tmp_path / "task" / "file").exists()


def test_nothing_of_the_machine_s_tmp_and_run_is_seen(run, tmp_path):
    (tmp_path / "tmp").mkdir()
    with tempfile.NamedTemporaryFile(dir="/tmp"):
        assert run("ls -A /tmp /run", [shown(tmp_path / "tmp", "/tmp", read_only=False)])[0] == "/run:\n\n/tmp:\n"


def test_a_file_of_its_own_takes_the_place_of_the_machine_s(run, tmp_path):
    (tmp_path / "resolv.conf").write_text("nameserver 127.53.0.9\n")
    before = Path("/etc/resolv.conf").read_bytes() if Path("/etc/resolv.conf").exists() else None
    assert (
        run("cat /etc/resolv.conf", [shown(tmp_path / "resolv.conf", "/etc/resolv.conf")])[0]
        == "nameserver 127.53.0.9\n"
    )
    assert (Path("/etc/resolv.conf").read_bytes() if Path("/etc/resolv.conf").exists() else None) == before


def test_a_process_has_its_variables_its_group_and_lambda_s_number_of_files(run):
    printed, code = run("env | sort | grep -v '^_=\\|^PWD\\|^SHLVL\\|^OLDPWD'; ulimit -n; ls /proc/self/fd; exit 7")
    assert printed.split("\n")[:3] == ["HERE=yes", f"PATH={VARIABLES['PATH']}", "1024"]
    # 3 is the folder that ls itself reads.
    assert printed.split()[3:] == ["0", "1", "2", "3"]
    assert code == 7


def test_who_starts_it_can_wait_for_it(room, tmp_path):
    (tmp_path / "root").mkdir()
    read, write = os.pipe()
    started = room.start(["/bin/sleep", "60"], VARIABLES, Path("/"), write, [], tmp_path / "root")
    exit_fd = os.pidfd_open(started.pid)
    assert select.select([exit_fd], [], [], 0)[0] == []
    os.killpg(started.pid, 9)
    os.waitid(os.P_PIDFD, exit_fd, os.WEXITED | os.WNOWAIT)
    assert started.wait() == -9
    for each in (read, write, exit_fd):
        os.close(each)


@pytest.mark.parametrize(
    ("text", "mode", "reason"),
    [
        (None, 0, "no such file or directory"),
        ("#!/no/such/interpreter\n", 0o755, "no such file or directory"),
        ("#!/bin/sh\n", 0o644, "permission denied"),
        ("neither script nor program", 0o755, "exec format error"),
    ],
)
def test_what_cannot_be_executed_is_told(run, tmp_path, text, mode, reason):
    (tmp_path / "task").mkdir()
    if text is not None:
        (tmp_path / "task" / "bootstrap").write_text(text)
        (tmp_path / "task" / "bootstrap").chmod(mode)
    with pytest.raises(CannotStart, match=f"^{reason}$"):
        run("", [shown(tmp_path / "task", "/var/task")], command=["/var/task/bootstrap"])


def connect(host, port):
    code = "import socket, sys; sys.stdout.write(socket.create_connection((sys.argv[1], int(sys.argv[2])), 5).recv(99).decode())"
    return f"{os.path.realpath('/proc/self/exe')} -c '{code}' {host} {port} 2>&1 | tail -1"


class Greeter:
    """Greets whoever connects, on an address of this machine."""

    def __init__(self, host="127.0.0.1", family=socket.AF_INET):
        self._listener = socket.create_server((host, 0), family=family)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._greet, daemon=True).start()

    def _greet(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            client.sendall(b"hello")
            client.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


def eventually(look, expected):
    deadline = time.monotonic() + 10
    while (seen := look()) != expected:
        assert time.monotonic() < deadline, f"{seen!r} is not {expected!r}"
        time.sleep(0.05)


def test_a_listener_of_the_room_is_reached_in_it_and_nowhere_else(room, run):
    listener = room.listen()
    port = listener.getsockname()[1]
    greeting = threading.Thread(target=lambda: listener.accept()[0].sendall(b"welcome"))
    greeting.start()
    assert run(connect("127.0.0.1", port))[0] == "welcome"
    greeting.join()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    listener.close()


@pytest.mark.parametrize(("host", "family"), [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)])
def test_what_listens_on_this_machine_s_loopback_is_reached(run, host, family):
    with Greeter(host, family) as greeter:
        eventually(lambda: run(connect("127.0.0.1", greeter.port))[0], "hello")


def test_no_address_but_loopback_is_reached(run):
    # An address for documentation (RFC 5737). The room has no interface to it: nothing leaves.
    assert "Network is unreachable" in run(connect("192.0.2.1", 443))[0]


def test_a_host_outside_is_reached_where_the_user_allows_it_and_another_is_not(tmp_path):
    # Loopback addresses that stand for hosts outside: nothing leaves the machine.
    with Greeter("127.0.0.77") as allowed, Greeter("127.0.0.78") as other:
        room = make_room(egress=f"127.0.0.77:{allowed.port}")
        try:
            run = runner(room, tmp_path)
            eventually(lambda: run(connect("127.64.0.1", allowed.port))[0], "hello")
            for host, port in (("127.0.0.78", other.port), ("127.64.0.1", other.port), ("127.0.0.77", allowed.port)):
                assert "Connection refused" in run(connect(host, port))[0]
        finally:
            room.close()


def test_a_name_that_is_not_allowed_is_told_to_whoever_started_the_function(room, run, tmp_path):
    told = queue.Queue()
    with room.asker(told.put) as address:
        (tmp_path / "resolv.conf").write_text(f"nameserver {address}\noptions timeout:1 attempts:1\n")
        mounts = [shown(tmp_path / "resolv.conf", "/etc/resolv.conf")]
        assert "Name or service not known" in run(connect("db.example.org", 5432), mounts)[0]
        assert told.get(timeout=10) == "db.example.org"
        listener = room.listen(443, AWS_ADDRESS)
        threading.Thread(target=lambda: listener.accept()[0].sendall(b"aws"), daemon=True).start()
        assert run(connect("sqs.us-east-1.amazonaws.com", 443), mounts)[0] == "aws"
        listener.close()
        # Each of the two kinds of address was asked for once.
        assert [told.get() for _ in range(told.qsize())] in ([], ["db.example.org"])


def test_processes_of_the_room_end_with_whoever_made_it():
    script = (
        "import os, time\n"
        "from faultline_localstack.executor.room.room import Room\n"
        "room = Room()\n"
        "print(*(each.pid for each in room._processes), flush=True)\n"
        "time.sleep(60)\n"
    )
    make_room().close()
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    pids = [int(each) for each in process.stdout.readline().split()]
    assert len(pids) == 2
    process.kill()
    process.wait()
    eventually(lambda: [pid for pid in pids if is_running(pid)], [])


def test_a_room_whose_process_ends_at_once_is_refused(monkeypatch):
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(RoomRefusedError, match="has ended"):
        Room()


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_large_transfer_passes_and_both_ends_close(run):
    size = 5_000_000
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    received = []

    def echo():
        client, _ = listener.accept()
        with client:
            while data := client.recv(65536):
                received.append(len(data))
            client.sendall(b"y" * size)

    threading.Thread(target=echo, daemon=True).start()
    code = (
        'import socket, sys; s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5); '
        f's.sendall(b"x" * {size}); s.shutdown(1); n = 0\n'
        "while d := s.recv(65536): n += len(d)\n"
        "print(n)"
    )
    python = os.path.realpath("/proc/self/exe")
    eventually(lambda: run(f"{python} -c '{code}' {port} 2>&1 | tail -1")[0], f"{size}\n")
    assert sum(received) == size
    listener.close()
