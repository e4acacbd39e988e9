"""Downloads DynamoDB Local from Maven: ``python -m faultline_localstack.dynamodb.install <folder>``."""

import hashlib
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from localstack.packages.core import MavenDownloadInstaller
from localstack.utils.http import download

from faultline_localstack.dynamodb.lock import Jar, locked_jars

PARALLEL_DOWNLOADS = 8
TIMEOUT_SECONDS = 60
ATTEMPTS = 3


class ChecksumMismatch(Exception):
    """A downloaded jar is not the one that was locked."""


type Fetch = Callable[[Jar, Path], None]


def fetch_from_maven(jar: Jar, path: Path) -> None:
    """Downloads one jar by LocalStack's own Maven installer, which knows where and through which proxy."""
    url = MavenDownloadInstaller(jar.package)._get_download_url()
    download(url, str(path), timeout=TIMEOUT_SECONDS, quiet=True)


def is_complete(folder: Path, jars: list[Jar]) -> bool:
    return all((folder / jar.file_name).exists() for jar in jars)


def install(folder: Path, jars: list[Jar], report: Callable[[str], None], fetch: Fetch = fetch_from_maven) -> None:
    """
    Puts the jars into the folder. A jar gets its name only when it is whole and its checksum is right, so that an
    interrupted install goes on where it stopped.

    :raises ChecksumMismatch: with the jar, the checksum that was expected and the one that was found
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = [jar for jar in jars if not (folder / jar.file_name).exists()]
    with ThreadPoolExecutor(PARALLEL_DOWNLOADS) as pool:
        downloads = [pool.submit(install_one, folder, jar, fetch) for jar in missing]
        try:
            for done, finished in enumerate(as_completed(downloads), start=1):
                finished.result()
                report(f"DynamoDB Local: {done} of {len(missing)} jars")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def install_one(folder: Path, jar: Jar, fetch: Fetch) -> None:
    partial = folder / f"{jar.file_name}.part"
    for attempt in range(1, ATTEMPTS + 1):
        try:
            fetch(jar, partial)
            break
        except Exception:
            if attempt == ATTEMPTS:
                raise
    found = hashlib.sha256(partial.read_bytes()).hexdigest()
    if found != jar.sha256:
        partial.unlink()
        raise ChecksumMismatch(f"{jar.package}: expected the SHA-256 {jar.sha256}, got {found}; it was not installed")
    partial.rename(folder / jar.file_name)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m faultline_localstack.dynamodb.install <folder>")
    install(Path(sys.argv[1]), locked_jars(), lambda line: print(line, flush=True))
