/** Why an experiment was ended before its time, though nothing is wrong with its runner: the run is judged like any other. */
export class Aborted extends Error {
  override readonly name = 'Aborted';
}
