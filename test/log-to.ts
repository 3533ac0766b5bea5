import type { Log } from '@leat/pipe';

type Fields = Readonly<Record<string, unknown>>;

/** A log whose every line goes to one function. */
export function logTo(say: (level: keyof Log, message: string, fields: Fields) => void): Log {
  const at =
    (level: keyof Log) =>
    (message: string, fields: Fields = {}): void =>
      say(level, message, fields);
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    summary: at('summary'),
  };
}
