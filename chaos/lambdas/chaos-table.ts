/** Name of the table in which the rules lie. @throws Error if the function was deployed without it */
export function chaosTable(): string {
  const table = process.env.CHAOS_TABLE;
  if (!table) throw new Error('CHAOS_TABLE is not set; expected the name of the chaos table. Deploy the stack again.');
  return table;
}
