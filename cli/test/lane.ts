import type { Phase, Report } from '../run/phases.ts';

/** Work that goes on one piece after another beside that of other lanes; each piece can be watched as a phase, whenever it began. */
export class Lane {
  #last: Promise<void> = Promise.resolve();

  /** Begins when what was added before has succeeded; nothing begins after a failure, which whoever watches is told of. */
  add(title: string, run: (report: Report) => Promise<void>): Phase {
    let watcher: Report | undefined;
    const done = this.#last.then(() => run((line) => watcher?.(line)));
    this.#last = done;
    // A failure is heard by those who watch: until then it is nobody's.
    done.catch(() => undefined);
    return {
      title,
      // Each piece watches the signal itself.
      putsBack: true,
      run: (report) => {
        watcher = report;
        return done;
      },
    };
  }

  /** When all that was added is over, well or not. */
  async settled(): Promise<void> {
    await this.#last.catch(() => undefined);
  }
}
