"""A class of thirty: sessions without a browser behind the door of a class, each changing a layer
every ten seconds and asking for the pulse every 2.5 s; then all at once, as when the trainer
leads to another page; then five hundred sessions that open and close.

As in bench/load.py an action lasts from the message sent to the run of the page finished.
"""

import asyncio
import json
import re
import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import psutil

from bench.load import EVERY_S, MOST_MEMORY_MB, MOST_P95_MS, Session, percentile
from bench.measuring import LANGUAGE, Server, table

LEARNERS = 30
PULSE_S = 2.5
LASTS_S = 60.0
SETTLING, OPENED = 150, 500
"""Sessions that open and close before memory is looked at, and those after: Streamlit keeps the
last 128 that were closed, for who comes back."""
AT_ONCE = 10
MOST_GROWTH_MB = 60.0
MOST_PULSE_P95_MS = 500.0


class ClassServer(Server):
    """The server that `cli.py class` starts."""

    def command(self):
        words = ["cli.py", "class", "--address", "127.0.0.1", "--lang", "en"]
        return [sys.executable, *words, "--port", str(self.port), "--seats", "60"]

    def _wait_until_healthy(self):
        until = time.monotonic() + 300
        while time.monotonic() < until and self.process.poll() is None:
            self.said.seek(0)
            if found := re.search(r"learners: (\w{6})\n[^:]+: (\S+)\n", self.said.read()):
                self.code, self.trainer_code = found.groups()
                return
            time.sleep(0.1)
        raise RuntimeError("the class did not start")

    def joined(self, **form):
        """The cookie of a new seat."""

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None

        body = urllib.parse.urlencode({**form, "lang": LANGUAGE}).encode()
        try:
            urllib.request.build_opener(Stay).open(f"{self.address}/class/join", body)
        except urllib.error.HTTPError as answer:
            return answer.headers["Set-Cookie"].split(";")[0]
        raise RuntimeError("nobody may join")


class Pulse:
    """What a browser of the class asks beside its page, over a connection that stays."""

    def __init__(self, port, cookie):
        self.port, self.cookie, self.ms = port, cookie, []

    async def live(self, until):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        step = 0
        while time.monotonic() < until:
            step += 1
            begun = time.monotonic()
            writer.write(self.question({"where": f"/?lang={LANGUAGE}#map=6/43/{70 + step % 9}"}))
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(re.search(rb"content-length: (\d+)", head)[1])
            assert not json.loads(await reader.readexactly(length))["gone"]
            self.ms.append((time.monotonic() - begun) * 1000)
            await asyncio.sleep(max(0, PULSE_S - (time.monotonic() - begun)))
        writer.close()

    def question(self, told):
        body = json.dumps(told)
        return (
            f"POST /class/pulse HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Cookie: {self.cookie}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()


async def lesson(server, cookies):
    """Thirty that act, and their pulses; then each once more, all at the same moment."""
    people = [Session(server.port, cookie) for cookie in cookies]
    pulses = [Pulse(server.port, cookie) for cookie in cookies]
    all_are_in, ends = asyncio.Event(), []
    living = [asyncio.create_task(each.live(all_are_in, lambda: ends[0])) for each in people]
    while not all(each.first_ms for each in people):
        await asyncio.sleep(0.1)
        for task in living:
            if task.done():
                task.result()
    ends.append(time.monotonic() + LASTS_S)
    all_are_in.set()
    await asyncio.gather(*living, *(each.live(ends[0]) for each in pulses))
    return people, pulses


async def all_at_once(server, cookies):
    """Milliseconds until each has the page that the trainer leads to: all ask in one moment."""
    people = [Session(server.port, cookie) for cookie in cookies]
    return await asyncio.gather(*(each.visit() for each in people))


async def opened_and_closed(server, cookie, count):
    for _ in range(count // AT_ONCE):
        people = [Session(server.port, cookie) for _ in range(AT_ONCE)]
        await asyncio.gather(*(each.visit() for each in people))


def main():
    """Measure, print, and give what budgets are broken."""
    with tempfile.TemporaryFile("w+") as said, ClassServer("app.py", said=said) as server:
        cookies = [server.joined(code=server.code, name=f"{n}") for n in range(LEARNERS)]
        people, pulses = asyncio.run(lesson(server, cookies))
        together = asyncio.run(all_at_once(server, cookies))
        _, most_memory = server.memory_mb()
        process = psutil.Process(server.process.pid)
        asyncio.run(opened_and_closed(server, cookies[0], SETTLING))
        before, threads = server.memory_mb()[0], process.num_threads()
        asyncio.run(opened_and_closed(server, cookies[0], OPENED))
        after, threads_after = server.memory_mb()[0], process.num_threads()
    actions = [each for person in people for each in person.actions_ms]
    asked = [each for pulse in pulses for each in pulse.ms]
    p95, pulse_p95 = percentile(actions, 95), percentile(asked, 95)
    table(
        (f"a class of {LEARNERS}, each acts every {EVERY_S:.0f} s, pulse every {PULSE_S} s", ""),
        [
            ("actions", f"{len(actions)}"),
            ("an action, median", f"{statistics.median(actions):.0f} ms"),
            ("an action, 95th percentile", f"{p95:.0f} ms"),
            ("pulses", f"{len(asked)}"),
            ("a pulse, median", f"{statistics.median(asked):.0f} ms"),
            ("a pulse, 95th percentile", f"{pulse_p95:.0f} ms"),
            ("all follow to another page at once, the last", f"{max(together):.0f} ms"),
            ("memory of the server, at most", f"{most_memory:.0f} MB"),
            (f"memory after {SETTLING} sessions opened and closed", f"{before:.0f} MB"),
            (f"memory after {OPENED} more", f"{after:.0f} MB"),
            (f"threads before and after these {OPENED}", f"{threads}, {threads_after}"),
        ],
    )
    budgets = (
        ("95th percentile of an action, ms", p95, MOST_P95_MS),
        ("95th percentile of a pulse, ms", pulse_p95, MOST_PULSE_P95_MS),
        ("memory, MB", most_memory, MOST_MEMORY_MB),
        (f"growth over {OPENED} sessions, MB", after - before, MOST_GROWTH_MB),
        ("threads more", threads_after - threads, 5),
    )
    return [f"{what}: {got:.0f}, not {most:.0f}" for what, got, most in budgets if got > most]
