import pytest

from faultline_localstack.dynamodb.lock import Jar, format_lock, locked_jars, parse_lock
from faultline_localstack.dynamodb.relock import JETTY

JAR = Jar("pkg:maven/com.amazonaws/DynamoDBLocal@2.6.1", "a" * 64)


def test_reads_what_it_writes():
    other = Jar("pkg:maven/org.antlr/antlr4-runtime@4.10.1", "b" * 64)
    assert parse_lock(format_lock([other, JAR])) == [JAR, other]


def test_names_the_line_that_is_wrong():
    with pytest.raises(ValueError, match="line 2 .* got 'nonsense'"):
        parse_lock("# head\nnonsense\n")


def test_a_jar_is_named_as_in_maven():
    assert JAR.file_name == "DynamoDBLocal-2.6.1.jar"


def test_the_lock_file_holds_dynamodb_local_once_and_no_two_jars_of_one_name():
    names = [jar.file_name for jar in locked_jars()]
    assert len(names) == len(set(names)) > 50
    assert sum(name.startswith("DynamoDBLocal-") for name in names) == 1


def test_the_jars_of_jetty_are_of_one_version():
    versions = {jar.package.rsplit("@", 1)[1] for jar in locked_jars() if "/org.eclipse.jetty/" in jar.package}
    assert versions == {JETTY}
