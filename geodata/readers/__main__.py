"""The process that reads one file: asked on its standard input, answering on its standard output.

    4 bytes: length of the head · head: JSON {answers, memory, seconds} · the file
    4 bytes: length of the head · head: JSON · geometries as WKB, one after the other

What it says on its standard error is how far it is.
"""

import gc
import json
import math
import os
import sys
import time
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any

import shapely

from geodata.problems import ContractError, Problem
from geodata.readers import placing
from geodata.readers.brought import NOTICES, Answers, Question, Reading
from geodata.readers.forms import form_of, reader, unwrapped
from geodata.settings import MAX_PROBLEMS


def main() -> None:
    """Read one file and end."""
    stream = sys.stdin.buffer
    asked = json.loads(stream.read(int.from_bytes(stream.read(4), "big")))
    bounded(asked["memory"], asked["seconds"])
    gc.disable()  # the process ends with the file; walking a hundred thousand rows costs a third
    told = asked["answers"]
    answers = Answers(**told | {"columns": tuple(told["columns"])})
    _say("reading 0")
    try:
        packed, body = _packed(*answered(stream.read(), answers))
    except MemoryError:
        packed, body = _packed(_head(refused=[asdict(Problem("too_much_memory"))]), b"")
    out = sys.stdout.buffer
    out.write(len(packed).to_bytes(4, "big"))
    out.write(packed)
    out.write(body)
    out.flush()


def _packed(head: dict[str, Any], body: bytes) -> tuple[bytes, bytes]:
    return json.dumps(head, ensure_ascii=False).encode("utf-8", "replace"), body


def bounded(memory: int, seconds: float) -> None:
    """Give memory (bytes) and the processor's time an end, where the system can, and let everybody
    else go first."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (memory, used))
        spent = math.ceil(time.process_time() + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (spent, spent + 1))
    with suppress(AttributeError, OSError):
        os.nice(5)


def answered(data: bytes, answers: Answers) -> tuple[dict[str, Any], bytes]:
    """What there is to say of a file, whatever it holds."""
    try:
        return _read(data, answers)
    except Exception as error:  # the last net: whatever a file does to a library is its own fault
        problems: tuple[Problem, ...] = (Problem("damaged"),)
        if _is_of_memory(error):
            problems = (Problem("too_much_memory"),)
        elif isinstance(error, ContractError):
            problems = error.problems[:MAX_PROBLEMS]
        return _head(refused=[asdict(each) for each in problems]), b""


def _is_of_memory(error: BaseException | None) -> bool:
    """Whether memory ran out, here or where this error came from."""
    while error is not None:
        if isinstance(error, MemoryError) or "bad_alloc" in str(error):  # as C++ puts it
            return True
        error = error.__cause__ or error.__context__
    return False


def _read(data: bytes, answers: Answers) -> tuple[dict[str, Any], bytes]:
    inner = unwrapped(data, answers)
    if isinstance(inner, Question):
        return _head(form="archive", questions=[asdict(inner)]), b""
    if inner is not data:
        answers = replace(answers, member="")
    form = form_of(inner)
    reading = reader(form)(inner, answers)
    if reading.questions:
        return _head(reading, questions=[asdict(each) for each in reading.questions]), b""
    if not reading.written:
        raise ContractError("", [*reading.problems, Problem("no_features")])
    _say("placing 0")
    try:
        rows, problems, placement = placing.place(reading, answers)
    except placing.Asked as asked:
        return _head(reading, questions=[asdict(asked.question)]), b""
    shapes = [bytes(each) for each in shapely.to_wkb([row.geometry for row in rows])]
    found = [*reading.problems, *problems]
    found.sort(key=lambda problem: problem.code in NOTICES)  # what is lost is told before notices
    found = sorted(found[:MAX_PROBLEMS], key=lambda problem: problem.row or 0)
    head = _head(
        reading,
        problems=[asdict(each) for each in found[:MAX_PROBLEMS]],
        placement=asdict(placement) if placement else None,
        rows=[[row.row, row.name, row.properties] for row in rows],
        sizes=[len(shape) for shape in shapes],
    )
    return head, b"".join(shapes)


def _head(reading: Reading | None = None, **said: Any) -> dict[str, Any]:
    """A whole head; what is not said is empty."""
    empty: dict[str, Any] = {
        "form": reading.form if reading else "",
        "encoding": reading.encoding if reading else "",
        "refused": [],
        "problems": [asdict(each) for each in reading.problems[:MAX_PROBLEMS]] if reading else [],
        "questions": [],
        "placement": None,
        "rows": [],
        "sizes": [],
    }
    return empty | said


def _say(stage: str) -> None:
    print(stage, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
