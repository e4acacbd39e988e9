/**
 * Finds the function that a handler string `folder/file.path.to.function` names.
 * Rules: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { RuntimeError } from './runtime-errors.mjs';

const ASYNC_MODULE_CODES = ['ERR_REQUIRE_ASYNC_MODULE', 'ERR_REQUIRE_ESM'];

async function requireOrImport(require, path) {
  try {
    return require(path);
  } catch (error) {
    if (ASYNC_MODULE_CODES.includes(error?.code)) return import(pathToFileURL(path).href);
    throw error;
  }
}

async function loadModule(taskRoot, folder, name) {
  const require = createRequire(resolve(taskRoot, 'handler.js'));
  const path = resolve(taskRoot, folder, name);
  if (existsSync(`${path}.js`)) return requireOrImport(require, `${path}.js`);
  if (existsSync(`${path}.mjs`)) return import(pathToFileURL(`${path}.mjs`).href);
  if (existsSync(`${path}.cjs`)) return require(`${path}.cjs`);
  return require(require.resolve(name, { paths: [taskRoot, resolve(taskRoot, folder)] }));
}

/** Loads the handler or throws the error that Lambda reports for it. */
export async function loadHandler(taskRoot, handlerName) {
  if (handlerName.includes('..')) {
    throw new RuntimeError(
      'MalformedHandlerName',
      `'${handlerName}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const file = basename(handlerName);
  const folder = handlerName.slice(0, handlerName.length - file.length);
  const dot = file.indexOf('.');
  if (dot < 0) throw new RuntimeError('MalformedHandlerName', 'Bad handler');

  let loaded;
  try {
    loaded = await loadModule(taskRoot, folder, file.slice(0, dot));
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeError('UserCodeSyntaxError', error);
    if (error?.code === 'MODULE_NOT_FOUND') throw new RuntimeError('ImportModuleError', error);
    throw error;
  }

  const path = file.slice(dot + 1).split('.');
  const pick = (root) => path.reduce((value, key) => value?.[key], root);
  const handler = pick(loaded) ?? pick(loaded.default);
  if (!handler) throw new RuntimeError('HandlerNotFound', `${handlerName} is undefined or not exported`);
  if (typeof handler !== 'function') throw new RuntimeError('HandlerNotFound', `${handlerName} is not a function`);
  return handler;
}
