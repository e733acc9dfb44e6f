/**
 * One call of every command, in an order in which each finds what it needs: the starter corpus, a reader, topics. What a
 * test of "every command" runs; a leaf of the tree of commands that is missing here fails it.
 */
export interface CommandCase {
  command: string;
  args: readonly string[];
  stdin?: string;
}

const [PAPER, OTHER] = ['2403.09054', '2506.15969'];

/** @param folder where files of the user's own are written; its folder `other` is another model */
export function commandCases(folder: string): readonly CommandCase[] {
  const cases: [command: string, args?: readonly string[], stdin?: string][] = [
    ['import', ['--starter']],
    [
      'import',
      ['-'],
      '{"id":"2501.00001","title":"A paper of our own","authors":["Ada One"],"abstract":"It is about nothing."}\n{"title":""}\n',
    ],
    ['import', ['-'], '{"doi":"10.1000/own","title":"A paper of our own","authors":["Ada One"],"abstract":"It is about nothing, too."}\n'],
    ['merges list'],
    ['merges undo', ['1']],
    ['remove', ['10.1000/own']],
    ['embed'],
    ['embed', ['--stdin'], 'one text\n'],
    ['search', ['compress the KV cache']],
    ['similar', [PAPER]],
    ['similar', ['--text', 'We prune the KV cache by attention scores.']],
    ['show', [PAPER]],
    ['list'],
    ['status'],
    ['profile new', ['ana', '--like', PAPER]],
    ['profile list'],
    ['profile show', ['ana']],
    ['profile like', ['ana', OTHER]],
    ['profile dislike', ['ana', '2505.23416']],
    ['profile read', ['ana', OTHER]],
    ['profile hide', ['ana', '2501.00001']],
    ['profile follow', ['ana', '--author', 'Song Han', '--topic', 'kv cache']],
    ['profile unfollow', ['ana', '--topic', 'kv cache']],
    ['profile about', ['ana', 'I work on caches']],
    ['profile rules', ['ana', '--set', 'diversity=0.5']],
    ['profile reset', ['ana', 'hide']],
    ['profile undo', ['ana']],
    ['profile export', ['ana']],
    ['profile import', ['-'], '{"paperkin":"profile/1","name":"bo","created":"2026-01-01T00:00:00.000Z","events":[]}'],
    ['profile remove', ['bo', '--yes']],
    ['recommend', ['ana']],
    ['why-not', ['ana', '2505.23416']],
    ['interests', ['ana']],
    ['topics update'],
    ['topics list'],
    ['topics show', ['t8']],
    ['topics of', [PAPER]],
    ['topics rename', ['t8', 'First']],
    ['topics merge', ['t8', 't7']],
    ['topics split', ['t8']],
    ['topics name', ['KV cache']],
    ['topics named'],
    ['topics judge', ['KV cache', '--yes', OTHER]],
    ['topics change', ['KV cache', '--about', 'What is kept of attention.']],
    ['topics follow', ['KV cache', '--profile', 'ana']],
    ['topics forget', ['KV cache']],
    ['trends topics'],
    ['trends terms'],
    ['trends show', ['t8']],
    ['map', ['--out', `${folder}/map.svg`]],
    ['eval', ['--replay', 'ana', '--after', '1']],
    ['models list'],
    ['models use', [`${folder}/other`]],
    ['models rollback'],
    ['models remove', ['other']],
    ['completion', ['bash']],
    ['complete', ['--', 'pro']],
  ];
  return cases.map(([command, args = [], stdin]) => ({ command, args, ...(stdin !== undefined && { stdin }) }));
}
