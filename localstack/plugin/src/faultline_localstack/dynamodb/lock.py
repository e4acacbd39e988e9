"""The lock file: every jar of DynamoDB Local by its Maven coordinates and checksum."""

from dataclasses import dataclass
from pathlib import Path

LOCK_FILE = Path(__file__).with_name("maven.lock")


@dataclass(frozen=True, order=True)
class Jar:
    """One jar: ``package`` is a package URL such as ``pkg:maven/com.amazonaws/DynamoDBLocal@2.6.1``, ``sha256`` is hexadecimal."""

    package: str
    sha256: str

    @property
    def file_name(self) -> str:
        artifact, version = self.package.rsplit("/", 1)[1].split("@")
        return f"{artifact}-{version}.jar"


def parse_lock(text: str) -> list[Jar]:
    """Reads lines of ``<package URL> <sha256>``; raises ``ValueError`` that names the line that is something else."""
    jars = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        match line.split():
            case [package, sha256] if package.startswith("pkg:maven/") and "@" in package and len(sha256) == 64:
                jars.append(Jar(package, sha256))
            case _:
                raise ValueError(f"line {number} of the lock file: expected '<package URL> <sha256>', got {line!r}")
    return jars


def format_lock(jars: list[Jar]) -> str:
    """The lock file's text; sorted, so that a change of versions is a small diff."""
    head = "# DynamoDB Local and what it needs at run time. Made by: python -m faultline_localstack.dynamodb.relock\n"
    return head + "".join(f"{jar.package} {jar.sha256}\n" for jar in sorted(jars))


def locked_jars() -> list[Jar]:
    """The jars of the lock file that comes with this package."""
    return parse_lock(LOCK_FILE.read_text())
