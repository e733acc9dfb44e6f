import { WorkerLearner } from '../../src/recommend/worker-learner.js';
import { describeLearner } from './learner-contract.js';

describeLearner('a worker thread', () => new WorkerLearner());
