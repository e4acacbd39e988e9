"""Translates a SAM template into CloudFormation's own resources: a program, standard input to standard output, both JSON."""

import json
import sys

from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.translator.managed_policy_translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform


class ManagedPolicies(ManagedPolicyLoader):
    """Every managed policy has an ARN of its name: nobody checks permissions here, so none has to be looked up."""

    class _Arns(dict[str, str]):
        def __bool__(self) -> bool:
            return True

        def __contains__(self, name: object) -> bool:
            return isinstance(name, str)

        def __missing__(self, name: str) -> str:
            return f"arn:aws:iam::aws:policy/{name}"

        def get(self, name: str, _default: str | None = None) -> str | None:
            return self[name]

    def __init__(self) -> None:
        pass

    def load(self) -> dict[str, str]:
        return self._Arns()


def main() -> int:
    """Writes what came of the template; of one that SAM refuses, a line a mistake to standard error."""
    try:
        translated = transform(json.load(sys.stdin), {}, ManagedPolicies())
    except InvalidDocumentException as refused:
        for cause in refused.causes:
            print(cause.message, file=sys.stderr)
        return 1
    json.dump(translated, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
