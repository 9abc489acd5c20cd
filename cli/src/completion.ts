import { Argument, type Command } from 'commander';

const SHELLS = ['bash', 'zsh', 'fish'];

/** Adds the command that prints a shell's completions, made from the commands that there are. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print the completions for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText(
      'after',
      '\nExample:\n  gigastore completion bash > /etc/bash_completion.d/gigastore',
    )
    .action((shell: string) => {
      process.stdout.write(scriptFor(shell, wordsOf(program)));
    });
}

/** Returns the words that may follow each command: `inventory` → `list price …`. */
function wordsOf(program: Command): [path: string, words: string[]][] {
  const visit = (command: Command, path: string[]): [string, string[]][] => {
    const names = command.commands.map((one) => one.name());
    const options = command.options.flatMap(({ long }) => (long ? [long] : []));
    const own: [string, string[]] = [path.join(' '), [...names, ...options, '--help']];
    return [own, ...command.commands.flatMap((one) => visit(one, [...path, one.name()]))];
  };
  return visit(program, []);
}

function scriptFor(shell: string, words: [string, string[]][]): string {
  if (shell === 'fish') {
    const lines = words.flatMap(([path, all]) => {
      const given = path.split(' ').filter(Boolean);
      const seen = given.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
      const when = seen || '__fish_use_subcommand';
      return `complete -c gigastore -f -n '${when}' -a '${all.join(' ')}'\n`;
    });
    return lines.join('');
  }
  const cases = words.map(([path, all]) => `    "${path}") words="${all.join(' ')}" ;;\n`).join('');
  const prelude = shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : '';
  return `${prelude}_gigastore() {
  local path="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ "$word" == -* ]] || path="\${path:+$path }$word"
  done
  case "$path" in
${cases}  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _gigastore gigastore
`;
}
