/** Characters in a task: about eight abstracts, a tenth of a second's work, which is what an interruption waits for. */
const TASK_CHARACTERS = 12_000;
const TASK_TEXTS = 64;
/** Beyond the model's 256 tokens a longer text costs no more: about 6 characters a token. */
const LENGTH_CAP = 1_500;

/** Indices of the texts, grouped into what a worker gets at a time: texts of like length, the longest first. */
export function inTasks(texts: readonly string[]): number[][] {
  const cost = texts.map((text) => Math.min(text.length, LENGTH_CAP));
  // The longest first: at the end of a stretch the workers then finish nearly together.
  const order = texts.map((_, i) => i).sort((a, b) => (cost[b] ?? 0) - (cost[a] ?? 0) || a - b);
  const tasks: number[][] = [];
  let task: number[] = [];
  let characters = 0;
  for (const i of order) {
    characters += cost[i] ?? 0;
    if (task.length > 0 && (characters > TASK_CHARACTERS || task.length === TASK_TEXTS)) {
      tasks.push(task);
      task = [];
      characters = cost[i] ?? 0;
    }
    task.push(i);
  }
  if (task.length > 0) tasks.push(task);
  return tasks;
}
