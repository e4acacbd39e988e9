/** Name of the table in which rules and notes lie. */
export const chaosTable = 'faultline-chaos';
