import type { Streams } from '../chance/streams.ts';
import type { Network } from '../network/network.ts';
import type { Owner } from '../realm/owner.ts';
import type { Timeline } from '../time/timeline.ts';

/** The lab itself, as one who lives in virtual time; it has a network once that is there. */
export function hostOwner(
  timeline: Timeline,
  streams: Streams,
  uncaught: (error: unknown) => void,
): Owner & { connect(network: Network): void } {
  const startMs = timeline.nowMs;
  const latency = streams('latency');
  let network: Network | undefined;
  return {
    name: 'the lab',
    draw: streams('draws'),
    nowMs: () => timeline.nowMs,
    monotonicMs: () => timeline.nowMs - startMs,
    uncaught,
    connect(made) {
      network = made;
    },
    after: (ms, run) =>
      timeline.after(ms, () => {
        try {
          run();
        } catch (error) {
          uncaught(error);
        }
      }),
    request(request, done) {
      if (network === undefined)
        throw new Error(`${request.method} ${request.path} was sent before there is a network.`);
      let isGivenUp = false;
      network.send({ request, origin: {}, latency }, (outcome, backMs) =>
        timeline.after(backMs, () => {
          if (!isGivenUp) done(outcome);
        }),
      );
      return () => {
        isGivenUp = true;
      };
    },
  };
}
