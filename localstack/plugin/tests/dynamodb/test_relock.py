import hashlib

from faultline_localstack.dynamodb.lock import Jar
from faultline_localstack.dynamodb.relock import jars_below


def test_reads_coordinates_from_the_layout_of_a_maven_repository(tmp_path):
    folder = tmp_path / "com/fasterxml/jackson/core/jackson-core/2.12.7"
    folder.mkdir(parents=True)
    (folder / "jackson-core-2.12.7.jar").write_bytes(b"jar")
    (folder / "_remote.repositories").write_text("noise")
    assert jars_below(tmp_path) == [
        Jar("pkg:maven/com.fasterxml.jackson.core/jackson-core@2.12.7", hashlib.sha256(b"jar").hexdigest())
    ]
