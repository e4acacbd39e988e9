import * as z from 'zod';

const variable = z.string().min(1);

/**
 * Reads the function's environment variables once, at cold start, so that a wrong deployment fails before the first
 * message is touched.
 *
 * @throws Error that names every missing or malformed variable.
 */
export function readEnvironment<Shape extends z.ZodRawShape>(shape: Shape): z.infer<z.ZodObject<Shape>> {
  const read = z.object(shape).safeParse(process.env);
  if (read.success) return read.data;
  const problems = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Error(`The function's environment is not usable: ${problems}. Its stack sets these variables.`);
}

/** Environment variables that hold the named things: a table name or a queue URL. */
export function variables<Name extends string>(...names: Name[]): Record<Name, z.ZodString> {
  return Object.fromEntries(names.map((name) => [name, variable])) as Record<Name, z.ZodString>;
}
