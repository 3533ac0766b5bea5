import { mask } from './mask.ts';

export interface Problem {
  /** `leat.yaml:7:3`, `environment CLOWDER_URL` or `flag --concurrency`; none of what is nowhere. */
  readonly where?: string;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** Everything that is wrong with the settings of a run, found in one go; secrets are masked. */
export class SettingsError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const masked = problems.map(({ where, message, hint }) => ({
      ...(where === undefined ? {} : { where: mask(where) }),
      message: mask(message),
      ...(hint === undefined ? {} : { hint: mask(hint) }),
    }));
    super(masked.map(sentence).join('\n'));
    this.name = 'SettingsError';
    this.problems = masked;
  }
}

function sentence({ where, message, hint }: Problem): string {
  return `${where === undefined ? '' : `${where}: `}${message}${hint === undefined ? '' : ` (${hint})`}`;
}
