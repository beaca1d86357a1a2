"""Keeps a few programs running side by side: starts them, passes on what they print, restarts the dead, stops them all.

It knows no Django; `manage.py serve` gives it the programs.
"""

import asyncio
import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
# A program that ran this long was well; when it dies after that, the pauses begin again at the shortest.
WELL_AFTER_SECONDS = 60.0
STOPPING_SECONDS = 15.0
LONGEST_LINE_BYTES = 1024 * 1024
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None)


def _die_with_parent() -> None:
    """In the new process: ask Linux for SIGTERM when the supervisor dies, even by kill -9."""
    with contextlib.suppress(AttributeError):
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(frozen=True)
class Program:
    """A program to keep running: the name its lines carry, its command and its environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


class Supervisor:
    """Runs programs until told to stop. `write` receives every line to show."""

    def __init__(
        self,
        programs: Sequence[Program],
        write: Callable[[str], None],
        *,
        first_pause: float = FIRST_PAUSE_SECONDS,
    ) -> None:
        self.programs = programs
        self.write = write
        self.first_pause = first_pause
        self.stopping = asyncio.Event()
        self.processes: dict[str, asyncio.subprocess.Process] = {}

    def stop(self) -> None:
        """Ask everything to stop; `run` returns when it has. Asked a second time, wait for nothing."""
        if self.stopping.is_set():
            for process in self.processes.values():
                _kill_group(process)
        self.stopping.set()

    async def run(self, when_started: Callable[[], Awaitable[None]]) -> None:
        """Start every program, call `when_started` beside them; return once `stop` was called and all have ended."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.stop)
        keepers = [asyncio.create_task(self._keep(program)) for program in self.programs]
        greeting = asyncio.ensure_future(when_started())
        await self.stopping.wait()
        greeting.cancel()
        self.write("Stopping: what is running may finish first (again to stop at once)")
        await self._stop_all()
        await asyncio.gather(*keepers, return_exceptions=True)

    async def _keep(self, program: Program) -> None:
        pause = self.first_pause
        while not self.stopping.is_set():
            started = time.monotonic()
            code = await self._run_once(program)
            if self.stopping.is_set():
                return
            if time.monotonic() - started >= WELL_AFTER_SECONDS:
                pause = self.first_pause
            self.write(f"{program.name} stopped ({_ending(code)}); starting it again in {pause:.0f} s")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _run_once(self, program: Program) -> int:
        # A pipe of our own: asyncio would report the program's end only once everything that holds its pipe has ended.
        reading, writing = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                *program.command,
                env=dict(program.environment),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=writing,
                stderr=writing,
                # A group of its own: Ctrl-C reaches the supervisor alone, and stopping reaches the whole group.
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
        finally:
            os.close(writing)
        self.processes[program.name] = process
        passing_on = asyncio.create_task(self._pass_on(program.name, reading))
        code = await process.wait()
        # What a dead program left behind in its group would work on beside its successor.
        _kill_group(process)
        await passing_on
        return code

    async def _pass_on(self, name: str, reading: int) -> None:
        lines = asyncio.StreamReader(limit=LONGEST_LINE_BYTES)
        transport, _protocol = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(lines),
            os.fdopen(reading, "rb"),
        )
        try:
            async for line in lines:
                self.write(f"{name:<9} | {line.decode(errors='replace').rstrip()}")
        finally:
            transport.close()

    async def _stop_all(self) -> None:
        running = [process for process in self.processes.values() if process.returncode is None]
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*(process.wait() for process in running)), STOPPING_SECONDS)
        for process in running:
            if process.returncode is None:
                _kill_group(process)


def _kill_group(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _ending(code: int) -> str:
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name
