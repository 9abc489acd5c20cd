import { Argument, type Command } from 'commander';

const SHELLS = ['bash', 'zsh', 'fish'];

/** Adds the command that prints a shell's completions, generated from all commands. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print the completions for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .action((shell: string) => {
      process.stdout.write(scriptFor(shell, program));
    });
}

type Words = { path: string; words: string[] };

/** Returns the words that may follow each command: `inventory` → `list price …`. */
function wordsOf(program: Command): Words[] {
  const visit = (command: Command, path: string[]): Words[] => {
    const names = command.commands.flatMap((one) => [one.name(), ...one.aliases()]);
    const options = command.options.flatMap(({ long }) => (long ? [long] : []));
    const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
    const words = [...names, ...choices, ...options, '--help'];
    const below = command.commands.flatMap((one) => visit(one, [...path, one.name()]));
    return [{ path: path.join(' '), words }, ...below];
  };
  return visit(program, []);
}

/** Returns the options that take a value. */
function valuedOptions(program: Command): string[] {
  const all = [program, ...program.commands, ...program.commands.flatMap((one) => one.commands)];
  const options = all.flatMap((command) => command.options);
  return [...new Set(options.flatMap(({ long, required }) => (long && required ? [long] : [])))];
}

function scriptFor(shell: string, program: Command): string {
  if (shell === 'fish') return fishScript(wordsOf(program));
  const prelude = shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : '';
  return `${prelude}${bashScript(wordsOf(program), valuedOptions(program))}`;
}

function fishScript(words: Words[]): string {
  const lines = words.map(({ path, words: all }) => {
    const seen = path.split(' ').filter(Boolean);
    const when = seen.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
    return `complete -c gigastore -f -n '${when || '__fish_use_subcommand'}' -a '${all.join(' ')}'`;
  });
  return `${lines.join('\n')}\n`;
}

/**
 * Returns the completion for bash. Arguments that are not commands, such as an ICCID, are skipped.
 */
function bashScript(words: Words[], valued: string[]): string {
  const cases = words.map(({ path, words: all }) => `    "${path}") words="${all.join(' ')}" ;;`);
  const known = words.map(({ path }) => path).filter(Boolean);
  return `_gigastore() {
  local path="" word words="" skip="" known="|${known.join('|')}|"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ -n "$skip" ]]; then skip=""; continue; fi
    if [[ " ${valued.join(' ')} " == *" $word "* ]]; then skip=1; continue; fi
    if [[ "$known" == *"|\${path:+$path }$word|"* ]]; then path="\${path:+$path }$word"; fi
  done
  if [[ -n "$skip" ]]; then COMPREPLY=(); return; fi
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _gigastore gigastore
`;
}
