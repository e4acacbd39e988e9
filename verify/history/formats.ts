/** What a history file may be written in. */
export const historyFormats = ['jsonl', 'edn'] as const;
export type HistoryFormat = (typeof historyFormats)[number];

/** What a history can be converted to. */
export const writtenFormats = ['jsonl', 'edn', 'elle', 'porcupine'] as const;
export type WrittenFormat = (typeof writtenFormats)[number];

/** What a file is written in, by its name. */
export function formatOf(file: string): HistoryFormat {
  return file.endsWith('.edn') ? 'edn' : 'jsonl';
}
