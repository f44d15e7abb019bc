"""What can be wrong with a skill folder, as a sentence that names the file and the key."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing to mend: the file, the key or line in it, and a plain sentence."""

    file: str
    key: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}, {self.key}: {self.sentence}"


class Broken(Exception):
    """A skill folder cannot be used; carries its faults."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults
