import { shortened } from './format.ts';

/** Data of a run as plain text in Markdown: no markup, no HTML, one line. */
export function escapeMarkdown(text: string): string {
  return shortened(text.replace(/\s+/g, ' '), 400).replace(/[\\`*_[\]<>|#]/g, (character) => `\\${character}`);
}

/** Cells must be escaped already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Text between fences that it cannot leave. */
export function fenced(text: string): string {
  return `\`\`\`\n${text.replace(/\s+/g, ' ').replaceAll('```', "'''")}\n\`\`\``;
}
