import * as z from 'zod';
import { draw, type Ticket } from './draw.ts';

/** Ways to spoil a text: cut off, some characters replaced, or nothing left. */
export const corruption = z.enum(['truncated', 'garbled', 'empty']);
export type Corruption = z.output<typeof corruption>;

const CHARACTERS_PER_ERROR = 8;

/** The spoiled text, the same for the same ticket. Never the text itself, unless that was empty. Pure. */
export function corrupted(text: string, how: Corruption, ticket: Ticket): string {
  const characters = [...text];
  const at = (name: string, length: number) => Math.floor(draw({ ...ticket, rule: `${ticket.rule}/${name}` }) * length);
  if (how === 'empty') return '';
  if (how === 'truncated') return characters.slice(0, at('cut', characters.length)).join('');
  for (let from = 0; from < characters.length; from += CHARACTERS_PER_ERROR) {
    const index = from + at(String(from), Math.min(CHARACTERS_PER_ERROR, characters.length - from));
    characters[index] = characters[index] === '#' ? '?' : '#';
  }
  return characters.join('');
}
