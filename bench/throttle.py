"""A slow line on this machine: a TCP proxy that lets through so many bytes a second.

A browser can pretend to be on a slow line, but not for a websocket, nor for all frames of a page
alike; bytes on a socket cannot be missed.
"""

import asyncio
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

PACKET = 1460
"""Bytes that pass at once: connections that load at the same time share the line in turns."""
LATE_S = 0.05
"""How late this program may wake up on a busy machine before the line counts as idle meanwhile."""
HEADERS = 40
"""Bytes of TCP and IP that each packet costs besides."""


@dataclass
class Line:
    """A line to a server: `bytes_a_second` each way, `round_trip_s` there and back."""

    to_port: int
    bytes_a_second: float = 125_000
    round_trip_s: float = 0.04
    port: int = 0
    """Where it listens on 127.0.0.1, once it is open."""
    carried: dict = field(default_factory=lambda: {"up": 0, "down": 0})
    _free_from: dict = field(default_factory=lambda: {"up": 0.0, "down": 0.0})

    def __enter__(self):
        opened = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(opened)))
        self._thread.start()
        opened.wait(10)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join()

    async def _serve(self, opened):
        self._loop = asyncio.get_running_loop()
        self._closing = asyncio.Event()
        server = await asyncio.start_server(self._connect, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        opened.set()
        await self._closing.wait()
        server.close()

    async def _connect(self, reader, writer):
        await asyncio.sleep(self.round_trip_s)  # the handshake
        with suppress(OSError, asyncio.CancelledError):  # cancelled when the line is closed
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.to_port)
            await asyncio.gather(
                self._carry("up", reader, far_writer), self._carry("down", far_reader, writer)
            )
        writer.close()

    async def _carry(self, way, reader, writer):
        under_way = asyncio.Queue()
        arriving = asyncio.create_task(self._arrive(under_way, writer))
        try:
            while packet := await reader.read(PACKET):
                left = await self._turn(way, len(packet))
                under_way.put_nowait((left + self.round_trip_s / 2, packet))
        except OSError:
            pass
        under_way.put_nowait((time.monotonic(), b""))
        await arriving

    async def _turn(self, way, size):
        """Wait until a packet has left, behind those that were there before it."""
        start = max(time.monotonic() - LATE_S, self._free_from[way])
        left = self._free_from[way] = start + (size + HEADERS) / self.bytes_a_second
        self.carried[way] += size + HEADERS
        await asyncio.sleep(max(0, left - time.monotonic()))
        return left

    async def _arrive(self, under_way, writer):
        while True:
            moment, packet = await under_way.get()
            await asyncio.sleep(max(0, moment - time.monotonic()))
            try:
                if not packet:
                    writer.close()
                    return
                writer.write(packet)
            except OSError:
                return
