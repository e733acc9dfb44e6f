import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { writeLine } from './terminal/output.js';

/**
 * The bash script asks a function of the package bash-completion for the words. A bare bash (in a
 * container, on macOS) has no such function, and would complete nothing.
 */
const BASH_WORDS = `\
if ! declare -F _get_comp_words_by_ref >/dev/null; then
  _get_comp_words_by_ref() {
    words=("\${COMP_WORDS[@]}") cword=$COMP_CWORD cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]}
  }
fi
`;

/** Adds the command `completion`, which prints a script, and the hidden one that such a script calls. */
export function addCompletion(program: Command): void {
  tab(program, { completionCommandName: 'completion' });
  program.commands
    .find((command) => command.name() === 'completion')
    ?.description('completion by the tab key: a script for your shell')
    .addHelpText(
      'after',
      `
Examples:
  $ paperkin completion bash >> ~/.bashrc
  $ paperkin completion zsh >> ~/.zshrc
  $ paperkin completion fish > ~/.config/fish/completions/paperkin.fish`,
    )
    .hook('preAction', (_program, { args }) => {
      if (args[0] === 'bash') writeLine(BASH_WORDS);
    });
}
