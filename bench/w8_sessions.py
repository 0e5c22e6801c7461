"""W7 and W8: the manager's start page over the websocket, one session and many, without browsers.

    python -m bench.w8_sessions [sessions] [seconds]

Starts a server with the demo municipality (built if need be in a folder of its own), signs in one
manager per session, and lets each rerun every five seconds. Latency is counted from the moment a
rerun was due, so a queue shows.
"""

import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from demo.people import PASSWORD

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
EVERY = 5.0
MANAGERS = (
    "fatima.norrlid",
    "sara.lindhage",
    "mats.ohrvik",
    "birgitta.holmvret",
    "oskar.fridhem",
    "elin.hagvik",
)
PAGES = ("", "uppfoljning", "transaktioner")


@dataclass
class Session:
    """One browser's side of the protocol: run the script, remember what the server may refer to."""

    base: str
    cookie: str
    page: str = ""
    hash: str = ""
    cached: set[str] = field(default_factory=set)

    async def open(self) -> float:
        origin = self.base.replace("ws", "http", 1)
        self.socket = await websockets.connect(
            f"{self.base}/_stcore/stream",
            subprotocols=["streamlit"],
            origin=origin,
            additional_headers={"Cookie": self.cookie},
            max_size=None,
            ping_interval=None,
        )
        return await self.rerun()

    async def rerun(self) -> float:
        message = BackMsg()
        run = message.rerun_script
        run.page_script_hash = self.hash
        if not self.hash:
            run.page_name = self.page
        run.context_info.timezone, run.context_info.locale = "Europe/Stockholm", "sv-SE"
        run.context_info.url = f"{self.base.replace('ws', 'http', 1)}/{self.page}"
        run.cached_message_hashes.extend(self.cached)
        began = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(await asyncio.wait_for(self.socket.recv(), 60))
            if answer.metadata.cacheable and answer.hash:
                self.cached.add(answer.hash)
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self.hash = answer.new_session.page_script_hash
            elif kind == "navigation":
                self.hash = answer.navigation.page_script_hash
            elif kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(answer.delta.new_element.exception.message)
            elif kind == "script_finished":
                return time.perf_counter() - began


def sign_in(base: str, username: str) -> str:
    """Return the session cookie of a person who signs in at the form."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = opener.open(f"{base}/logga-in").read().decode()
    token = page.split('name="form_token" value="')[1].split('"')[0]
    form = urllib.parse.urlencode(
        {"username": username, "password": PASSWORD, "form_token": token, "next": "/halsa"}
    )
    opener.open(f"{base}/logga-in", form.encode()).read()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


async def one_user(session: Session, stop: float, late: list[float]) -> None:
    await asyncio.sleep(random.random() * EVERY)
    await session.open()
    due = time.perf_counter() + random.random() * EVERY
    while due < stop:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await session.rerun()
        late.append(time.perf_counter() - due)
        due += EVERY * random.uniform(0.8, 1.2)
    await session.socket.close()


async def many(base: str, cookies: list[str], sessions: int, seconds: float) -> dict[str, float]:
    late: list[float] = []
    stop = time.perf_counter() + EVERY + seconds
    users = [Session(base, cookies[n % len(cookies)]) for n in range(sessions)]
    await asyncio.gather(*(one_user(user, stop, late) for user in users))
    ordered = sorted(late)
    return {
        "sessions": sessions,
        "reruns": len(ordered),
        "p50_ms": round(ordered[len(ordered) // 2] * 1000),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)] * 1000),
    }


async def alone(base: str, cookie: str) -> dict[str, dict[str, int]]:
    """Return the first run and the median rerun of each page with nobody else there."""
    times = {}
    for page in PAGES:
        session = Session(base, cookie, page)
        first = await session.open()
        again = statistics.median([await session.rerun() for _ in range(7)])
        times[page or "start"] = {"first_ms": round(first * 1000), "rerun_ms": round(again * 1000)}
        await session.socket.close()
    return times


def main() -> None:
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 30.0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"RODRET_DATA_DIR": folder, "RODRET_PORT": str(port)}
        command = [sys.executable, "-m", "server.cli"]
        subprocess.run([*command, "demo"], env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([*command, "serve"], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
        base = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{base}/halsa")
            cookies = [sign_in(base, name) for name in MANAGERS]
            address = base.replace("http", "ws", 1)
            result: dict[str, object] = {"alone": asyncio.run(alone(address, cookies[0]))}
            result["many"] = asyncio.run(many(address, cookies, sessions, seconds))
        finally:
            server.terminate()
            server.wait()
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "w8_sessions.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    print(json.dumps(result, indent=1))


def _wait_for(address: str) -> None:
    for _attempt in range(120):
        try:
            urllib.request.urlopen(address, timeout=2).read()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(address)


if __name__ == "__main__":
    main()
