/** The name of the lab's one stack. */
export const stackName = 'faultline';
