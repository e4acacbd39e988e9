/** Bodies mostly are plain; the full rule is asked only of others. */
const PLAIN = /^[\t\n\r\x20-\x7e]*$/;
const ALLOWED = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** Whether a text has only the characters that SendMessage's page allows. */
export function isAllowedText(text: string): boolean {
  return PLAIN.test(text) || ALLOWED.test(text);
}
