"""The one error family of the readers: every problem of a file at once, each with its row."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file. `code` is a token; `dossiers.problems` says it in words."""

    code: str
    row: int | None = None
    """Number of the feature in the file, from 1; None if the file as a whole is meant."""
    feature_id: str | None = None
    column: str | None = None
    value: str | None = None
    """The offending value as it was written, shortened."""
    position: tuple[float, float] | None = None
    """Where it can be seen: longitude and latitude, WGS 84."""


class ContractError(ValueError):
    """A file that does not keep its contract. Carries all its problems, not the first one."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        super().__init__(f"{file}: {len(problems)} problems")
        self.file = file
        self.problems = tuple(problems)
