"""Reads JSON objects field by field and says of each mistake where it is, what was given and what was expected."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

SHOWN = 80


@dataclass(frozen=True)
class Problem:
    at: str
    got: str
    expected: str

    def __str__(self) -> str:
        return f"{self.at}: got {self.got}, expected {self.expected}"


class BadRequest(Exception):
    """The request says something that cannot be meant."""

    def __init__(self, problems: Collection[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Field:
    """``expected`` in words. Without a ``default`` the field may be left out, unless it is ``required``."""

    expected: str
    fits: Callable[[Any], bool]
    default: Any = None
    required: bool = False


def shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def is_whole(value: object) -> bool:
    return not isinstance(value, bool) and (isinstance(value, int) or (isinstance(value, float) and value.is_integer()))


def is_number(value: object) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | float)


def integer(minimum: int, maximum: int, default: int | None = None, *, required: bool = False) -> Field:
    expected = f"a whole number from {minimum} to {maximum}"
    return Field(expected, lambda value: is_whole(value) and minimum <= value <= maximum, default, required)


def number(minimum: float, maximum: float, default: float | None = None) -> Field:
    expected = f"a number from {minimum:g} to {maximum:g}"
    return Field(expected, lambda value: is_number(value) and minimum <= value <= maximum, default)


def text(default: str | None = None) -> Field:
    return Field("text that is not empty", lambda value: isinstance(value, str) and value != "", default)


def texts() -> Field:
    def fits(value: Any) -> bool:
        return isinstance(value, list) and value != [] and all(isinstance(each, str) and each for each in value)

    return Field("a list of texts, not empty", fits)


def choice(*options: str, default: str | None = None) -> Field:
    return Field(f"one of {', '.join(options)}", lambda value: value in options, default)


def truth() -> Field:
    return Field("true or false", lambda value: isinstance(value, bool))


def anything() -> Field:
    """A part that is read by its own fields."""
    return Field("", lambda _value: True)


def suggestion(word: str, words: Collection[str]) -> str:
    close = get_close_matches(word, words, 1, 0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def read(value: object, at: str, fields: Mapping[str, Field], problems: list[Problem]) -> dict[str, Any]:
    """The fields that are given or have a default; what is wrong is added to the problems and left out."""
    if not isinstance(value, dict):
        problems.append(Problem(at, shown(value), "an object"))
        return {}
    result: dict[str, Any] = {}
    for name in value:
        if name not in fields:
            expected = f"one of {', '.join(fields)}{suggestion(name, fields)}"
            problems.append(Problem(f"{at}.{name}", "an unknown field", expected))
    for name, field in fields.items():
        if name not in value:
            if field.required:
                problems.append(Problem(f"{at}.{name}", "nothing", field.expected))
            elif field.default is not None:
                result[name] = field.default
        elif not field.fits(value[name]):
            problems.append(Problem(f"{at}.{name}", shown(value[name]), field.expected))
        else:
            given = value[name]
            result[name] = int(given) if isinstance(given, float) and given.is_integer() else given
    return result
