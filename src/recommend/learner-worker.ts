import { serveRequests } from '../threads/worker-thread.js';
import { type Background, type Judged, TasteLearner } from './taste.js';

/** Thread entry: learning takes up to some 30 ms, which nobody else shall wait. */
let learner: TasteLearner | undefined;

serveRequests({
  background(background: Background) {
    learner = new TasteLearner(background);
    return {};
  },
  learn(judged: Judged) {
    if (!learner) throw new Error('A background comes before what is learnt.');
    return { result: learner.learn(judged) };
  },
});
