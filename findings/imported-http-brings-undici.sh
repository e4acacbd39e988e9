#!/usr/bin/env bash
# Node.js 22.20.0 and 24.11.1: `import … from 'node:http'` loads the whole of undici, whatever names it imports, for an ES module takes the value of
# every export, and `http.WebSocket` is a getter that loads it. `require('node:http')` does not. A Lambda function bundled as an ES
# module pays for it in each cold start (its AWS SDK imports node:http). Guessed: both load the same; Node.js 20 did.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo "const { request } = require('node:http'); console.log(typeof request, process.moduleLoadList.filter((name) => name.includes('undici/undici')).length);" >one.cjs
echo "import { request } from 'node:http'; console.log(typeof request, process.moduleLoadList.filter((name) => name.includes('undici/undici')).length);" >one.mjs
seen=
for version in 20.19.5 22.20.0 24.11.1; do
  mkdir "$version"
  (cd "$version" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund --ignore-scripts "node@$version" && npm rebuild --silent node)
  for module in one.cjs one.mjs; do
    said=$("$version/node_modules/.bin/node" "$module")
    echo "Node.js $version, $module: request is a ${said% *}, undici loaded ${said#* } times"
    seen+=" ${said#* }"
  done
done
[[ $seen == " 0 0 0 1 0 1" ]]
