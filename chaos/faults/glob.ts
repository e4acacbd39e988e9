const compiled = new Map<string, RegExp>();

/** Whether a text is like a pattern as a whole: `*` stands for any characters, `?` for one; nothing else is special. */
export function matchesGlob(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const escaped = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    expression = new RegExp(`^${escaped}$`, 'su');
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}
