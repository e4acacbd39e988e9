"""
``FAULTLINE_ALLOW_UNSUPPORTED``: resource types, with commas between, that are deployed although they are refused, or ``all``.
What is allowed is as LocalStack has it: ``Ref`` and ``Fn::GetAtt`` of it may be the word "unknown".
"""

import os
from collections.abc import Mapping

from faultline_localstack.support.findings import Finding

VARIABLE = "FAULTLINE_ALLOW_UNSUPPORTED"
ALL = "all"


def is_allowed(finding: Finding, environment: Mapping[str, str] = os.environ) -> bool:
    if finding.verdict.kind == "invalid":
        return False
    allowed = {word.strip() for word in environment.get(VARIABLE, "").split(",")}
    return ALL in allowed or finding.resource_type in allowed
