"""Thirty people at once: sessions without a browser, each changing the filter every ten seconds.

A session speaks Streamlit's own protocol over its websocket: it opens the Map page, learns from the
answer which boxes the legend has, and then switches one of them as a browser would. An action lasts
from the message sent to the run of the page finished.
"""

import asyncio
import random
import statistics
import time

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.measuring import LANGUAGE, Server, table

SESSIONS = 30
EVERY_S = 10.0
LASTS_S = 80.0
MOST_P95_MS = 1500.0
MOST_MEMORY_MB = 1000.0


class Session:
    """One person at the Map page. `cookie`: of a seat, where one is asked for."""

    def __init__(self, port, cookie=""):
        self.address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self.headers = {"Cookie": cookie} if cookie else {}
        self.boxes = {}
        self.page = ""
        self.query = f"lang={LANGUAGE}"
        self.known_messages = set()
        self.first_ms = 0.0
        self.actions_ms = []
        self.received_bytes = 0

    async def live(self, all_are_in, until):
        async with self.connected() as self.socket:
            self.first_ms = await self.run(None)
            await all_are_in.wait()
            await asyncio.sleep(random.uniform(0, EVERY_S))
            while time.monotonic() < until():
                begun = time.monotonic()
                box = random.choice(list(self.boxes))
                before = self.query
                self.boxes[box] = not self.boxes[box]
                self.actions_ms.append(await self.run(box))
                assert self.query != before, "the switch of a layer has changed nothing"
                await asyncio.sleep(max(0, EVERY_S - (time.monotonic() - begun)))

    async def visit(self):
        """Open the page, and leave it; milliseconds until it was there."""
        begun = time.monotonic()
        async with self.connected() as self.socket:
            await self.run(None)
            return (time.monotonic() - begun) * 1000

    def connected(self):
        return websockets.connect(
            self.address,
            subprotocols=["streamlit"],
            additional_headers=self.headers,
            max_size=None,
            ping_interval=None,
        )

    async def run(self, box):
        """Ask for a run of the page, with a box switched or without; milliseconds it took."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self.query
        asked.page_script_hash = self.page
        asked.cached_message_hashes.extend(self.known_messages)
        if box:
            for each, on in self.boxes.items():  # a browser tells the state of all its widgets
                state = asked.widget_states.widgets.add()
                state.id, state.bool_value = each, on
        begun = time.monotonic()
        await self.socket.send(message.SerializeToString())
        while not self.is_finished(await asyncio.wait_for(self.socket.recv(), 60)):
            pass
        return (time.monotonic() - begun) * 1000

    def is_finished(self, body):
        self.received_bytes += len(body)
        message = ForwardMsg()
        message.ParseFromString(body)
        if message.metadata.cacheable:
            self.known_messages.add(message.hash)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page = message.new_session.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            self.notice(message.delta.new_element)
        return kind == "script_finished"

    def notice(self, element):
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(element.exception.message)
        if kind == "checkbox" and element.checkbox.id not in self.boxes:
            self.boxes[element.checkbox.id] = element.checkbox.default


async def sessions(server):
    """Thirty that come at once, and then act for LASTS_S."""
    people = [Session(server.port) for _ in range(SESSIONS)]
    all_are_in = asyncio.Event()
    ends = []
    living = [asyncio.create_task(each.live(all_are_in, lambda: ends[0])) for each in people]
    while not all(each.first_ms for each in people):
        await asyncio.sleep(0.1)
        for task in living:
            if task.done():
                task.result()
    ends.append(time.monotonic() + LASTS_S)
    before = server.cpu_ms()
    all_are_in.set()
    await asyncio.gather(*living)
    return people, server.cpu_ms() - before


def percentile(values, part):
    return statistics.quantiles(values, n=100)[part - 1]


def main():
    """Measure, print, and give what budgets are broken."""
    with Server("app.py") as server:
        people, cpu = asyncio.run(sessions(server))
        memory, most_memory = server.memory_mb()
    actions = [each for person in people for each in person.actions_ms]
    firsts = [person.first_ms for person in people]
    p95 = percentile(actions, 95)
    table(
        (f"{SESSIONS} sessions, each acts every {EVERY_S:.0f} s", ""),
        [
            ("actions", f"{len(actions)}"),
            ("an action, median", f"{statistics.median(actions):.0f} ms"),
            ("an action, 95th percentile", f"{p95:.0f} ms"),
            ("an action, slowest", f"{max(actions):.0f} ms"),
            ("the first page of all at once, median", f"{statistics.median(firsts):.0f} ms"),
            ("the first page of all at once, slowest", f"{max(firsts):.0f} ms"),
            ("server CPU an action", f"{cpu / len(actions):.0f} ms"),
            ("memory of the server, at the end", f"{memory:.0f} MB"),
            ("memory of the server, at most", f"{most_memory:.0f} MB"),
        ],
    )
    broken = []
    if p95 > MOST_P95_MS:
        broken.append(f"95th percentile of an action {p95:.0f} ms, not {MOST_P95_MS:.0f}")
    if most_memory > MOST_MEMORY_MB:
        broken.append(f"{most_memory:.0f} MB of memory, not {MOST_MEMORY_MB:.0f}")
    return broken
