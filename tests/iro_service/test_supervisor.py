"""The supervisor: passes on lines, restarts the dead, and leaves nothing running."""

import asyncio
import os
import select
import sys
from collections.abc import Callable

from iro_service.supervisor import Program, Supervisor

STOPPING = "Stopping: what is running may finish first (again to stop at once)"
WAITS_FOR_EVER = "import signal; print('up', flush=True); signal.pause()"
DIES = "import sys; print('gone', flush=True); sys.exit(3)"
# Starts another program, says its number.
LEAVES_A_CHILD = (
    "import signal, subprocess, sys;"
    f"child = subprocess.Popen([sys.executable, '-c', {WAITS_FOR_EVER!r}], stdout=subprocess.DEVNULL);"
    "print('child', child.pid, flush=True); signal.pause()"
)


def program(name: str, code: str) -> Program:
    return Program(name, [sys.executable, "-c", code])


def supervise(*programs: Program, until: Callable[[list[str]], bool]) -> list[str]:
    """Run the programs until what was written satisfies `until`; return what was written."""
    written: list[str] = []

    async def main() -> None:
        def write(line: str) -> None:
            written.append(line)
            if until(written):
                supervisor.stop()

        async def nothing() -> None:
            return

        supervisor = Supervisor(programs, write, first_pause=0.01)
        await asyncio.wait_for(supervisor.run(nothing), 30)

    asyncio.run(main())
    return written


def ends(pid: int) -> bool:
    """Wait for a process that is no child of ours to end; say whether it did."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([handle], [], [], 10)
    os.close(handle)
    return bool(ended)


def test_supervisor_passes_on_what_each_program_prints():
    written = supervise(program("web", WAITS_FOR_EVER), until=lambda lines: True)
    assert written == ["web       | up", STOPPING]


def test_supervisor_restarts_a_program_that_died():
    written = supervise(
        program("worker", DIES),
        until=lambda lines: lines.count("worker    | gone") == 2,
    )
    assert written[:3] == [
        "worker    | gone",
        "worker stopped (exit code 3); starting it again in 0 s",
        "worker    | gone",
    ]


def test_supervisor_keeps_the_others_while_one_dies():
    written = supervise(
        program("web", WAITS_FOR_EVER),
        program("worker", DIES),
        until=lambda lines: lines.count("worker    | gone") >= 3 and "web       | up" in lines,
    )
    assert written.count("web       | up") == 1


def test_supervisor_leaves_nothing_running():
    written = supervise(program("web", LEAVES_A_CHILD), until=lambda lines: lines[-1].startswith("web       | child"))
    pid = int(written[0].rsplit(" ", 1)[1])
    assert ends(pid)


def test_supervisor_asked_twice_waits_for_nothing():
    stubborn = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); signal.pause()"
    written: list[str] = []

    async def main() -> None:
        def write(line: str) -> None:
            written.append(line)
            supervisor.stop()

        async def nothing() -> None:
            return

        supervisor = Supervisor([program("web", stubborn)], write)
        await asyncio.wait_for(supervisor.run(nothing), 10)

    asyncio.run(main())
    assert written == ["web       | up", STOPPING]
