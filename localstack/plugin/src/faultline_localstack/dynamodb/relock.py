"""Makes the lock file again: ``python -m faultline_localstack.dynamodb.relock <version of DynamoDB Local>``. Needs Maven."""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from faultline_localstack.dynamodb.lock import LOCK_FILE, Jar, format_lock

JETTY = "12.0.14"
"""The version of Jetty that DynamoDB Local comes with: its part that starts a server from a description is added."""

DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>faultline</groupId>
  <artifactId>dynamodb-local</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.amazonaws</groupId>
      <artifactId>DynamoDBLocal</artifactId>
      <version>{version}</version>
    </dependency>
    <dependency>
      <groupId>org.eclipse.jetty</groupId>
      <artifactId>jetty-xml</artifactId>
      <version>{jetty}</version>
    </dependency>
  </dependencies>
</project>
"""


def jars_below(repository: Path) -> list[Jar]:
    """The jars of a folder in the layout of a Maven repository: ``group/as/path/artifact/version/artifact-version.jar``."""
    jars = []
    for path in repository.rglob("*.jar"):
        *group, artifact, version, _ = path.relative_to(repository).parts
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        jars.append(Jar(f"pkg:maven/{'.'.join(group)}/{artifact}@{version}", sha256))
    return jars


def resolve(version: str) -> list[Jar]:
    """Lets Maven find what DynamoDB Local needs at run time. Its native libraries for each platform are inside its own jar."""
    with tempfile.TemporaryDirectory() as folder:
        pom = Path(folder, "pom.xml")
        pom.write_text(POM.format(version=version, jetty=JETTY))
        repository = Path(folder, "repository")
        goal = f"{DEPENDENCY_PLUGIN}:copy-dependencies"
        options = ["-DincludeScope=runtime", "-DincludeTypes=jar", "-Dmdep.useRepositoryLayout=true"]
        command = ["mvn", "-q", "-B", "-f", str(pom), goal, *options, f"-DoutputDirectory={repository}"]
        subprocess.run(command, check=True)
        return jars_below(repository)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m faultline_localstack.dynamodb.relock <version of DynamoDB Local, such as 2.6.1>")
    found = resolve(sys.argv[1])
    LOCK_FILE.write_text(format_lock(found))
    print(f"{LOCK_FILE}: {len(found)} jars")
