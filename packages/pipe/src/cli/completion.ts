import { type Options } from '@leat/config';
import { flagOf } from './flag-of.ts';

/**
 * A script that completes the flags of one tool and the words of a choice. It is static, so a press of TAB
 * starts no process.
 */
export function completionScript(shell: 'bash' | 'zsh' | 'fish', binary: string, table: Options): string {
  const flags = Object.entries(table)
    .filter(([, option]) => option.positional !== true)
    .map(([name, option]) => ({ flag: flagOf(name, option), option }));
  if (shell === 'fish') {
    const lines = flags.map(({ flag, option }) => {
      const short = option.alias === undefined ? '' : ` -s ${option.alias}`;
      const value =
        option.type === 'flag'
          ? ''
          : option.choices === undefined
            ? ' -r'
            : ` -x -a '${option.choices.join(' ')}'`;
      return `complete -c ${binary} -l ${flag}${short}${value} -d '${option.describe.replaceAll("'", '')}'`;
    });
    return `${lines.join('\n')}\n`;
  }
  const cases = flags
    .filter(({ option }) => option.choices !== undefined)
    .map(
      ({ flag, option }) =>
        `    --${flag}) COMPREPLY=($(compgen -W '${option.choices!.join(' ')}' -- "$word")); return ;;`,
    );
  const takesWord = flags.filter(({ option }) => option.type !== 'flag' && option.choices === undefined);
  const name = `_${binary.replaceAll('-', '_')}`;
  return `${shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : ''}${name}() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  case "$before" in
${cases.join('\n')}
    ${takesWord.map(({ flag }) => `--${flag}`).join('|')}) COMPREPLY=($(compgen -f -- "$word")); return ;;
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W '${flags.map(({ flag }) => `--${flag}`).join(' ')}' -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F ${name} ${binary}
`;
}
