/**
 * What a history may be written in: `jsonl` is the lab's own; `json` operations as elle-cli has them, in an array or a line
 * each; `edn` those of Jepsen, Elle and Knossos; `porcupine` a JSON array of its `Event`.
 */
export const historyFormats = ['jsonl', 'json', 'edn', 'porcupine'] as const;
export type HistoryFormat = (typeof historyFormats)[number];

/** What a history can be converted to. */
export const writtenFormats = ['jsonl', 'edn', 'elle', 'porcupine'] as const;
export type WrittenFormat = (typeof writtenFormats)[number];

/** Formats for people. */
export const formatNames: Readonly<Record<HistoryFormat, string>> = {
  jsonl: 'JSON lines of the lab',
  json: 'JSON operations',
  edn: 'EDN',
  porcupine: 'events of Porcupine',
};
