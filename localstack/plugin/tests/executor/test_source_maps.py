"""Stacks whose source maps are read when they are needed, beside those of Node.js's own ``--enable-source-maps``."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from conftest import PROJECT_NODE, ROOT, MakeLab

ESBUILD = ROOT / "node_modules" / ".bin" / "esbuild"
pytestmark = pytest.mark.skipif(not ESBUILD.exists(), reason="needs the lab's esbuild")

SOURCE = """
type Order = { id: string; lines: number[] };

class Shop {
  price(order: Order): number {
    return order.lines.map((line) => {
      if (line < 0) throw new RangeError('negative ' + line);
      return line;
    }).reduce((a, b) => a + b, 0);
  }
  get broken(): string { throw new TypeError('broken getter'); }
}

async function later(order: Order): Promise<number> {
  await null;
  return new Shop().price(order);
}

const ways: Record<string, () => unknown> = {
  method: () => new Shop().price({ id: 'a', lines: [1, -2] }),
  getter: () => new Shop().broken,
  asynchronous: () => later({ id: 'b', lines: [-1] }),
  parsed: () => JSON.parse('{'),
  evaluated: () => eval('(() => { throw new Error("in eval"); })()'),
  constructed: () => { throw new (class Custom extends Error { override name = 'Custom'; })('made'); },
};

export const stacks = async (): Promise<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const [name, way] of Object.entries(ways)) {
    try { await way(); } catch (error) { found[name] = (error as Error).stack ?? ''; }
  }
  return found;
};
export const handler = async () => stacks();
"""


@pytest.fixture(params=["beside", "inline", "minified"])
def bundle(tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    folder = tmp_path / "source of the bundle"
    folder.mkdir()
    (folder / "shop.ts").write_text(SOURCE)
    mapping = "--sourcemap=inline" if request.param == "inline" else "--sourcemap"
    smaller = "--minify" if request.param == "minified" else "--minify-whitespace"
    command = [ESBUILD, "shop.ts", "--bundle", "--format=esm", smaller, mapping, "--outfile=index.mjs"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return {each.name: each.read_text() for each in folder.glob("index.*")}


def frames(stack: str, root: Path) -> list[str]:
    """The frames of the function's own code: below it the two are started differently."""
    lines = stack.split("\n")
    own = [line for line in lines[1:] if "shop.ts" in line or "index.mjs" in line]
    return [lines[0], *(line.replace(f"file://{root}", str(root)) for line in own)]


def test_stacks_are_those_of_node_itself(lab: MakeLab, bundle: dict[str, str]) -> None:
    function = lab(bundle, variables={"NODE_OPTIONS": "--enable-source-maps"})
    ours = function.answer()
    root = function.environment.function.task_root
    script = f"const {{ stacks }} = await import({json.dumps(str(root / 'index.mjs'))}); console.log(JSON.stringify(await stacks()));"
    command = [str(PROJECT_NODE), "--enable-source-maps", "--input-type=module", "--eval", script]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ}).stdout)
    assert isinstance(ours, dict)
    assert ours.keys() == theirs.keys()
    assert len(ours) == 6
    for name, stack in theirs.items():
        # The last of theirs is the function that somebody else called: its name may be the caller's word for it.
        *expected, last = frames(stack, root)
        assert frames(ours[name], root)[: len(expected)] == expected, name
        assert "shop.ts" in last
        assert "shop.ts" in ours[name]


def test_options_are_shown_as_the_user_set_them(lab: MakeLab) -> None:
    options = "--enable-source-maps --no-deprecation"
    code = "export const handler = async () => [process.env.NODE_OPTIONS, process.execArgv.join(' '), process.sourceMapsEnabled];"
    shown, arguments, enabled = lab({"index.mjs": code}, variables={"NODE_OPTIONS": options}).answer()
    assert shown == options
    assert "source-maps" not in arguments
    assert enabled is False
