"""The server's process asks no other machine: every look-up and connection is recorded."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
RECORDING = """
import json, os, sys

asked = []

def record(event, values):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        asked.append([event, repr(values[1])])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        asked.append([event, repr(values[0])])
    elif event == "subprocess.Popen":
        asked.append([event, repr(values[0])])

sys.addaudithook(record)
"""
SERVING = """
from assistant.settings import Settings
from tests.served import served
from tests.test_assistant_root_path import Asked
import httpx, threading

with served(Asked(), Settings()) as address:
    from gradio_client import Client
    for path in ("/", "/config", "/r/", "/r/m_5676-400001", "/report", "/api/health",
                 "/api/ask?q=what", "/gradio_api/startup-events", "/theme.css",
                 "/gradio_api/proxy=https://huggingface.co/x",
                 "/gradio_api/file=https://huggingface.co/x"):
        httpx.get(address + path, timeout=60)
    client = Client(address, verbose=False, analytics_enabled=False)
    assert client.predict("what?", api_name="/ask")["status"] == "answered"
    client.close()
    for one in threading.enumerate():  # analytics would be asked for in a thread
        if one.name.startswith("Thread-"):
            one.join(timeout=2)
"""
FOREIGN = """
import socket
with socket.socket() as one:
    one.setblocking(False)
    one.connect_ex(("192.0.2.1", 80))
"""


def asked_by(code: str) -> list[str]:
    """What a process asked of others than this machine's loopback address."""
    ended = subprocess.run(
        [sys.executable, "-c", f"{RECORDING}{code}\nprint(json.dumps(asked))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr
    recorded = json.loads(ended.stdout.splitlines()[-1])
    own = ("'127.0.0.1'", "('127.0.0.1'", "b'127.0.0.1'", "'localhost'", "('::1'")
    return [f"{event} {value}" for event, value in recorded if not value.startswith(own)]


def test_a_connection_to_another_machine_would_be_seen() -> None:
    assert asked_by(FOREIGN) == ["socket.connect ('192.0.2.1', 80)"]


def test_the_app_asks_no_other_machine() -> None:
    assert asked_by(SERVING) == []
