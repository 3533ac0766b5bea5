import { flagName, type Option } from '@leat/config';

/** The flag's name without dashes: `no-tls-verify` for a flag that is on by default. */
export function flagOf(name: string, option: Option): string {
  return option.type === 'flag' && option.default === true ? `no-${flagName(name)}` : flagName(name);
}
