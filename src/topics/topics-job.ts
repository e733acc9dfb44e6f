import type { z } from 'zod';
import { PaperkinError } from '../errors.js';
import { Job } from '../jobs/job.js';
import type { TopicUpdate, TopicUpdating } from './answer.js';
import type { updateTopicsSchema } from './query.js';
import type { Topics } from './topics.js';

/** How often it is looked whether papers have come, in milliseconds. */
const POLL_INTERVAL = 30_000;
/** Between two updates that nobody asked for. */
const LEAST_INTERVAL = 600_000;
/** So many new papers, or that share of those that there are, are worth an update. */
const MANY = 200;
const SHARE = 0.01;

type Progress = Required<Pick<TopicUpdating, 'phase' | 'done' | 'total'>>;

export interface TopicsJobOptions {
  /** How often it is looked, and how long at least between two updates that nobody asked for, in milliseconds. */
  pollInterval?: number;
  leastInterval?: number;
}

/** Going on from the topics that there are. */
const UPDATE = { anew: false };

/** Updates topics in the background: when somebody asks, and in a server when papers have come or the file of numbers is damaged. */
export function topicsJob(
  topics: Pick<Topics, 'update' | 'news'>,
  { pollInterval = POLL_INTERVAL, leastInterval = LEAST_INTERVAL }: TopicsJobOptions = {},
) {
  return new Job<z.output<typeof updateTopicsSchema>, Progress, TopicUpdate>({
    name: 'topics',
    run: (query, work) => topics.update(query, work),
    busy: (begun) =>
      new PaperkinError('STORE_LOCKED', `The topics are being updated already, since ${begun}.`, {
        remedy: 'Wait until that has finished: "GET /api/topics/update" says how far it is.',
      }),
    watch: {
      interval: pollInterval,
      due: async (idle) => {
        if (idle < leastInterval) return undefined;
        const news = await topics.news().catch(orDamaged);
        if (news === 'damaged') return UPDATE;
        if (!news || Date.now() - Date.parse(news.updated) < leastInterval) return undefined;
        return news.papers < Math.min(MANY, Math.ceil(SHARE * news.known)) ? undefined : UPDATE;
      },
    },
  });
}

/** Damaged topics are found again at once; nobody has to ask for it. */
function orDamaged(error: unknown): 'damaged' {
  if (error instanceof PaperkinError && error.code === 'TOPICS_UNREADABLE') return 'damaged';
  throw error;
}
